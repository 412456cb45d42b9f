/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What both word sizes of x86 share in telling an exception.
 */
#ifndef HOSTED_PROCESSOR_X86_FAULT_REGISTERS_H
#define HOSTED_PROCESSOR_X86_FAULT_REGISTERS_H

#define X86_PAGE_FAULT 14
#define X86_PAGE_FAULT_INSTRUCTION 0x10 /* in the error code */

#endif
