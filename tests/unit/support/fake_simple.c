/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The strict simple; see fake_simple.h.
 */
#include "fake_simple.h"

#include "scripted_kernel.h"
#include "steps.h"
#include "test.h"

static const struct {
    uintptr_t paddr;
    size_t size_bits;
    bool device;
} platform[] = {{FAKE_RAM, FAKE_RAM_BITS, false}, {FAKE_DEVICE, FAKE_DEVICE_BITS, true}};

bool fake_platform_has(uintptr_t paddr, seL4_Word bits)
{
    for (size_t i = 0; i < COUNT_OF(platform); i++) {
        if (bits <= platform[i].size_bits &&
            paddr >> platform[i].size_bits == platform[i].paddr >> platform[i].size_bits) {
            return true;
        }
    }
    return false;
}

static int untyped_count(void *data)
{
    (void)data;
    return COUNT_OF(platform);
}

static seL4_CPtr nth_untyped(void *data, int n, size_t *size_bits, uintptr_t *paddr, bool *device)
{
    (void)data;
    assert_in_range(n, 0, COUNT_OF(platform) - 1);
    *size_bits = platform[n].size_bits;
    *paddr = platform[n].paddr;
    *device = platform[n].device;
    return 50 + (seL4_CPtr)n;
}

seL4_Error fake_obtain(struct fake_simple *fake, seL4_CNode root, seL4_Word index, seL4_Word depth)
{
    assert_int_equal(root, SCRIPTED_CNODE);
    assert_int_equal(depth, seL4_WordBits);
    assert_false(scripted_slot_is_full(index));
    fake->calls++;
    if (step_fails()) {
        return seL4_RevokeFirst;
    }
    if (fake->error == 0) {
        scripted_slot_fill(index);
    }
    return (seL4_Error)fake->error;
}

void fake_simple_init(struct fake_simple *fake)
{
    *fake = (struct fake_simple){.simple = {.data = fake,
                                            .untyped_count = untyped_count,
                                            .nth_untyped = nth_untyped,
                                            .arch_simple = fake_devices}};
    fake->simple.arch_simple.data = fake;
}
