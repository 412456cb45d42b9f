/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A vka and a simple that wrap others and fail the n-th call, as if nothing were left of what it asks for.
 */
#pragma once

#include <simple/simple.h>
#include <stdbool.h>
#include <vka/vka.h>

struct faulty {
    vka_t vka; /* use this in place of the real one */
    simple_t simple;
    vka_t *real_vka;
    simple_t *real_simple;
    bool is_armed;     /* calls count, and may fail */
    unsigned vka_n;    /* each call of the vka decrements it; the one that makes it 0 fails. 0: none fails */
    unsigned simple_n; /* the same for the simple */
    bool has_failed;
};

void faulty_init(struct faulty *faulty, vka_t *vka, simple_t *simple);

/* For the devices, which differ by architecture: counts a call, and tells whether it is the one that fails;
 * adds them to a simple of `faulty`. */
bool faulty_fails(struct faulty *faulty, unsigned *n);
void faulty_add_devices(arch_simple_t *simple);
