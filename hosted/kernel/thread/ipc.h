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

#include "kernel/thread/thread.h"

struct endpoint {
    struct object object;
    struct thread_queue queue;
};

struct notification {
    struct object object;
    struct thread_queue queue;
    struct kernel_thread *bound;
    struct sched_context *context; /* with MCS: the one bound to it, or NULL */
    abi_word word;
    bool active;
};

/* The length in a message info, limited to the number of message registers. */
static inline unsigned message_length(abi_word info)
{
    unsigned length = (unsigned)ABI_INFO_LENGTH(info);

    return length < ABI_MESSAGE_REGISTERS ? length : ABI_MESSAGE_REGISTERS;
}

/* Copies what `sender` sends (its fault, if it has one) to `receiver`, which must not be in a queue. */
void ipc_transfer(struct kernel *kernel, struct kernel_thread *sender, const struct endpoint *endpoint,
                  abi_word badge, bool grant, struct kernel_thread *receiver);

/* Before the thread receives from an endpoint. Returns false if it cannot: it then has a fault. */
bool reply_prepare(struct kernel *kernel, struct kernel_thread *receiver);
/* The sender's call has arrived: it waits for the receiver's reply, which carries capabilities if `grant`.
 * Returns false if the receiver has no way to reply. */
bool reply_await(struct kernel *kernel, struct kernel_thread *sender, struct kernel_thread *receiver,
                 bool grant);

/* Replies with the sender's message to a caller, which waits for it. */
void reply_deliver(struct kernel *kernel, struct kernel_thread *sender, struct kernel_thread *caller,
                   bool grant);

/* Sends the thread's message, or its fault, through a capability to an endpoint. */
void endpoint_send(struct kernel *kernel, struct kernel_thread *sender, const struct capability *capability,
                   bool blocking, bool call);
bool endpoint_receive(struct kernel *kernel, struct kernel_thread *receiver,
                      const struct capability *capability, bool blocking);
bool endpoint_invoke(struct invocation *invocation);
void endpoint_destroy(struct kernel *kernel, struct object *object);

void notification_signal(struct kernel *kernel, struct notification *notification, abi_word badge);
bool notification_receive(struct kernel *kernel, struct kernel_thread *thread,
                          const struct capability *capability, bool blocking);
bool notification_invoke(struct invocation *invocation);
/* Gives the active signals to the thread. */
void notification_take(struct kernel *kernel, struct kernel_thread *thread,
                       struct notification *notification);
void notification_unbind(struct kernel_thread *thread);
void notification_destroy(struct kernel *kernel, struct object *object);
