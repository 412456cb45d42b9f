/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Invocations: find the method, and do what all methods share.
 */
#include "kernel/capability/invoke.h"

#include <string.h>

void invocation_execute(struct invocation *invocation)
{
    const struct type *type = type_of(&invocation->slot->capability);

    invocation->error = ABI_NO_ERROR;
    invocation->result_length = 0;
    if (type->invoke != NULL) {
        (void)type->invoke(invocation);
        return;
    }
    const struct method *method = type->methods;
    while (method != NULL && method->execute != NULL && method->label != invocation->label) {
        method++;
    }
    if (method == NULL || method->execute == NULL) {
        invocation->error = ABI_ILLEGAL_OPERATION;
    } else if (invocation->length < method->length || invocation->cap_count < method->caps) {
        invocation->error = ABI_TRUNCATED_MESSAGE;
    } else {
        (void)method->execute(invocation);
    }
}

bool invocation_refuse(struct invocation *invocation)
{
    return refuse_capability(invocation, 0);
}

bool invocation_end(struct invocation *invocation, abi_word error, abi_word result)
{
    invocation->result_length = 1;
    invocation->result[0] = result;
    return refuse(invocation, error);
}

bool refuse_argument(struct invocation *invocation, abi_word number)
{
    return invocation_end(invocation, ABI_INVALID_ARGUMENT, number);
}

bool refuse_capability(struct invocation *invocation, abi_word number)
{
    return invocation_end(invocation, ABI_INVALID_CAPABILITY, number);
}

bool refuse_range(struct invocation *invocation, abi_word minimum, abi_word maximum)
{
    invocation->result_length = 2;
    invocation->result[0] = minimum;
    invocation->result[1] = maximum;
    return refuse(invocation, ABI_RANGE_ERROR);
}

bool refuse_lookup(struct invocation *invocation, bool source, const struct lookup_failure *failure)
{
    invocation->result_length = 1 + failure->length;
    invocation->result[0] = source;
    memcpy(&invocation->result[1], failure->words, failure->length * sizeof(abi_word));
    return refuse(invocation, ABI_FAILED_LOOKUP);
}

bool refuse_invalid_root(struct invocation *invocation)
{
    return refuse_lookup(invocation, false, &(struct lookup_failure){1, {FAILURE_INVALID_ROOT}});
}

bool refuse_missing(struct invocation *invocation, bool source, abi_word bits)
{
    struct lookup_failure failure;

    cspace_missing(&failure, bits);
    return refuse_lookup(invocation, source, &failure);
}

struct slot *invocation_find_slot(struct invocation *invocation, const struct slot *root, abi_word index,
                                  abi_word depth, bool source)
{
    struct lookup_failure failure;
    struct slot *slot = cspace_find_slot(&root->capability, index, depth, &failure);

    if (slot == NULL && failure.length == 0) {
        (void)refuse_range(invocation, 1, ABI_WORD_BITS);
    } else if (slot == NULL) {
        (void)refuse_lookup(invocation, source, &failure);
    }
    return slot;
}

struct slot *invocation_find_empty(struct invocation *invocation, const struct slot *root, unsigned path)
{
    const abi_word *mr = &invocation->mr[path];
    struct slot *slot = invocation_find_slot(invocation, root, mr[0], mr[1], false);

    if (slot != NULL && !slot_is_empty(slot)) {
        (void)refuse(invocation, ABI_DELETE_FIRST);
        return NULL;
    }
    return slot;
}

struct slot *invocation_find_own(struct invocation *invocation)
{
    return invocation_find_slot(invocation, invocation->slot, invocation->mr[0], invocation->mr[1], false);
}
