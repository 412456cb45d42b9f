/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks that the numbers of aarch64 are the kernel's.
 */
#include <sel4/sel4.h>

#include "user/libsel4/src/numbers.h"

SAME(ARM_SmallPageObject, OBJECT_FRAME_4K);
SAME(ARM_LargePageObject, OBJECT_FRAME_LARGE);
SAME(ARM_HugePageObject, OBJECT_FRAME_HUGE);
SAME(ARM_VSpaceObject, OBJECT_VSPACE);
SAME(ARM_PageTableObject, OBJECT_PAGE_TABLE);
SAME(HugePageBits, HUGE_PAGE_BITS);
SAME(UserException_Length, USER_EXCEPTION_LENGTH);
SAME(UnknownSyscall_Length, UNKNOWN_SYSCALL_LENGTH);
_Static_assert(seL4_UserTop + 1 == ABI_USER_TOP, "UserTop is the last address");
