/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Moves messages between a thread's IPC buffer and a kernel entry.
 *
 * The tests' in-process fixture also uses these, for the threads in whose name it enters the kernel.
 */
#pragma once

#include <sel4/sel4.h>

#include "kernel/abi.h"

/*
 * Fills in the request `what` to a capability, with the buffer's message registers, capabilities and receive
 * path. A length above the number of message registers is cut to that number, as in the kernel.
 */
void sel4_message_put_request(struct abi_message *message, const seL4_IPCBuffer *buffer,
                              enum abi_syscall what, seL4_CPtr capability, seL4_MessageInfo_t info);

/*
 * Copies an answer into the buffer: the registers that arrived, from register `first` on, and the badges of
 * unwrapped capabilities. The rest of the buffer does not change. Of ABI_ANSWER_BADGE it takes the stale
 * contents of processor registers only, as the system calls of seL4 do.
 */
seL4_MessageInfo_t sel4_message_take_answer(const struct abi_message *message, seL4_IPCBuffer *buffer,
                                            unsigned first);
