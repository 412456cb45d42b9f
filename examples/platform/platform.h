/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a root task stands on, made from its boot information: an allocator, what gives interrupts and ports,
 * and its address space. One file for each target makes it; no other file of an example knows the target.
 */
#pragma once

#include <simple/simple.h>
#include <vka/vka.h>
#include <vspace/vspace.h>

struct platform {
    vka_t vka;
    simple_t simple;
    vspace_t vspace;
};

/* Makes the platform; once, in the root task. Ends the program where that fails. */
void platform_init(struct platform *platform);

/* Whether everything that was taken from the vka since platform_init() is back. True where it cannot tell. */
bool platform_is_balanced(void);
