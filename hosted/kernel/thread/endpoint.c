/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Endpoints: a queue of senders or of receivers. A thread that finds the other kind in the queue meets the
 * first at once.
 */
#include "kernel/thread/ipc.h"

/* The first thread in the queue if it is in this state, or NULL. */
static struct kernel_thread *first_waiting(const struct endpoint *endpoint, enum thread_state state)
{
    struct kernel_thread *first = endpoint->queue.head;

    return first != NULL && first->state == state ? first : NULL;
}

static void block(struct endpoint *endpoint, struct kernel_thread *thread, enum thread_state state)
{
    thread->state = (uint8_t)state;
    order_wait(&endpoint->queue, thread);
}

/* The sender's message has arrived: the sender waits for the reply, or continues. `grant` is the receiver's
 * grant right: without MCS, the reply can carry capabilities if it has that. */
static void finish_send(struct kernel *kernel, struct kernel_thread *sender, struct kernel_thread *receiver,
                        bool grant)
{
    if (!sender->is_call) {
        reply_cancel(kernel, receiver);
        schedule_sent(kernel, sender, receiver);
        thread_return(kernel, sender, 0, 0);
    } else if ((!sender->can_grant && !sender->can_grant_reply) ||
               !reply_await(kernel, sender, receiver, grant)) {
        reply_cancel(kernel, receiver);
        thread_cancel(kernel, sender);
        thread_stop(sender, RESUME_RESTART);
    }
}

void endpoint_send(struct kernel *kernel, struct kernel_thread *sender, const struct capability *capability,
                   bool blocking, bool call)
{
    struct endpoint *endpoint = capability->endpoint;
    struct kernel_thread *receiver = first_waiting(endpoint, THREAD_BLOCKED_RECEIVE);

    if (receiver == NULL && !blocking) {
        thread_return(kernel, sender, 0, 0);
        return;
    }
    sender->badge = capability->badge;
    sender->is_call = call;
    sender->can_grant = (capability->rights & ABI_RIGHT_GRANT) != 0;
    sender->can_grant_reply = (capability->rights & ABI_RIGHT_GRANT_REPLY) != 0;
    if (receiver == NULL) {
        block(endpoint, sender, THREAD_BLOCKED_SEND);
        return;
    }
    thread_queue_remove(receiver);
    ipc_transfer(kernel, sender, endpoint, sender->badge, sender->can_grant, receiver);
    thread_make_ready(kernel, receiver);
    finish_send(kernel, sender, receiver, receiver->can_grant);
}

/* Afterwards the thread is no longer in the kernel: it has its answer, or waits. */
bool endpoint_invoke(struct invocation *invocation)
{
    const struct capability *capability = &invocation->slot->capability;

    if ((capability->rights & ABI_RIGHT_WRITE) == 0) {
        return refuse_capability(invocation, 0);
    }
    endpoint_send(invocation->kernel, invocation->thread, capability, invocation->blocking, invocation->call);
    return true;
}

bool endpoint_receive(struct kernel *kernel, struct kernel_thread *receiver,
                      const struct capability *capability, bool blocking)
{
    struct endpoint *endpoint = capability->endpoint;
    bool grant = (capability->rights & ABI_RIGHT_GRANT) != 0;

    if (!reply_prepare(kernel, receiver)) {
        return true;
    }
    struct kernel_thread *sender = first_waiting(endpoint, THREAD_BLOCKED_SEND);
    if (receiver->bound != NULL && receiver->bound->active) {
        notification_take(kernel, receiver, receiver->bound);
    } else if (sender != NULL) {
        thread_queue_remove(sender);
        ipc_transfer(kernel, sender, endpoint, sender->badge, sender->can_grant, receiver);
        finish_send(kernel, sender, receiver, grant);
        thread_make_ready(kernel, receiver);
    } else if (blocking) {
        receiver->can_grant = grant;
        block(endpoint, receiver, THREAD_BLOCKED_RECEIVE);
        schedule_waits(kernel, receiver, receiver->bound);
    } else {
        thread_return_badge(kernel, receiver, 0);
    }
    return true;
}

void endpoint_destroy(struct kernel *kernel, struct object *object)
{
    struct endpoint *endpoint = (struct endpoint *)(void *)object;

    while (endpoint->queue.head != NULL) {
        thread_restart(kernel, endpoint->queue.head);
    }
}

bool cnode_cancel_badged_sends(struct invocation *invocation)
{
    const struct slot *slot = invocation_find_own(invocation);
    struct kernel_thread *thread, *next;

    if (slot == NULL) {
        return false;
    }
    const struct capability *capability = &slot->capability;
    if (capability->type != CAPABILITY_ENDPOINT || capability->rights != ABI_RIGHTS_ALL) {
        return refuse(invocation, ABI_ILLEGAL_OPERATION);
    }
    for (thread = first_waiting(capability->endpoint, THREAD_BLOCKED_SEND); thread != NULL; thread = next) {
        next = thread->next;
        if (thread->badge == capability->badge && capability->badge != 0) {
            thread_restart(invocation->kernel, thread);
        }
    }
    return true;
}
