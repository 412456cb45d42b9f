/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The strict simple's devices on Arm and RISC-V.
 */
#include "../fake_simple.h"

#include "../test.h"

static seL4_Error irq(void *data, int number, seL4_CNode root, seL4_Word index, uint8_t depth)
{
    struct fake_simple *fake = data;

    assert_in_range(number, 0, 1023);
    fake->call = FAKE_IRQ;
    fake->numbers[0] = (seL4_Word)number;
    return fake_obtain(fake, root, index, depth);
}

static seL4_Error irq_trigger(void *data, int number, int trigger, int core, seL4_CNode root, seL4_Word index,
                              uint8_t depth)
{
    struct fake_simple *fake = data;

    assert_in_range(number, 0, 1023);
    assert_in_range(trigger, 0, 1);
    assert_int_equal(core, 0);
    fake->call = FAKE_IRQ;
    fake->numbers[0] = (seL4_Word)number;
    return fake_obtain(fake, root, index, depth);
}

const arch_simple_t fake_devices = {.irq = irq, .irq_trigger = irq_trigger};
