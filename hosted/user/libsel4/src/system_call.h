/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One system call over hosted_enter(), for all of libsel4.
 */
#pragma once

#include <sel4/sel4.h>

#include "kernel/abi.h"

/* Enters the kernel; nothing comes back, except perhaps a mapping. */
void sel4_system_call_send(enum abi_syscall what, seL4_CPtr dest, seL4_MessageInfo_t info,
                           seL4_Word *const registers[]);

/*
 * Enters the kernel and takes the answer. Sets *sender to the answer's badge, unless NULL.
 *
 * In both functions `registers` is NULL or points to as many pointers as the architecture has fast message
 * registers. These then replace the first ones of the IPC buffer; a NULL pointer is sent as 0 and not
 * returned.
 */
seL4_MessageInfo_t sel4_system_call_receive(enum abi_syscall what, seL4_CPtr capability,
                                            seL4_MessageInfo_t info, seL4_Word *sender,
                                            seL4_Word *const registers[]);

/* The same with MCS: `destination` is where to send to, `reply` the reply object; each 0 if unused. */
seL4_MessageInfo_t sel4_system_call_exchange(enum abi_syscall what, seL4_CPtr destination,
                                             seL4_MessageInfo_t info, seL4_CPtr source, seL4_CPtr reply,
                                             seL4_Word *sender, seL4_Word *const registers[]);
