/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Invocations of kernel objects: what they are, and how methods refuse them.
 *
 * A method checks everything first, then changes; once it has begun to change something, it cannot fail. It,
 * and what it checks with, return false if they refuse: the error and the result then say why.
 */
#pragma once

#include "kernel/capability/slot.h"

#define INVOCATION_RESULT_WORDS ABI_CONTEXT_WORDS

struct invocation {
    struct kernel *kernel;
    struct kernel_thread *thread;
    struct slot *slot; /* of the invoked capability */
    bool blocking;
    bool call;
    abi_word label;
    unsigned length;
    const abi_word *mr;
    unsigned cap_count;
    struct slot *caps[ABI_EXTRA_CAPS];
    abi_word error; /* enum abi_error */
    unsigned result_length;
    abi_word result[INVOCATION_RESULT_WORDS];
};

/* Invokes the capability as the message asks. What comes of it is to be used only if the thread is still in
 * the kernel. */
void invocation_execute(struct invocation *invocation);

/* Invoking an empty slot. */
bool invocation_refuse(struct invocation *invocation);

/* Refuses the invocation with an enum abi_error, unless that is ABI_NO_ERROR. */
static inline bool refuse(struct invocation *invocation, abi_word error)
{
    invocation->error = error;
    return error == ABI_NO_ERROR;
}

/* The same, with one word as the result in any case. */
bool invocation_end(struct invocation *invocation, abi_word error, abi_word result);
bool refuse_argument(struct invocation *invocation, abi_word number);
bool refuse_capability(struct invocation *invocation, abi_word number);
bool refuse_range(struct invocation *invocation, abi_word minimum, abi_word maximum);
bool refuse_lookup(struct invocation *invocation, bool source, const struct lookup_failure *failure);
bool refuse_invalid_root(struct invocation *invocation);
bool refuse_missing(struct invocation *invocation, bool source, abi_word bits);

/* Finds a slot by root capability, index and depth. `source` only tells the caller which lookup failed.
 * Returns NULL if it refuses. */
struct slot *invocation_find_slot(struct invocation *invocation, const struct slot *root, abi_word index,
                                  abi_word depth, bool source);
/* The same for a slot that must be empty; message registers from `path` on hold index and depth. */
struct slot *invocation_find_empty(struct invocation *invocation, const struct slot *root, unsigned path);
/* Finds the slot that message registers 0 and 1 name in the invoked CNode. */
struct slot *invocation_find_own(struct invocation *invocation);

/* The methods of CNodes; those that act on threads are in thread/. */
bool cnode_delete(struct invocation *invocation); /* and revoke */
bool cnode_copy(struct invocation *invocation);   /* and mint */
bool cnode_move(struct invocation *invocation);   /* and mutate */
bool cnode_rotate(struct invocation *invocation);
bool cnode_cancel_badged_sends(struct invocation *invocation);
