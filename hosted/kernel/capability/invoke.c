/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Invocations: find the method, and do what all methods share.
 */
#include "kernel/capability/invoke.h"

#include <string.h>

static const struct method *find_method(const struct type *type, abi_word label)
{
    const struct method *method = type->methods;

    if (method == NULL) {
        return NULL;
    }
    while (method->execute != NULL && method->label != label) {
        method++;
    }
    return method->execute != NULL ? method : NULL;
}

abi_word invocation_execute(struct invocation *invocation)
{
    const struct type *type = type_of(&invocation->slot->capability);

    if (type->invoke != NULL) {
        return type->invoke(invocation);
    }
    const struct method *method = find_method(type, invocation->label);
    if (method == NULL) {
        return ABI_ILLEGAL_OPERATION;
    }
    if (invocation->length < method->length || invocation->cap_count < method->caps) {
        return ABI_TRUNCATED_MESSAGE;
    }
    return method->execute(invocation);
}

abi_word invocation_refuse(struct invocation *invocation)
{
    return refuse_capability(invocation, 0);
}

abi_word refuse_argument(struct invocation *invocation, abi_word number)
{
    invocation->result_length = 1;
    invocation->result[0] = number;
    return ABI_INVALID_ARGUMENT;
}

abi_word refuse_capability(struct invocation *invocation, abi_word number)
{
    invocation->result_length = 1;
    invocation->result[0] = number;
    return ABI_INVALID_CAPABILITY;
}

abi_word refuse_range(struct invocation *invocation, abi_word minimum, abi_word maximum)
{
    invocation->result_length = 2;
    invocation->result[0] = minimum;
    invocation->result[1] = maximum;
    return ABI_RANGE_ERROR;
}

abi_word refuse_lookup(struct invocation *invocation, bool source, const struct lookup_failure *failure)
{
    invocation->result_length = 1 + failure->length;
    invocation->result[0] = source;
    memcpy(&invocation->result[1], failure->words, failure->length * sizeof(abi_word));
    return ABI_FAILED_LOOKUP;
}

abi_word invocation_find_slot(struct invocation *invocation, const struct slot *root, abi_word index,
                              abi_word depth, bool source, struct slot **slot)
{
    struct lookup_failure failure;
    abi_word error = cspace_find_slot(&root->capability, index, depth, slot, &failure);

    if (error == ABI_RANGE_ERROR) {
        return refuse_range(invocation, 1, ABI_WORD_BITS);
    }
    if (error == ABI_FAILED_LOOKUP) {
        return refuse_lookup(invocation, source, &failure);
    }
    return ABI_NO_ERROR;
}

abi_word invocation_find_empty(struct invocation *invocation, const struct slot *root, abi_word index,
                               abi_word depth, struct slot **slot)
{
    abi_word error = invocation_find_slot(invocation, root, index, depth, false, slot);

    if (error == ABI_NO_ERROR && !slot_is_empty(*slot)) {
        return ABI_DELETE_FIRST;
    }
    return error;
}

abi_word invocation_find_own(struct invocation *invocation, struct slot **slot)
{
    return invocation_find_slot(invocation, invocation->slot, invocation->mr[0], invocation->mr[1], false,
                                slot);
}
