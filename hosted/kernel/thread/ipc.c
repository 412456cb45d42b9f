/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What passes between two threads: message registers, a capability, and the right to reply.
 */
#include "kernel/thread/ipc.h"

#include <string.h>

/* The receiver's slot for a capability; NULL unless it names an existing empty one. */
static struct slot *receive_slot(struct kernel_thread *receiver)
{
    const struct abi_message *message = &receiver->message;
    struct lookup_failure failure;
    struct slot *slot = thread_lookup(receiver, message->receive_root, &failure);

    if (slot != NULL) {
        slot = cspace_find_slot(&slot->capability, message->receive_index, message->receive_depth, &failure);
    }
    return slot != NULL && slot_is_empty(slot) ? slot : NULL;
}

/* Finds all the capabilities that the sender sends, or none. */
static unsigned find_sent(struct kernel_thread *sender, struct slot *sent[ABI_EXTRA_CAPS])
{
    unsigned count = (unsigned)ABI_INFO_EXTRA_CAPS(sender->message.info);
    struct lookup_failure failure;

    for (unsigned i = 0; i < count; i++) {
        sent[i] = thread_lookup(sender, sender->message.caps[i], &failure);
        if (sent[i] == NULL) {
            return 0;
        }
    }
    return count;
}

static bool pass_capability(struct kernel *kernel, struct slot *source, struct slot *destination)
{
    struct capability copy;

    if (destination == NULL || capability_derive(source, &source->capability, &copy) != ABI_NO_ERROR ||
        copy.type == CAPABILITY_NULL) {
        return false;
    }
    slot_insert_derived(kernel, destination, &copy, source);
    return true;
}

/* Transfers capabilities until one cannot be transferred. A capability to the endpoint itself arrives
 * unwrapped, as its badge. Returns how many arrived, and a bit for each that was unwrapped. */
static unsigned transfer_caps(struct kernel *kernel, struct kernel_thread *sender,
                              const struct endpoint *endpoint, struct kernel_thread *receiver,
                              unsigned *unwrapped)
{
    struct slot *sent[ABI_EXTRA_CAPS];
    unsigned count = find_sent(sender, sent);
    struct slot *destination = count > 0 ? receive_slot(receiver) : NULL;

    for (unsigned i = 0; i < count; i++) {
        const struct capability *capability = &sent[i]->capability;
        if (capability->type == CAPABILITY_ENDPOINT && capability->endpoint == endpoint) {
            receiver->message.caps[i] = capability->badge;
            *unwrapped |= 1U << i;
        } else if (pass_capability(kernel, sent[i], destination)) {
            receiver->message.caps[i] = 0;
            destination = NULL;
        } else {
            return i;
        }
    }
    return count;
}

void ipc_transfer(struct kernel *kernel, struct kernel_thread *sender, const struct endpoint *endpoint,
                  abi_word badge, bool grant, struct kernel_thread *receiver)
{
    const struct fault *fault = &sender->fault;
    const abi_word *words = sender->message.mr;
    abi_word info = sender->message.info;
    abi_word label = ABI_INFO_LABEL(info);
    unsigned length = message_length(info);
    unsigned unwrapped = 0;
    unsigned caps = 0;

    if (fault->label != ABI_FAULT_NULL) {
        label = fault->label;
        length = fault->length;
        words = fault->reported ? words : fault->words;
        grant = false;
    }
    memcpy(receiver->message.mr, words, length * sizeof(abi_word));
    if (grant && ABI_INFO_EXTRA_CAPS(info) != 0) {
        caps = transfer_caps(kernel, sender, endpoint, receiver, &unwrapped);
    }
    receiver->message.what = ABI_ANSWER_RETURN;
    receiver->message.capability = badge;
    receiver->message.info = ABI_INFO(label, unwrapped, caps, length);
    thread_keep_registers(receiver);
}

void reply_deliver(struct kernel *kernel, struct kernel_thread *sender, struct kernel_thread *caller,
                   bool grant)
{
    if (caller->fault.label != ABI_FAULT_NULL) {
        fault_resolve(kernel, caller, &sender->message);
    } else {
        ipc_transfer(kernel, sender, NULL, 0, grant, caller);
        thread_make_ready(kernel, caller);
    }
}
