/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks that the numbers of riscv64 are the kernel's.
 */
#include <sel4/sel4.h>

#include "user/libsel4/src/numbers.h"

SAME(RISCV_4K_Page, OBJECT_FRAME_4K);
SAME(RISCV_Mega_Page, OBJECT_FRAME_LARGE);
SAME(RISCV_Giga_Page, OBJECT_FRAME_HUGE);
SAME(RISCV_PageTableObject, OBJECT_PAGE_TABLE);
SAME(UserTop, USER_TOP);
SAME(HugePageBits, HUGE_PAGE_BITS);
SAME(UserException_Length, USER_EXCEPTION_LENGTH);
SAME(UnknownSyscall_Length, UNKNOWN_SYSCALL_LENGTH);
