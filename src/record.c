/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Records that were never in use are those from `reached` on; those that are not any more form a list.
 *
 * A cookie is the number of the run's record, 16 bits, the member's, 8 bits, and above them the generation of
 * the record: so the cookie of a run that is gone names nothing until generations come round again, after
 * 2^40 records, or 2^8 where words have 32 bits.
 */
#include "record.h"

#define NUMBER_BITS 16
#define MEMBER_BITS 8
#define GENERATION_SHIFT (NUMBER_BITS + MEMBER_BITS)
#define LOW(bits) (((seL4_Word)1 << (bits)) - 1)
#define GENERATION_MASK ((uint32_t)((seL4_Word)-1 >> GENERATION_SHIFT))

uint32_t sel4rpc_record_new(struct sel4rpc_vka *allocator, enum record_kind kind)
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
        (struct sel4rpc_vka_record){.kind = (uint8_t)kind, .generation = allocator->generation};
    allocator->balance.records++;
    return number;
}

void sel4rpc_record_destroy(struct sel4rpc_vka *allocator, uint32_t number)
{
    *record_at(allocator, number) =
        (struct sel4rpc_vka_record){.kind = RECORD_UNUSED, .next = allocator->first_free};
    allocator->first_free = number;
    allocator->balance.records--;
}

void sel4rpc_record_add(struct sel4rpc_vka *allocator, uint32_t *list, uint32_t number)
{
    struct sel4rpc_vka_record *record = record_at(allocator, number);

    record->next = *list;
    record->previous = 0;
    if (*list != 0) {
        record_at(allocator, *list)->previous = number;
    }
    *list = number;
}

void sel4rpc_record_remove(struct sel4rpc_vka *allocator, uint32_t *list, uint32_t number)
{
    struct sel4rpc_vka_record *record = record_at(allocator, number);

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

seL4_Word sel4rpc_record_cookie(const struct sel4rpc_vka *allocator, struct block block)
{
    return (seL4_Word)record_at(allocator, block.run)->generation << GENERATION_SHIFT |
           (seL4_Word)block.member << NUMBER_BITS | block.run;
}

bool sel4rpc_record_find(const struct sel4rpc_vka *allocator, seL4_Word cookie, struct block *block)
{
    *block = (struct block){.run = (uint32_t)(cookie & LOW(NUMBER_BITS)),
                            .member = (unsigned)(cookie >> NUMBER_BITS & LOW(MEMBER_BITS))};
    if (block->run == 0 || block->run > allocator->reached) {
        return false;
    }
    const struct sel4rpc_vka_record *run = record_at(allocator, block->run);

    return run->kind == RECORD_RUN && run->generation == cookie >> GENERATION_SHIFT &&
           record_has(run->taken, block->member) && !record_has(run->split, block->member);
}
