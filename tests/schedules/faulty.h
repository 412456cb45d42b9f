/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A vka and a simple that wrap others and let the n-th call fail, as if there were no more of what it asks
 * for.
 */
#pragma once

#include <simple/simple.h>
#include <stdbool.h>
#include <vka/vka.h>

struct faulty {
    vka_t vka; /* what is to be used instead of the real one */
    simple_t simple;
    vka_t *real_vka;
    simple_t *real_simple;
    bool is_armed;  /* calls count, and may fail */
    unsigned vka_n; /* counted down with each call of the vka; the one that makes it 0 fails. 0: none will */
    unsigned simple_n; /* likewise */
    bool has_failed;
};

void faulty_init(struct faulty *faulty, vka_t *vka, simple_t *simple);
