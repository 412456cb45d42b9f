/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A root task that makes kernel calls and prints what came back, the same on hosted and on real kernels. The
 * first argument chooses a part: `directed`, `random`, or the number of one random round, of which it prints
 * all lines. By default it does both parts. A real root task has no arguments: there, FIDELITY_PART is the
 * default.
 */
#include <stdlib.h>
#include <string.h>

#include "common/line.h"
#include "common/world.h"
#include "parts.h"

#ifndef FIDELITY_PART
#define FIDELITY_PART "all"
#endif

static void run(const char *part)
{
    int all = strcmp(part, "all") == 0;

    if (all || strcmp(part, "directed") == 0) {
        directed();
    }
    if (all || strcmp(part, "random") == 0) {
        for (unsigned round = 0; round < RANDOM_ROUNDS; round++) {
            random_round(round, 0);
        }
    } else if (strcmp(part, "directed") != 0) {
        random_round((unsigned)strtoul(part, NULL, 10), 1);
    }
}

int main(int argc, char *argv[])
{
    if (world_enter() == 0) {
        line_print("fidelity: BEGIN");
        run(argc > 1 ? argv[1] : FIDELITY_PART);
    }
    line_print("fidelity: END");
    return 0;
}
