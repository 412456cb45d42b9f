/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads with MCS: a fault handler is a capability, and each thread has a scheduling context and a reply
 * object.
 */
#include "threads/threads.h"

#define SELF seL4_CapInitThreadTCB
#define ENOUGH 10000000u /* us: longer than anything takes */

static seL4_CPtr own_reply;

seL4_Error thread_configure(struct thread *thread, seL4_Word buffer_vaddr, seL4_CPtr buffer,
                            seL4_CPtr handler)
{
    seL4_Error error = invoke(thread->tcb, TCBConfigure, WORDS(0, 0, buffer_vaddr),
                              WORDS(CNODE, seL4_CapInitThreadVSpace, buffer));

    thread->handler = handler;
    thread->reply = object(seL4_ReplyObject, 0);
    return error ? error
                 : invoke(thread->tcb, TCBSetSpace, WORDS(0, 0),
                          WORDS(handler, CNODE, seL4_CapInitThreadVSpace));
}

static seL4_Error renew(seL4_CPtr context)
{
    return seL4_SchedControl_ConfigureFlags(SLOT_SCHED_CONTROL, context, ENOUGH, ENOUGH, 0, 0, 0);
}

seL4_Error thread_schedule(struct thread *thread, seL4_Word priority)
{
    seL4_Error error;

    thread->context = object(seL4_SchedContextObject, seL4_MinSchedContextBits);
    error = renew(thread->context);
    error = error ? error : invoke(thread->tcb, TCBSetPriority, WORDS(priority), WORDS(SELF));
    return error ? error : invoke(thread->context, SchedContextBind, NOTHING, WORDS(thread->tcb));
}

void make_own_reply(void)
{
    own_reply = object(seL4_ReplyObject, 0);
}

seL4_MessageInfo_t thread_receive(unsigned index, seL4_CPtr source, seL4_Word *badge)
{
    return seL4_Recv(source, badge, threads[index].reply);
}

void thread_answer(unsigned index, seL4_MessageInfo_t info)
{
    seL4_Send(threads[index].reply, info);
}

seL4_MessageInfo_t own_receive(seL4_CPtr source, seL4_Word *badge)
{
    return seL4_Recv(source, badge, own_reply);
}

seL4_MessageInfo_t own_receive_now(seL4_CPtr source, seL4_Word *badge)
{
    return seL4_NBRecv(source, badge, own_reply);
}

void own_answer(seL4_MessageInfo_t info)
{
    seL4_Send(own_reply, info);
}

seL4_MessageInfo_t thread_reply_receive(unsigned index, seL4_CPtr source, seL4_MessageInfo_t info,
                                        seL4_Word *badge)
{
    return seL4_ReplyRecv(source, info, badge, threads[index].reply);
}

seL4_MessageInfo_t own_reply_receive(seL4_CPtr source, seL4_MessageInfo_t info, seL4_Word *badge)
{
    return seL4_ReplyRecv(source, info, badge, own_reply);
}

void renew_time(void)
{
    (void)renew(SLOT_OWN_CONTEXT);
}
