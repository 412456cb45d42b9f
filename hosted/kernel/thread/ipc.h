/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Endpoints, notifications and reply capabilities: how threads meet, and what passes between them.
 *
 * An endpoint is a queue of senders or of receivers: the state of its first thread tells which. A
 * notification is a word of signals and a queue of waiters; one thread may be bound to it and receives its
 * signals while it waits on an endpoint.
 */
#pragma once

#include "kernel/capability/invoke.h"
#include "kernel/thread/thread.h"

struct endpoint {
    struct object object;
    struct thread_queue queue;
};

struct notification {
    struct object object;
    struct thread_queue queue;
    struct kernel_thread *bound;
    abi_word word;
    bool active;
};

static inline struct endpoint *capability_endpoint(const struct capability *capability)
{
    return (struct endpoint *)(void *)capability->object;
}

static inline struct notification *capability_notification(const struct capability *capability)
{
    return (struct notification *)(void *)capability->object;
}

/* The length in a message info, limited to the number of message registers. */
static inline unsigned message_length(abi_word info)
{
    unsigned length = (unsigned)ABI_INFO_LENGTH(info);

    return length < ABI_MESSAGE_REGISTERS ? length : ABI_MESSAGE_REGISTERS;
}

/* Copies what `sender` sends (its fault, if it has one) to `receiver`, which must not be in a queue. */
void ipc_transfer(struct kernel *kernel, struct kernel_thread *sender, const struct endpoint *endpoint,
                  abi_word badge, bool grant, struct kernel_thread *receiver);

/* Replies with the sender's message, and uses up the reply capability in the slot. */
void ipc_reply(struct kernel *kernel, struct kernel_thread *sender, struct slot *slot);

/* For the table of types. */
void reply_move(struct slot *slot);
void reply_leave(struct kernel *kernel, struct slot *slot);
abi_word reply_invoke(struct invocation *invocation);

/* The methods of CNodes that act on threads. */
abi_word cnode_save_caller(struct invocation *invocation);
abi_word cnode_cancel_badged_sends(struct invocation *invocation);

/* Sends the thread's message, or its fault, through a capability to an endpoint. */
void endpoint_send(struct kernel *kernel, struct kernel_thread *sender, const struct capability *capability,
                   bool blocking, bool call);
bool endpoint_receive(struct kernel *kernel, struct kernel_thread *receiver,
                      const struct capability *capability, bool blocking);
abi_word endpoint_invoke(struct invocation *invocation);
void endpoint_destroy(struct kernel *kernel, struct object *object);

void notification_signal(struct kernel *kernel, struct notification *notification, abi_word badge);
bool notification_receive(struct kernel *kernel, struct kernel_thread *thread,
                          const struct capability *capability, bool blocking);
abi_word notification_invoke(struct invocation *invocation);
/* Gives the active signals to the thread. */
void notification_take(struct kernel *kernel, struct kernel_thread *thread,
                       struct notification *notification);
void notification_bind(struct kernel_thread *thread, struct notification *notification);
void notification_unbind(struct kernel_thread *thread);
void notification_destroy(struct kernel *kernel, struct object *object);
