/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Many objects at once: in pieces, each of which stands in an untyped of its own and takes one Retype. A
 * piece for which no untyped can be had is halved.
 */
#include "allocator/allocation.h"

#include <vka/capops.h>

/* The largest power of two that is less; of 2 and more. */
static unsigned next_smaller(unsigned count)
{
    return 1u << (31 - (unsigned)__builtin_clz(count - 1));
}

/* Makes as many of the next `count` objects as an untyped can be had for. Returns an error, or 0 and how many
 * in *made. */
static int alloc_piece(sel4rpc_vka_t *allocator, const cspacepath_t *first, const struct object *object,
                       unsigned count, seL4_Word *cookies, unsigned *made)
{
    bool try_smaller = true;
    uint32_t slab = 0;
    int error = seL4_NotEnoughMemory;

    *made = count;
    while (*made > 1 && error != 0 && try_smaller) {
        error = srpc_untyped_take_objects(allocator, object, first, *made, &slab, &try_smaller);
        if (error != 0 && try_smaller) {
            *made = next_smaller(*made);
        }
    }
    if (*made == 1) {
        return srpc_vka_alloc_one(allocator, first, object, cookies);
    }
    for (unsigned member = 0; error == 0 && member < *made; member++) {
        cookies[member] = record_cookie(allocator, (struct untyped){slab, member});
        allocator->statistics.objects++;
    }
    return error;
}

static cspacepath_t path_after(const cspacepath_t *first, seL4_Word count)
{
    cspacepath_t path = *first;

    path.capPtr += count;
    path.offset += count;
    return path;
}

/* Deletes objects that were made, and gives their memory back. */
static void undo(sel4rpc_vka_t *allocator, const cspacepath_t *first, seL4_Word count,
                 const seL4_Word *cookies)
{
    for (seL4_Word i = 0; i < count; i++) {
        cspacepath_t path = path_after(first, i);
        struct untyped untyped;
        /* Where the kernel will not, the memory's next use revokes it. */
        (void)vka_cnode_delete(&path);
        if (srpc_record_find(allocator, cookies[i], &untyped)) {
            srpc_vka_free_one(allocator, untyped);
        }
    }
}

int sel4rpc_vka_alloc_many(sel4rpc_vka_t *allocator, const cspacepath_t *first, seL4_Word type,
                           seL4_Word size_bits, seL4_Word count, seL4_Word *cookies)
{
    struct object object;
    seL4_Word done = 0;

    if (allocator == NULL || first == NULL || cookies == NULL || count == 0) {
        return seL4_InvalidArgument;
    }
    int error = (int)srpc_object_measure(type, size_bits, &object);
    if (error != 0) {
        return error;
    }
    if (!srpc_vka_enter(allocator)) {
        return seL4_IllegalOperation;
    }
    while (error == 0 && done < count) {
        seL4_Word left = count - done;
        cspacepath_t next = path_after(first, done);
        unsigned made;
        error = alloc_piece(allocator, &next, &object,
                            left < SEL4RPC_VKA_FAN_OUT ? (unsigned)left : SEL4RPC_VKA_FAN_OUT, cookies + done,
                            &made);
        done += error == 0 ? made : 0;
    }
    if (error != 0) {
        undo(allocator, first, done, cookies);
    }
    srpc_vka_leave(allocator);
    return error;
}
