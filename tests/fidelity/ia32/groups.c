/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The groups of ia32.
 */
#include "x86/x86.h"

const seL4_Word vspace_type = seL4_X86_PageDirectoryObject;
const seL4_Word frame_type = seL4_X86_4K;

const struct group *const architecture_groups[] = {paging_groups, asid_groups, interrupt_groups, port_groups, NULL};
