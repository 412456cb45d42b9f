/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers in memory have four bytes. An access reaches no further than the end of the register.
 */
#include "../timer_registers.h"
#include "../../../examples/common/parent.h"
#include "../../../examples/common/timer_device.h"

#define VADDR ((uintptr_t)0x50000000)
#define KEPT 0x08 /* of both clocks, this register keeps what is written, and the timer is stopped */

void test_registers(struct timer *timer)
{
    volatile uint32_t *word = (volatile uint32_t *)(VADDR + KEPT);
    volatile uint16_t *halves = (volatile uint16_t *)(VADDR + KEPT);
    volatile uint8_t *bytes = (volatile uint8_t *)(VADDR + KEPT);

    (void)timer;
    *word = 0x12345678;
    parent_expect(*word == 0x12345678, "the word that was written");
    parent_expect(halves[0] == 0x5678 && halves[1] == 0x1234, "its halves");
    parent_expect(bytes[0] == 0x78 && bytes[1] == 0x56 && bytes[2] == 0x34 && bytes[3] == 0x12, "its bytes");
    parent_expect(*(volatile uint64_t *)word == 0x12345678, "zeros beyond the register");
    bytes[1] = 0xab;
    parent_expect(*word == 0xab00, "zeros beside the byte that was written");
    halves[1] = 0xcdef;
    parent_expect(*word == 0xcdef0000, "zeros beside the half that was written");
    *(volatile uint64_t *)word = 0x1122334455667788;
    parent_expect(*word == 0x55667788, "as much as the register has");
    parent_expect(*(volatile uint32_t *)(VADDR + 0xff0) == 0, "zero where no register is");
}
