/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Invocations of kernel objects: what they are, and how methods refuse them.
 *
 * A method checks everything first, then changes; once it has begun to change something, it cannot fail. It
 * returns an enum abi_error; the result holds the error's details, if any.
 */
#pragma once

#include "kernel/capability/cspace.h"

#define INVOCATION_RESULT_WORDS 6

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
    unsigned result_length;
    abi_word result[INVOCATION_RESULT_WORDS];
};

/* Invokes the capability as the message asks. Returns an enum abi_error, to be used only if the thread is
 * still in the kernel. */
abi_word invocation_execute(struct invocation *invocation);

/* Invoking an empty slot. */
abi_word invocation_refuse(struct invocation *invocation);

/* Refuse an invocation: put the details into the result and return the enum abi_error. */
abi_word refuse_argument(struct invocation *invocation, abi_word number);
abi_word refuse_capability(struct invocation *invocation, abi_word number);
abi_word refuse_range(struct invocation *invocation, abi_word minimum, abi_word maximum);
abi_word refuse_lookup(struct invocation *invocation, bool source, const struct lookup_failure *failure);

/* Finds a slot by root capability, index and depth. `source` only tells the caller which lookup failed. */
abi_word invocation_find_slot(struct invocation *invocation, const struct slot *root, abi_word index,
                              abi_word depth, bool source, struct slot **slot);
/* The same for a slot that must be empty. */
abi_word invocation_find_empty(struct invocation *invocation, const struct slot *root, abi_word index,
                               abi_word depth, struct slot **slot);
/* Finds the slot that message registers 0 and 1 name in the invoked CNode. */
abi_word invocation_find_own(struct invocation *invocation, struct slot **slot);
