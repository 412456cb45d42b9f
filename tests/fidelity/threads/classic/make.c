/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads without MCS: a fault handler is a slot, and the kernel keeps the caller.
 */
#include "threads/threads.h"

#define SELF seL4_CapInitThreadTCB

seL4_Error thread_configure(struct thread *thread, seL4_Word buffer_vaddr, seL4_CPtr buffer,
                            seL4_CPtr handler)
{
    thread->handler = handler;
    return invoke(thread->tcb, TCBConfigure, WORDS(handler, 0, 0, buffer_vaddr),
                  WORDS(CNODE, seL4_CapInitThreadVSpace, buffer));
}

seL4_Error thread_schedule(struct thread *thread, seL4_Word priority)
{
    return invoke(thread->tcb, TCBSetPriority, WORDS(priority), WORDS(SELF));
}

void make_own_reply(void)
{
}

seL4_MessageInfo_t thread_receive(unsigned index, seL4_CPtr source, seL4_Word *badge)
{
    (void)index;
    return seL4_Recv(source, badge);
}

void thread_answer(unsigned index, seL4_MessageInfo_t info)
{
    (void)index;
    seL4_Reply(info);
}

seL4_MessageInfo_t own_receive(seL4_CPtr source, seL4_Word *badge)
{
    return seL4_Recv(source, badge);
}

seL4_MessageInfo_t own_receive_now(seL4_CPtr source, seL4_Word *badge)
{
    return seL4_NBRecv(source, badge);
}

void own_answer(seL4_MessageInfo_t info)
{
    seL4_Reply(info);
}

seL4_MessageInfo_t thread_reply_receive(unsigned index, seL4_CPtr source, seL4_MessageInfo_t info,
                                        seL4_Word *badge)
{
    (void)index;
    return seL4_ReplyRecv(source, info, badge);
}

seL4_MessageInfo_t own_reply_receive(seL4_CPtr source, seL4_MessageInfo_t info, seL4_Word *badge)
{
    return seL4_ReplyRecv(source, info, badge);
}

void renew_time(void)
{
    if (has_time_slices) {
        await_preemption();
    }
}
