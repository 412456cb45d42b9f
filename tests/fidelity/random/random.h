/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Random kernel calls: sequences that a seed decides, on an arena of slots with capabilities of all kinds.
 */
#pragma once

#include <stdint.h>

#include "common/line.h"
#include "common/world.h"

/* The arena: these slots of the program's own CSpace. */
#define ARENA_FIRST SLOT_FIRST
#define ARENA_SLOTS 40

/* Outside the arena, so that it always exists: the arena has copies that can only signal. */
enum { SLOT_NOTIFICATION = 24 };

/* Pseudo-random numbers, the same everywhere. */
void seed(uint64_t number);
seL4_Word below(seL4_Word limit);
int chance(unsigned percent);

/*
 * Kinds of capability, a letter each: U untyped, C CNode, T TCB, E endpoint, N notification, F frame, and
 * those of the architecture.
 */
void kinds_learn(char letter, seL4_CPtr sample);
int kinds_is(char letter, seL4_CPtr slot);
/* The number of the capability in a slot, asked for once until something may have changed. */
seL4_Word kinds_number(seL4_CPtr slot);
void kinds_forget(void);
/* A slot of the arena that is full, or one that is empty; or any if there is none. */
seL4_CPtr kinds_pick_full(int full);
/* A slot of the arena with a capability of that kind, or any if there is none; ? stands for any. */
seL4_CPtr kinds_pick(char letter);

/*
 * One sort of call.
 *
 * registers, a letter for each:
 *   d an index in the service itself, e one that is empty; 0, 1 an index in the first or second extra
 * capability, 2, 3 one that is empty; D a depth for it o a slot of the arena, n a node's depth for it r
 * rights, b a badge or guard, t a type, z a size, c a count, v an address, a attributes, p a priority, f an
 * address of an IPC buffer; and those of the architecture capabilities: a kind's letter for each; R the root
 * of a lookup, S a TCB whose authority is used, Y the own VSpace or one of the arena, and those of the
 * architecture
 */
struct operation {
    const char *name;
    unsigned weight;
    seL4_Word label;
    char service;
    const char *registers;
    const char *capabilities;
};

/* The operations of all kernels, the architecture, the word size, and a kernel with or without MCS; {0} ends
 * each. */
extern const struct operation common_operations[];
extern const struct operation architecture_operations[];
extern const struct operation mode_operations[];
extern const struct operation scheduling_operations[];

/* Does one operation, and ends a line for it. */
void operation_do(const struct operation *operation);

/* A kernel with or without MCS: fills the arena from a slot on, and returns the slot after. */
seL4_CPtr scheduling_fill(seL4_CPtr from);

/* What the architecture adds: capabilities in the arena from a slot on, services, registers and answers. */
void architecture_fill(seL4_CPtr from, int mapped);
/* The slot of a capability outside the arena that a letter stands for, or 0. */
seL4_CPtr architecture_slot(char letter);
seL4_Word architecture_register(char letter);
/* Makes what was answered independent of where the pool is. */
void architecture_mask(seL4_Word label);
