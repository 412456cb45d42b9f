/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Records from `reached` on were never used; those that are unused again form a list.
 */
#include "allocator/record.h"

#define LOW(bits) (((seL4_Word)1 << (bits)) - 1)
#define GENERATION_MASK ((uint32_t)((seL4_Word)-1 >> COOKIE_GENERATION_SHIFT))

uint32_t srpc_record_new(sel4rpc_vka_t *allocator, enum record_kind kind)
{
    uint32_t number = allocator->first_free;

    if (number != 0) {
        allocator->first_free = record_at(allocator, number)->next;
    } else if (allocator->reached < allocator->capacity) {
        number = ++allocator->reached;
    } else {
        return 0;
    }
    allocator->generation = (allocator->generation + 1) & GENERATION_MASK;
    *record_at(allocator, number) =
        (sel4rpc_vka_record_t){.kind = (uint8_t)kind, .generation = allocator->generation};
    allocator->statistics.records++;
    return number;
}

void srpc_record_destroy(sel4rpc_vka_t *allocator, uint32_t number)
{
    *record_at(allocator, number) =
        (sel4rpc_vka_record_t){.kind = RECORD_UNUSED, .next = allocator->first_free};
    allocator->first_free = number;
    allocator->statistics.records--;
    if (allocator->kept == number) {
        allocator->kept = 0;
    }
}

void srpc_record_add(sel4rpc_vka_t *allocator, uint32_t *list, uint32_t number)
{
    sel4rpc_vka_record_t *record = record_at(allocator, number);

    record->next = *list;
    record->previous = 0;
    if (*list != 0) {
        record_at(allocator, *list)->previous = number;
    }
    *list = number;
}

void srpc_record_remove(sel4rpc_vka_t *allocator, uint32_t *list, uint32_t number)
{
    sel4rpc_vka_record_t *record = record_at(allocator, number);

    if (record->previous != 0) {
        record_at(allocator, record->previous)->next = record->next;
    } else {
        *list = record->next;
    }
    if (record->next != 0) {
        record_at(allocator, record->next)->previous = record->previous;
    }
    record->next = 0;
    record->previous = 0;
}

bool srpc_record_find(const sel4rpc_vka_t *allocator, seL4_Word cookie, struct untyped *untyped)
{
    *untyped = (struct untyped){.slab = (uint32_t)(cookie & LOW(COOKIE_NUMBER_BITS)),
                                .member = (unsigned)(cookie >> COOKIE_NUMBER_BITS & LOW(COOKIE_MEMBER_BITS))};
    if (untyped->slab == 0 || untyped->slab > allocator->reached) {
        return false;
    }
    const sel4rpc_vka_record_t *slab = record_at(allocator, untyped->slab);

    return slab->kind == RECORD_SLAB && slab->generation == cookie >> COOKIE_GENERATION_SHIFT &&
           record_is_object(slab, untyped->member);
}
