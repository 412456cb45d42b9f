/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The child's simple_t: the records of what the parent leased, found by kind and numbers. The parent leases
 * nothing twice, but gives one more copy of what it has leased to us already, with the same cookie. That is
 * somebody's here, so we refuse it: a server that has this simple would give it to two clients.
 */
#include "simple/parts.h"

#include <utils/util.h>

int sel4rpc_simple_init(sel4rpc_simple_t *simple, sel4rpc_client_t *client, sel4rpc_simple_record_t *records,
                        size_t count)
{
    if (simple == NULL || client == NULL || records == NULL || count == 0) {
        return seL4_InvalidArgument;
    }
    *simple = (sel4rpc_simple_t){.client = client, .records = records, .count = count};
    for (size_t i = 0; i < count; i++) {
        records[i] = (sel4rpc_simple_record_t){.cookie = 0};
    }
    return 0;
}

/* ---- Records. */

static sel4rpc_simple_record_t *find(const sel4rpc_simple_t *simple, LeaseKind kind, uint64_t first,
                                     uint64_t last)
{
    for (size_t i = 0; i < simple->count; i++) {
        sel4rpc_simple_record_t *record = &simple->records[i];
        if (record->cookie != 0 && record->kind == kind && record->first == first && record->last == last) {
            return record;
        }
    }
    return NULL;
}

static sel4rpc_simple_record_t *find_unused(const sel4rpc_simple_t *simple)
{
    for (size_t i = 0; i < simple->count; i++) {
        if (simple->records[i].cookie == 0) {
            return &simple->records[i];
        }
    }
    return NULL;
}

static int free_lease(sel4rpc_simple_t *simple, sel4rpc_simple_record_t *record)
{
    int error = sel4rpc_release(simple->client, record->cookie);

    /* A lease that the parent does not know has been revoked. */
    if (error == 0 || error == seL4_InvalidCapability) {
        record->cookie = 0;
        return 0;
    }
    ZF_LOGE("the parent does not free lease kind %d, number %lu: %s", (int)record->kind,
            (unsigned long)record->first, sel4rpc_strerror(error));
    record->is_owed = true;
    return error;
}

int sel4rpc_simple_free(sel4rpc_simple_t *simple, LeaseKind kind, uint64_t first, uint64_t last)
{
    sel4rpc_simple_record_t *record = find(simple, kind, first, last);

    return record != NULL ? free_lease(simple, record) : seL4_FailedLookup;
}

void sel4rpc_simple_returned(void *simple, LeaseKind kind, uint64_t first, uint64_t last)
{
    (void)sel4rpc_simple_free(simple, kind, first, last);
}

int sel4rpc_simple_clean_up(sel4rpc_simple_t *simple)
{
    int last_error = 0;

    for (size_t i = 0; i < simple->count; i++) {
        if (simple->records[i].cookie != 0) {
            int error = free_lease(simple, &simple->records[i]);
            last_error = error != 0 ? error : last_error;
        }
    }
    return last_error;
}

/* ---- Requests. */

sel4rpc_simple_record_t *srpc_simple_record(sel4rpc_simple_t *simple, LeaseKind kind, uint64_t first,
                                            uint64_t last)
{
    sel4rpc_simple_record_t *record = find(simple, kind, first, last);

    if (record != NULL && record->is_owed) {
        (void)free_lease(simple, record); /* if that fails, what follows is refused */
    }
    record = find_unused(simple);
    if (record != NULL) {
        *record = (sel4rpc_simple_record_t){.kind = kind, .first = first, .last = last};
    }
    return record;
}

seL4_Error srpc_simple_error(int error)
{
    switch (error) {
    case SEL4RPC_NO_CAPABILITY:
    case SEL4RPC_NOT_FREED:
        return seL4_FailedLookup;
    case SEL4RPC_NOT_A_SERVER:
        return seL4_InvalidCapability;
    default:
        return error >= 0 ? (seL4_Error)error : seL4_InvalidArgument;
    }
}

/* Another record of the same numbers; NULL: there is none. */
static sel4rpc_simple_record_t *find_other(const sel4rpc_simple_t *simple,
                                           const sel4rpc_simple_record_t *record)
{
    for (size_t i = 0; i < simple->count; i++) {
        sel4rpc_simple_record_t *other = &simple->records[i];
        if (other != record && other->cookie != 0 && other->kind == record->kind &&
            other->first == record->first && other->last == record->last) {
            return other;
        }
    }
    return NULL;
}

seL4_Error srpc_simple_granted(sel4rpc_simple_t *simple, sel4rpc_simple_record_t *record, sel4rpc_slot_t slot,
                               int error)
{
    sel4rpc_simple_record_t *other = error == 0 ? find_other(simple, record) : NULL;

    if (other != NULL && other->cookie == record->cookie) {
        record->cookie = 0;
        (void)seL4_CNode_Delete(slot.root, slot.index, (seL4_Uint8)slot.depth);
        return seL4_RevokeFirst;
    }
    if (other != NULL) {
        other->cookie = 0; /* the parent has taken that one back */
    }
    return srpc_simple_error(error);
}

seL4_Error srpc_simple_irq(void *data, int irq, seL4_CNode root, seL4_Word index, uint8_t depth)
{
    sel4rpc_simple_t *simple = data;
    seL4_Word number = (seL4_Word)irq;
    sel4rpc_slot_t slot = {root, index, depth};
    sel4rpc_simple_record_t *record = srpc_simple_record(simple, LeaseKind_IRQ, number, number);

    return record == NULL
               ? seL4_NotEnoughMemory
               : srpc_simple_granted(simple, record, slot,
                                     sel4rpc_get_irq(simple->client, number, slot, &record->cookie));
}

/* ---- The simple_t. */

static int count_of_nothing(void *data)
{
    (void)data;
    return 0;
}

void sel4rpc_simple_make(sel4rpc_simple_t *simple, simple_t *made)
{
    *made = (simple_t){.data = simple,
                       .cap_count = count_of_nothing,
                       .untyped_count = count_of_nothing,
                       .userimage_count = count_of_nothing};
    srpc_arch_simple_make(simple, &made->arch_simple);
}
