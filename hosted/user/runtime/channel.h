/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The calling thread's socket, for the runtime.
 *
 * Requests go out and answers come in, and before an answer what the process must know: frames to map and to
 * unmap, and threads to make.
 */
#pragma once

#include "kernel/abi.h"

/* Whether the program was started with a socket to the kernel. */
int channel_exists(void);

/* Sends one packet. Returns 0, or -1 if the socket is closed. */
int channel_send(const struct abi_message *message);

/*
 * Receives until an answer arrives, and does what the notices before it say. If the kernel's end of the
 * socket is closed, the answer is ABI_ANSWER_END; but the program's first thread exits.
 */
void channel_receive(struct abi_message *message);

/* Sends a request and receives its answer, of any kind. */
void channel_exchange(struct abi_message *message);

/* The same in a signal handler, with its third argument: if the answer is other registers, or the thread's
 * end, that is done. */
void channel_exchange_in_handler(struct abi_message *message, void *ucontext);
