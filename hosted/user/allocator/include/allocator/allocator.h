/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task's allocator: a vka_t over the slots and untypeds in its boot information.
 *
 * Slots come from a bitmap. Memory is a set of buddy trees, one for each untyped of the boot information: an
 * untyped that is too large is split into two halves by Retype, and merges again, by Revoke, when both are
 * free. An object takes an untyped of exactly its size. Device memory is used only for addresses in it, or if
 * the caller accepts device memory; then it is preferred, so that a caller who accepts it by mistake finds
 * out.
 *
 * Like real allocators, it ends the program on nonsense: an unknown object type, a size of a whole word's
 * bits or more, an address that is not a multiple of the size, a number that names no allocation. If there is
 * no memory, no slot, or the address is taken, the call fails and nothing changes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <sel4/sel4.h>
#include <vka/vka.h>

#ifdef __cplusplus
extern "C" {
#endif

struct untyped_node;

struct hosted_allocator {
    /* Slots. */
    seL4_CPtr slot_start;
    seL4_Word slot_count;
    seL4_Word slots_used;
    seL4_Word slot_hint;     /* all slots below this one are used */
    unsigned char *slot_map; /* one byte for each slot: whether it is used */
    /* Memory: the first root_count nodes are the untypeds in the boot information. */
    struct untyped_node *nodes;
    seL4_Word node_count;
    seL4_Word node_capacity;
    seL4_Word node_free_list;
    seL4_Word root_count;
};

/* What is free and what is used. Once everything is freed, it is as after initialisation. */
struct hosted_balance {
    seL4_Word ram_bytes_free;
    seL4_Word device_bytes_free;
    seL4_Word slots_used; /* by callers, and by the halves of split untypeds */
    seL4_Word allocations;
};

/* Returns 0, or -1 if there is no memory for the bookkeeping. */
int hosted_allocator_init(struct hosted_allocator *allocator, const seL4_BootInfo *boot_info);
/* Frees the bookkeeping; does not touch the capabilities. */
void hosted_allocator_clean_up(struct hosted_allocator *allocator);

/* The allocator must outlive the vka_t. */
void hosted_allocator_make_vka(struct hosted_allocator *allocator, vka_t *vka);

struct hosted_balance hosted_allocator_balance(const struct hosted_allocator *allocator);

#ifdef __cplusplus
}
#endif
