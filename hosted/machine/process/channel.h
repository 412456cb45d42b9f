/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's end of a hosted process's socket. Nothing here blocks.
 */
#pragma once

#include "kernel/abi.h"

enum channel_result {
    CHANNEL_DONE,
    CHANNEL_EMPTY,  /* nothing to receive */
    CHANNEL_FULL,   /* no room to send: the process does not read */
    CHANNEL_LATER,  /* Linux lacks memory or the like to send, which is nobody's fault here */
    CHANNEL_BROKEN, /* closed, or the process sent what is no request */
};

/* Sends an answer; `descriptor`, where not -1, goes with it and stays ours. */
enum channel_result channel_send(int socket, const struct abi_message *message, int descriptor);

/* Receives one request. *message is zero beyond what came. */
enum channel_result channel_receive(int socket, struct abi_message *message);
