/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The table of methods, by label: which type of capability has it, and how long its message must be.
 */
#include "kernel/capability/invoke.h"

#include <string.h>

#include "arch.h"
#include "kernel/capability/cnode.h"
#include "kernel/interrupt/irq.h"
#include "kernel/memory/frame.h"
#include "kernel/memory/untyped.h"
#include "kernel/thread/ipc.h"
#include "kernel/thread/tcb.h"

static const struct method methods[ABI_LABEL_COUNT] = {
    [ABI_UNTYPED_RETYPE] = {CAPABILITY_UNTYPED, 6, 1, untyped_retype},
    [ABI_TCB_CONFIGURE] = {CAPABILITY_THREAD, 4, 3, tcb_configure},
    [ABI_TCB_SET_SPACE] = {CAPABILITY_THREAD, 3, 2, tcb_set_space},
    [ABI_TCB_SET_IPC_BUFFER] = {CAPABILITY_THREAD, 1, 1, tcb_set_ipc_buffer},
    [ABI_TCB_SET_PRIORITY] = {CAPABILITY_THREAD, 1, 1, tcb_set_priority},
    [ABI_TCB_SET_MCPRIORITY] = {CAPABILITY_THREAD, 1, 1, tcb_set_mcpriority},
    [ABI_TCB_SET_SCHED_PARAMS] = {CAPABILITY_THREAD, 2, 1, tcb_set_sched_params},
    [ABI_TCB_SUSPEND] = {CAPABILITY_THREAD, 0, 0, tcb_suspend},
    [ABI_TCB_RESUME] = {CAPABILITY_THREAD, 0, 0, tcb_resume},
    [ABI_TCB_BIND_NOTIFICATION] = {CAPABILITY_THREAD, 0, 1, tcb_bind_notification},
    [ABI_TCB_UNBIND_NOTIFICATION] = {CAPABILITY_THREAD, 0, 0, tcb_unbind_notification},
    [ABI_TCB_SET_IMAGE] = {CAPABILITY_THREAD, 1, 0, tcb_set_image},
    [ABI_CNODE_REVOKE] = {CAPABILITY_CNODE, 2, 0, cnode_revoke},
    [ABI_CNODE_DELETE] = {CAPABILITY_CNODE, 2, 0, cnode_delete},
    [ABI_CNODE_COPY] = {CAPABILITY_CNODE, 5, 1, cnode_copy},
    [ABI_CNODE_MINT] = {CAPABILITY_CNODE, 6, 1, cnode_mint},
    [ABI_CNODE_MOVE] = {CAPABILITY_CNODE, 4, 1, cnode_move},
    [ABI_CNODE_MUTATE] = {CAPABILITY_CNODE, 5, 1, cnode_mutate},
    [ABI_CNODE_SAVE_CALLER] = {CAPABILITY_CNODE, 2, 0, cnode_save_caller},
    [ABI_CNODE_CANCEL_BADGED_SENDS] = {CAPABILITY_CNODE, 2, 0, cnode_cancel_badged_sends},
    [ABI_PAGE_MAP] = {CAPABILITY_FRAME, 3, 1, page_map},
    [ABI_PAGE_UNMAP] = {CAPABILITY_FRAME, 0, 0, page_unmap},
    [ABI_PAGE_GET_ADDRESS] = {CAPABILITY_FRAME, 0, 0, page_get_address},
    [ABI_PAGE_TABLE_MAP] = {CAPABILITY_PAGE_TABLE, 2, 1, page_table_map},
    [ABI_PAGE_TABLE_UNMAP] = {CAPABILITY_PAGE_TABLE, 0, 0, page_table_unmap},
    [ABI_ASID_POOL_ASSIGN] = {CAPABILITY_ASID_POOL, 0, 1, asid_pool_assign},
    [ABI_IRQ_CONTROL_GET] = {CAPABILITY_IRQ_CONTROL, 3, 1, irq_control_get},
    [ABI_IRQ_HANDLER_ACK] = {CAPABILITY_IRQ_HANDLER, 0, 0, irq_handler_ack},
    [ABI_IRQ_HANDLER_SET_NOTIFICATION] = {CAPABILITY_IRQ_HANDLER, 0, 1, irq_handler_set_notification},
    [ABI_IRQ_HANDLER_CLEAR] = {CAPABILITY_IRQ_HANDLER, 0, 0, irq_handler_clear},
};

static const struct method *find_method(abi_word label, unsigned type)
{
    if (label >= ABI_LABEL_COUNT) {
        return NULL;
    }
    const struct method *method = methods[label].execute != NULL ? &methods[label] : &arch_methods[label];
    return method->execute != NULL && method->type == type ? method : NULL;
}

abi_word invocation_execute(struct invocation *invocation)
{
    unsigned type = invocation->slot->capability.type;
    const struct method *method = find_method(invocation->label, type);
    if (type == CAPABILITY_NULL) {
        return refuse_capability(invocation, 0);
    }
    if (method == NULL) {
        return ABI_ILLEGAL_OPERATION;
    }
    if (invocation->length < method->length || invocation->cap_count < method->caps) {
        return ABI_TRUNCATED_MESSAGE;
    }
    return method->execute(invocation);
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
