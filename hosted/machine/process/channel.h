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
    CHANNEL_BROKEN, /* closed, or what the process sent is not a request */
};

/* Sends an answer, and with it `descriptor` unless that is -1; the descriptor stays ours. */
enum channel_result channel_send(int socket, const struct abi_message *message, int descriptor);

/* Receives one request. *message is zero beyond what was received. */
enum channel_result channel_receive(int socket, struct abi_message *message);
