/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The records of the child's allocator: a table in the user's memory, and lists through it. A record's number
 * is its index + 1; 0 means none. Everything here takes constant time.
 */
#pragma once

#include <sel4rpc/vka.h>

enum record_kind { RECORD_UNUSED, RECORD_SLAB, RECORD_SPLIT };

/* A member of a slab: an untyped, or one of the objects that were made together. */
struct untyped {
    uint32_t slab;
    unsigned member;
};

static inline sel4rpc_vka_record_t *record_at(const sel4rpc_vka_t *allocator, uint32_t number)
{
    return &allocator->records[number - 1];
}

/* Takes a record and sets kind and generation, all else to zero. Returns 0 if none is left. */
uint32_t srpc_record_new(sel4rpc_vka_t *allocator, enum record_kind kind) WARN_UNUSED_RESULT;
void srpc_record_destroy(sel4rpc_vka_t *allocator, uint32_t number);

/* Lists through next and previous. */
void srpc_record_add(sel4rpc_vka_t *allocator, uint32_t *list, uint32_t number);
void srpc_record_remove(sel4rpc_vka_t *allocator, uint32_t *list, uint32_t number);

/* A user's cookie for a member in use: the slab's record, 16 bits, the member, 8 bits, and the record's
 * generation. So a cookie of a slab that is gone names nothing until generations repeat, after 2^32 records,
 * or 2^8 if words have 32 bits. */
#define COOKIE_NUMBER_BITS 16
#define COOKIE_MEMBER_BITS 8
#define COOKIE_GENERATION_SHIFT (COOKIE_NUMBER_BITS + COOKIE_MEMBER_BITS)

static inline seL4_Word record_cookie(const sel4rpc_vka_t *allocator, struct untyped untyped)
{
    return (seL4_Word)record_at(allocator, untyped.slab)->generation << COOKIE_GENERATION_SHIFT |
           (seL4_Word)untyped.member << COOKIE_NUMBER_BITS | untyped.slab;
}

/* Finds the member that a cookie names: in use, and not split. */
bool srpc_record_find(const sel4rpc_vka_t *allocator, seL4_Word cookie, struct untyped *untyped);

static inline bool record_has(const uint64_t *set, unsigned member)
{
    return (set[member / 64] >> (member % 64) & 1) != 0;
}

static inline void record_flip(uint64_t *set, unsigned member)
{
    set[member / 64] ^= UINT64_C(1) << (member % 64);
}

static inline bool record_is_object(const sel4rpc_vka_record_t *slab, unsigned member)
{
    return record_has(slab->taken, member) && !record_has(slab->split, member);
}

/* The first member not in use; if there is none, the number of members. */
static inline unsigned record_first_free(const sel4rpc_vka_record_t *slab)
{
    for (unsigned word = 0; word < SEL4RPC_VKA_FAN_OUT / 64; word++) {
        if (slab->taken[word] != UINT64_MAX) {
            unsigned member = word * 64 + (unsigned)__builtin_ctzll(~slab->taken[word]);
            return member < slab->count ? member : slab->count;
        }
    }
    return slab->count;
}
