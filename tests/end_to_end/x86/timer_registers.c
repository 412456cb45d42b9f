/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The timer's ports, by accesses of one and two bytes: the second is the next channel's, which is missing.
 */
#include "../timer_registers.h"
#include "../../../examples/common/parent.h"
#include "../../../examples/common/timer_device.h"

#define COUNT 0x40
#define CONTROL 3
#define HIGH_BYTE_ONLY 0x24 /* a period, which it goes on with */

void test_registers(struct timer *timer)
{
    timer_put(timer, CONTROL, HIGH_BYTE_ONLY);
    (void)seL4_X86_IOPort_Out16(timer->ports.capPtr, COUNT, 0x1101);
    seL4_X86_IOPort_In16_t both = seL4_X86_IOPort_In16(timer->ports.capPtr, COUNT);
    parent_expect(both.error == 0 && both.result >> 8 == 0xff, "all ones beside the count");
    parent_expect((both.result & 0xff) <= 1, "a count of at most 256");
}
