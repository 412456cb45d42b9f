/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks that the numbers of x86_64 are the kernel's.
 */
#include <sel4/sel4.h>

#include "kernel/abi.h"

_Static_assert((int)seL4_X86_PDPTObject == (int)ABI_OBJECT_PDPT, "PDPT");
_Static_assert((int)seL4_X64_HugePageObject == (int)ABI_OBJECT_FRAME_HUGE, "huge page");
_Static_assert((int)seL4_X64_PML4Object == (int)ABI_OBJECT_PML4, "PML4");
_Static_assert((int)seL4_X64_HugePageObject == (int)ABI_OBJECT_FRAME_HUGE, "huge page");
_Static_assert(seL4_HugePageBits == ABI_HUGE_PAGE_BITS, "huge page");
