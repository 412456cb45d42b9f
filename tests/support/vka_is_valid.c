/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Whether the records of the child's allocator are consistent, and its statistics are their sums.
 */
#include "is_valid.h"

#include "allocator/allocation.h"

static unsigned members_in(const uint64_t *set)
{
    unsigned members = 0;

    for (unsigned word = 0; word < SEL4RPC_VKA_FAN_OUT / 64; word++) {
        members += (unsigned)__builtin_popcountll(set[word]);
    }
    return members;
}

/* Whether a record is in the list, in which are no more than the table has. */
static bool is_listed(const struct sel4rpc_vka *allocator, uint32_t list, uint32_t wanted)
{
    uint32_t length = 0;

    for (uint32_t number = list; number != 0; number = record_at(allocator, number)->next) {
        if (number > allocator->reached || length++ == allocator->reached) {
            return false;
        }
        if (number == wanted) {
            return true;
        }
    }
    return false;
}

static bool run_is_valid(const struct sel4rpc_vka *allocator, uint32_t number)
{
    const struct sel4rpc_vka_record *run = record_at(allocator, number);
    bool has_free = record_first_free(run) < run->count;

    if (run->free != run->count - members_in(run->taken) || run->count == 0 ||
        run->count > SEL4RPC_VKA_FAN_OUT || run->bits < seL4_MinUntypedBits ||
        run->bits > seL4_MaxUntypedBits || members_in(run->taken) > run->count) {
        return false;
    }
    for (unsigned word = 0; word < SEL4RPC_VKA_FAN_OUT / 64; word++) {
        if ((run->split[word] & ~run->taken[word]) != 0) {
            return false;
        }
    }
    if (run->within != 0 && record_at(allocator, run->within)->kind != RECORD_DIVIDED) {
        return false;
    }
    return (run->ordinary && has_free) ==
           is_listed(allocator, allocator->free[size_of_bits(run->bits)], number);
}

static bool divided_is_valid(const struct sel4rpc_vka *allocator, uint32_t number)
{
    const struct sel4rpc_vka_record *divided = record_at(allocator, number);
    const struct sel4rpc_vka_record *above = record_at(allocator, divided->within);
    uint64_t bytes = 0;
    uint32_t live = 0;

    for (uint32_t run = divided->first; run != 0; run = record_at(allocator, run)->sibling) {
        const struct sel4rpc_vka_record *record = record_at(allocator, run);
        if (record->kind != RECORD_RUN || record->within != number) {
            return false;
        }
        live += members_in(record->taken);
        bytes += (uint64_t)record->count << record->bits;
    }
    return live == divided->live && bytes <= divided->used &&
           divided->used <= (seL4_Word)1 << divided->bits && above->kind == RECORD_RUN &&
           above->bits == divided->bits && record_has(above->split, divided->count) &&
           is_listed(allocator, allocator->divided, number);
}

bool vka_is_valid(const struct sel4rpc_vka *allocator)
{
    struct sel4rpc_vka_balance sums = {0};
    uint32_t divided = 0, split = 0;

    for (uint32_t number = 1; number <= allocator->reached; number++) {
        const struct sel4rpc_vka_record *record = record_at(allocator, number);
        if (record->kind == RECORD_UNUSED) {
            continue;
        }
        sums.records++;
        if (record->kind == RECORD_DIVIDED) {
            divided++;
            if (!divided_is_valid(allocator, number)) {
                return false;
            }
            continue;
        }
        if (!run_is_valid(allocator, number)) {
            return false;
        }
        split += members_in(record->split);
        sums.objects += members_in(record->taken) - members_in(record->split);
        sums.slots += record->slot != 0 ? record->count : 0;
        sums.chunks += record->within == 0;
        sums.bytes += record->within == 0 ? UINT64_C(1) << record->bits : 0;
    }
    return divided == split && sums.records == allocator->balance.records &&
           sums.objects == allocator->balance.objects && sums.slots == allocator->balance.slots &&
           sums.chunks == allocator->balance.chunks && sums.bytes == allocator->balance.bytes;
}
