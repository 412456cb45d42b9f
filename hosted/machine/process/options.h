/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The command line of sel4host.
 */
#pragma once

#include "machine/process/state.h"

enum options_result { OPTIONS_RUN, OPTIONS_HELP, OPTIONS_WRONG };

/* Reads the command line; reports on stderr what is wrong with it. */
enum options_result options_get(struct machine_options *options, int argc, char *argv[]);

extern const char options_help[];
