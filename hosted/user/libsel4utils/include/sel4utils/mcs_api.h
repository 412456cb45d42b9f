/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One interface to receive, reply and configure on both kinds of kernel.
 *
 * This kernel is the older kind: reply objects, scheduling contexts and timeout endpoints are ignored.
 */
#pragma once

#include <errno.h>

#include <autoconf.h>
#include <sel4/sel4.h>
#include <sel4utils/gen_config.h>
#include <sel4utils/sel4_zf_logif.h>
#include <utils/util.h>

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

static inline seL4_Error api_tcb_set_space(seL4_CPtr tcb, seL4_CPtr ep, seL4_CPtr cspace, seL4_Word cdata,
                                           seL4_CPtr vspace, seL4_Word vdata)
{
    return seL4_TCB_SetSpace(tcb, ep, cspace, cdata, vspace, vdata);
}
