/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The interface between the scenarios' root task and the tests.
 *
 * The root task's arguments: its name, options, and a name for each client (see child.c). It yields when all
 * clients are ready to run for the first time, and again when the last one has ended; what comes between is
 * the scenario. Then one more client asks for everything, and must get it. At the end everything must be
 * free.
 */
#pragma once

#define SCENARIO_OPEN "open"       /* an option: the server knows no clients */
#define SCENARIO_BUDGETS "budgets" /* with MCS: the clients' budgets may end at each system call */
#define SCENARIO_PARKS "parks"     /* an option: the server keeps what clients free for the next */
#define SCENARIO_POOL "pool"       /* an option: the server's vka is a pool over the one that may fail */
#define SCENARIO_VKA "vka="        /* an option, followed by n: the n-th call of the server's vka fails */
#define SCENARIO_SIMPLE "simple="  /* the same for its simple */
#define SCENARIO_MAX_CLIENTS 4

/* Exit statuses. */
enum scenario_status {
    SCENARIO_PASSED = 0,
    SCENARIO_FAILED = 1,   /* it has printed what is wrong */
    SCENARIO_UNTOUCHED = 2 /* passed, and the call that was to fail never came */
};
