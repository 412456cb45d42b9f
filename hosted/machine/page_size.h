/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The host's pages. Frames of 4 KiB are mapped one by one, so only this size will do.
 */
#pragma once

#include <stdbool.h>

/* Whether hosted seL4 can run on a Linux with pages of `bytes` bytes. If not, prints the reason on standard
 * error, in the name of `command`. */
bool page_size_check(const char *command, long bytes);
