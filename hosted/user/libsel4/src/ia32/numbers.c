/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks that the numbers of ia32 are the kernel's.
 */
#include <sel4/sel4.h>

#include "user/libsel4/src/numbers.h"

SAME(X86_4K, OBJECT_FRAME_4K);
SAME(X86_LargePageObject, OBJECT_FRAME_LARGE);
SAME(X86_PageTableObject, OBJECT_PAGE_TABLE);
SAME(X86_PageDirectoryObject, OBJECT_PAGE_DIRECTORY);
SAME(UserTop, USER_TOP);
SAME(UserException_Length, USER_EXCEPTION_LENGTH);
SAME(UnknownSyscall_Length, UNKNOWN_SYSCALL_LENGTH);
