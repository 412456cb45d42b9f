/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a child that is about to execute a program reports: its listener, if it has one, and why it failed, if
 * it does. Its end of the socket is closed when it executes the program.
 */
#pragma once

#include <stdbool.h>

/* Sends an errno, or 0 with a descriptor. Returns false, with errno, if that fails. */
bool report_send(int socket, int error, int descriptor);

/* Waits until the child has executed its program, or reported why not. Returns an errno; and if that is 0,
 * its listener in *descriptor, or -1. */
int report_receive(int socket, int *descriptor);
