/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A vka that counts what is allocated, in front of seL4_libs' allocator, which cannot tell.
 */
#include "fixture_threads.h"

static struct hosted_balance balance;

struct hosted_balance fixture_counting_balance(void)
{
    return balance;
}

static int slot_alloc(void *below, seL4_CPtr *slot)
{
    int error = vka_cspace_alloc(below, slot);

    balance.slots_used += error == 0;
    return error;
}

static void slot_make_path(void *below, seL4_CPtr slot, cspacepath_t *path)
{
    vka_cspace_make_path(below, slot, path);
}

static void slot_free(void *below, seL4_CPtr slot)
{
    balance.slots_used--;
    vka_cspace_free(below, slot);
}

static int count(int error)
{
    balance.allocations += error == 0;
    return error;
}

static int object_alloc(void *below, const cspacepath_t *slot, seL4_Word type, seL4_Word size_bits,
                        seL4_Word *cookie)
{
    return count(vka_utspace_alloc(below, slot, type, size_bits, cookie));
}

static int object_alloc_maybe_device(void *below, const cspacepath_t *slot, seL4_Word type,
                                     seL4_Word size_bits, bool may_be_device, seL4_Word *cookie)
{
    return count(vka_utspace_alloc_maybe_device(below, slot, type, size_bits, may_be_device, cookie));
}

static int object_alloc_at(void *below, const cspacepath_t *slot, seL4_Word type, seL4_Word size_bits,
                           uintptr_t paddr, seL4_Word *cookie)
{
    return count(vka_utspace_alloc_at(below, slot, type, size_bits, paddr, cookie));
}

static void object_free(void *below, seL4_Word type, seL4_Word size_bits, seL4_Word cookie)
{
    balance.allocations--;
    vka_utspace_free(below, type, size_bits, cookie);
}

static uintptr_t object_paddr(void *below, seL4_Word cookie, seL4_Word type, seL4_Word size_bits)
{
    return vka_utspace_paddr(below, cookie, type, size_bits);
}

void fixture_counting_init(vka_t *vka, vka_t *below)
{
    *vka = (vka_t){.data = below,
                   .cspace_alloc = slot_alloc,
                   .cspace_make_path = slot_make_path,
                   .utspace_alloc = object_alloc,
                   .utspace_alloc_maybe_device = object_alloc_maybe_device,
                   .utspace_alloc_at = object_alloc_at,
                   .cspace_free = slot_free,
                   .utspace_free = object_free,
                   .utspace_paddr = object_paddr};
}
