/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the root task of the scenarios and who runs it agree on.
 *
 * It is called with its name, options, and a name for each client (see child.c). It yields when all clients
 * are ready to run for the first time, and again when the last one has ended: what comes between is what a
 * scenario is about. Then one more client asks for everything, which it has to get; and all that there was
 * has to be back.
 */
#pragma once

#define SCENARIO_OPEN "open"      /* an option: the clients are not registered */
#define SCENARIO_VKA "vka="       /* an option, with n behind: the n-th call of the server's vka fails */
#define SCENARIO_SIMPLE "simple=" /* the same of its simple */
#define SCENARIO_MAX_CLIENTS 4

/* How it exits. */
enum scenario_status {
    SCENARIO_PASSED = 0,
    SCENARIO_FAILED = 1,   /* it has said what is wrong */
    SCENARIO_UNTOUCHED = 2 /* passed, and the call that was to fail never came */
};
