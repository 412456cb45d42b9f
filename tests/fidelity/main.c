/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A root task that makes kernel calls and prints what came back, the same on hosted and on real kernels. The
 * first argument chooses a part: `directed`, `ipc`, `threads`, `code`, `random`, or the number of one random
 * round, of which it prints all lines. By default it does all parts. `peer` makes it the other thread of the
 * part `ipc`. A real root task has no arguments: there, FIDELITY_PART is the default.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "common/line.h"
#include "common/world.h"
#include "parts.h"

#ifndef FIDELITY_PART
#define FIDELITY_PART "all"
#endif

static int all_or(const char *part, const char *name)
{
    return strcmp(part, "all") == 0 || strcmp(part, name) == 0;
}

static void run(const char *part)
{
    if (all_or(part, "directed")) {
        directed();
    }
    if (all_or(part, "random")) {
        for (unsigned round = 0; round < RANDOM_ROUNDS; round++) {
            random_round(round, 0);
        }
    }
    if (all_or(part, "ipc")) {
        ipc();
    }
    if (all_or(part, "threads")) {
        thread_lines();
    }
    if (all_or(part, "code")) {
        code_lines();
    }
    if (isdigit((unsigned char)*part)) {
        random_round((unsigned)strtoul(part, NULL, 10), 1);
    }
}

int main(int argc, char *argv[])
{
    if (argc == 5 && strcmp(argv[1], "peer") == 0) {
        peer_main(strtoul(argv[2], NULL, 10), strtoul(argv[3], NULL, 10), strtoul(argv[4], NULL, 10));
    }
    if (world_enter() == 0) {
        line_print("fidelity: BEGIN");
        run(argc > 1 ? argv[1] : FIDELITY_PART);
    }
    line_print("fidelity: END");
    return 0;
}
