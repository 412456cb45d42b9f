/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One interface to receive, reply and configure on both kinds of kernel.
 *
 * A kernel without MCS ignores reply objects, scheduling contexts and timeout endpoints, and refuses what is
 * only about these.
 */
#pragma once

#include <errno.h>

#include <autoconf.h>
#include <sel4/sel4.h>
#include <sel4utils/gen_config.h>
#include <sel4utils/sel4_zf_logif.h>
#include <utils/util.h>

#ifdef CONFIG_KERNEL_MCS
#define CONFIG_TIMER_TICK_MS CONFIG_BOOT_THREAD_TIME_SLICE

static inline seL4_MessageInfo_t api_wait(seL4_CPtr ep, seL4_Word *badge)
{
    return seL4_Wait(ep, badge);
}

static inline seL4_MessageInfo_t api_recv(seL4_CPtr ep, seL4_Word *badge, seL4_CPtr reply)
{
    return seL4_Recv(ep, badge, reply);
}

static inline seL4_MessageInfo_t api_nbrecv(seL4_CPtr ep, seL4_Word *badge, seL4_CPtr reply)
{
    return seL4_NBRecv(ep, badge, reply);
}

static inline void api_reply(seL4_CPtr reply, seL4_MessageInfo_t msg)
{
    seL4_Send(reply, msg);
}

static inline seL4_MessageInfo_t api_reply_recv(seL4_CPtr ep, seL4_MessageInfo_t msg, seL4_Word *badge,
                                                seL4_CPtr reply)
{
    return seL4_ReplyRecv(ep, msg, badge, reply);
}

static inline seL4_MessageInfo_t api_nbsend_recv(seL4_CPtr send, seL4_MessageInfo_t info, seL4_CPtr recv,
                                                 seL4_Word *badge, seL4_CPtr reply)
{
    return seL4_NBSendRecv(send, info, recv, badge, reply);
}

static inline seL4_MessageInfo_t api_nbsend_wait(seL4_CPtr send, seL4_MessageInfo_t info, seL4_CPtr recv,
                                                 seL4_Word *badge)
{
    return seL4_NBSendWait(send, info, recv, badge);
}

static inline seL4_Error api_tcb_configure(seL4_CPtr tcb, seL4_CPtr ep, seL4_CPtr timeout_ep, seL4_CPtr sc,
                                           seL4_CPtr cspace, seL4_Word cdata, seL4_CPtr vspace,
                                           seL4_Word vdata, seL4_Word ipc_buffer_addr,
                                           seL4_CPtr ipc_buffer_cap)
{
    seL4_Error error = seL4_TCB_SetSpace(tcb, ep, cspace, cdata, vspace, vdata);

    if (error == seL4_NoError) {
        error = seL4_TCB_SetIPCBuffer(tcb, ipc_buffer_addr, ipc_buffer_cap);
    }
    if (error == seL4_NoError) {
        error = seL4_TCB_SetTimeoutEndpoint(tcb, timeout_ep);
    }
    if (error == seL4_NoError && sc != seL4_CapNull) {
        error = seL4_SchedContext_Bind(sc, tcb);
    }
    return error;
}

static inline seL4_Error api_tcb_set_sched_params(seL4_CPtr tcb, seL4_CPtr auth, seL4_Word prio,
                                                  seL4_Word mcp, seL4_CPtr sc, seL4_CPtr ep)
{
    return seL4_TCB_SetSchedParams(tcb, auth, mcp, prio, sc, ep);
}

static inline seL4_Error api_sc_bind(seL4_CPtr sc, seL4_CPtr tcb)
{
    return seL4_SchedContext_Bind(sc, tcb);
}

static inline seL4_Error api_sc_unbind_object(seL4_CPtr sc, seL4_CPtr tcb)
{
    return seL4_SchedContext_UnbindObject(sc, tcb);
}

static inline seL4_Error api_sc_unbind(seL4_CPtr sc)
{
    return seL4_SchedContext_Unbind(sc);
}

static inline seL4_SchedContext_Consumed_t api_sc_consumed(seL4_CPtr sc)
{
    return seL4_SchedContext_Consumed(sc);
}

static inline seL4_Error api_sched_ctrl_configure(seL4_CPtr sched_ctrl, seL4_CPtr sc, seL4_Time budget,
                                                  seL4_Time period, seL4_Word refills, seL4_Word badge)
{
    return seL4_SchedControl_Configure(sched_ctrl, sc, budget, period, refills, badge);
}
#else
#define CONFIG_BOOT_THREAD_TIME_SLICE CONFIG_TIMER_TICK_MS

static inline seL4_MessageInfo_t api_wait(seL4_CPtr ep, seL4_Word *badge)
{
    return seL4_Recv(ep, badge);
}

static inline seL4_MessageInfo_t api_recv(seL4_CPtr ep, seL4_Word *badge, UNUSED seL4_CPtr reply)
{
    return seL4_Recv(ep, badge);
}

static inline seL4_MessageInfo_t api_nbrecv(seL4_CPtr ep, seL4_Word *badge, UNUSED seL4_CPtr reply)
{
    return seL4_NBRecv(ep, badge);
}

static inline void api_reply(UNUSED seL4_CPtr reply, seL4_MessageInfo_t msg)
{
    seL4_Reply(msg);
}

static inline seL4_MessageInfo_t api_reply_recv(seL4_CPtr ep, seL4_MessageInfo_t msg, seL4_Word *badge,
                                                UNUSED seL4_CPtr reply)
{
    return seL4_ReplyRecv(ep, msg, badge);
}

static inline seL4_Error api_tcb_configure(seL4_CPtr tcb, seL4_CPtr ep, UNUSED seL4_CPtr timeout_ep,
                                           UNUSED seL4_CPtr sc, seL4_CPtr cspace, seL4_Word cdata,
                                           seL4_CPtr vspace, seL4_Word vdata, seL4_Word ipc_buffer_addr,
                                           seL4_CPtr ipc_buffer_cap)
{
    return seL4_TCB_Configure(tcb, ep, cspace, cdata, vspace, vdata, ipc_buffer_addr, ipc_buffer_cap);
}

static inline seL4_Error api_tcb_set_sched_params(seL4_CPtr tcb, seL4_CPtr auth, seL4_Word prio,
                                                  seL4_Word mcp, UNUSED seL4_CPtr sc, UNUSED seL4_CPtr ep)
{
    return seL4_TCB_SetSchedParams(tcb, auth, mcp, prio);
}

static inline seL4_MessageInfo_t api_nbsend_recv(UNUSED seL4_CPtr send, UNUSED seL4_MessageInfo_t info,
                                                 UNUSED seL4_CPtr recv, UNUSED seL4_Word *badge,
                                                 UNUSED seL4_CPtr reply)
{
    ZF_LOGF("only a kernel with MCS has NBSendRecv");
}

static inline seL4_MessageInfo_t api_nbsend_wait(UNUSED seL4_CPtr send, UNUSED seL4_MessageInfo_t info,
                                                 UNUSED seL4_CPtr recv, UNUSED seL4_Word *badge)
{
    ZF_LOGF("only a kernel with MCS has NBSendWait");
}

static inline seL4_Error api_sc_bind(UNUSED seL4_CPtr sc, UNUSED seL4_CPtr tcb)
{
    return (seL4_Error)-ENOSYS;
}

static inline seL4_Error api_sc_unbind_object(UNUSED seL4_CPtr sc, UNUSED seL4_CPtr tcb)
{
    return (seL4_Error)-ENOSYS;
}

static inline seL4_Error api_sc_unbind(UNUSED seL4_CPtr sc)
{
    return (seL4_Error)-ENOSYS;
}

static inline seL4_SchedContext_Consumed_t api_sc_consumed(UNUSED seL4_CPtr sc)
{
    return (seL4_SchedContext_Consumed_t){.error = -ENOSYS};
}

static inline seL4_Error api_sched_ctrl_configure(UNUSED seL4_CPtr sched_ctrl, UNUSED seL4_CPtr sc,
                                                  UNUSED seL4_Time budget, UNUSED seL4_Time period,
                                                  UNUSED seL4_Word refills, UNUSED seL4_Word badge)
{
    return (seL4_Error)-ENOSYS;
}
#endif

static inline seL4_Error api_tcb_set_space(seL4_CPtr tcb, seL4_CPtr ep, seL4_CPtr cspace, seL4_Word cdata,
                                           seL4_CPtr vspace, seL4_Word vdata)
{
    return seL4_TCB_SetSpace(tcb, ep, cspace, cdata, vspace, vdata);
}
