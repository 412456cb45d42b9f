/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The program's end of its socket, for the runtime.
 */
#pragma once

#include "kernel/abi.h"

/* Whether the program was started with a socket to the kernel. */
int channel_exists(void);

/*
 * Receives until an answer of the kind `what` arrives, ABI_ANSWER_BADGE counting as ABI_ANSWER_RETURN, and
 * carries out the MAP and UNMAP notices before it. If the socket is closed or brings anything else, the
 * process exits.
 */
void channel_receive(struct abi_message *message, enum abi_answer what);
