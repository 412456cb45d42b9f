/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * TCB_Configure, TCB_SetSpace, TCB_SetSchedParams and TCB_SetTimeoutEndpoint of a kernel with MCS.
 */
#include "directed/directed.h"
#include "paging.h"

#define SELF seL4_CapInitThreadTCB
#define VSPACE seL4_CapInitThreadVSpace
#define BUFFER 0x100000

static seL4_CPtr tcb, endpoint, cnode, frame, empty, untyped, inside, context;

static void make(void)
{
    tcb = object(seL4_TCBObject, 0);
    endpoint = object(seL4_EndpointObject, 0);
    cnode = object(seL4_CapTableObject, 4);
    frame = object(FRAME_OBJECT, 0);
    untyped = object(seL4_UntypedObject, 12);
    context = object(seL4_SchedContextObject, seL4_MinSchedContextBits);
    inside = slots(1);
    empty = slots(1);
    invoke(untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, inside, 1), WORDS(CNODE));
}

static void space(const char *key, seL4_Word cspace_data, seL4_Word vspace_data, seL4_CPtr fault,
                  seL4_CPtr cspace, seL4_CPtr vspace)
{
    try(key, tcb, TCBSetSpace, WORDS(cspace_data, vspace_data), WORDS(fault, cspace, vspace));
}

static void spaces(void)
{
    make();
    space("tcb.set-space", 0, 0, empty, cnode, VSPACE);
    space("tcb.set-space.fault-endpoint", 0, 0, endpoint, cnode, VSPACE);
    space("tcb.set-space.fault-read-only", 0, 0, copy(endpoint, READ), cnode, VSPACE);
    space("tcb.set-space.fault-write-only", 0, 0, copy(endpoint, WRITE), cnode, VSPACE);
    space("tcb.set-space.fault-no-grant", 0, 0, copy(endpoint, READ | WRITE), cnode, VSPACE);
    space("tcb.set-space.fault-no-grant-reply", 0, 0, copy(endpoint, WRITE | GRANT), cnode, VSPACE);
    space("tcb.set-space.fault-cnode", 0, 0, cnode, cnode, VSPACE);
    space("tcb.set-space.guard", guard_data(1, 3), 0, empty, cnode, VSPACE);
    space("tcb.set-space.guard-too-big", guard_data(0, seL4_WordBits - 1), 0, empty, cnode, VSPACE);
    space("tcb.set-space.vspace-data", 0, 5, empty, cnode, VSPACE);
    space("tcb.set-space.cspace-endpoint", 0, 0, empty, endpoint, VSPACE);
    space("tcb.set-space.cspace-empty", 0, 0, empty, empty, VSPACE);
    space("tcb.set-space.cspace-untyped-with-children", 0, 0, empty, untyped, VSPACE);
    space("tcb.set-space.vspace-endpoint", 0, 0, empty, cnode, endpoint);
    space("tcb.set-space.vspace-empty", 0, 0, empty, cnode, empty);
    space("tcb.set-space.vspace-without-asid", 0, 0, empty, cnode, object(VSPACE_OBJECT, 0));
    space("tcb.set-space.all-wrong", 0, 0, cnode, endpoint, endpoint);
    try("tcb.set-space.length-1", tcb, TCBSetSpace, WORDS(0), WORDS(empty, cnode, VSPACE));
    try("tcb.set-space.capabilities-2", tcb, TCBSetSpace, WORDS(0, 0), WORDS(empty, cnode));
    try("tcb.set-space.capabilities-0", tcb, TCBSetSpace, WORDS(0, 0), NOTHING);
    try("tcb.set-timeout-endpoint", tcb, TCBSetTimeoutEndpoint, NOTHING, WORDS(endpoint));
    try("tcb.set-timeout-endpoint.empty", tcb, TCBSetTimeoutEndpoint, NOTHING, WORDS(empty));
    try("tcb.set-timeout-endpoint.read-only", tcb, TCBSetTimeoutEndpoint, NOTHING,
        WORDS(copy(endpoint, READ)));
    try("tcb.set-timeout-endpoint.cnode", tcb, TCBSetTimeoutEndpoint, NOTHING, WORDS(cnode));
    try("tcb.set-timeout-endpoint.no-capability", tcb, TCBSetTimeoutEndpoint, NOTHING, NOTHING);
}

static void configure(const char *key, seL4_Word cspace_data, seL4_Word buffer, seL4_CPtr cspace,
                      seL4_CPtr vspace, seL4_CPtr page)
{
    try(key, tcb, TCBConfigure, WORDS(cspace_data, 0, buffer), WORDS(cspace, vspace, page));
}

static void configures(void)
{
    make();
    configure("tcb.configure", 0, BUFFER, cnode, VSPACE, frame);
    configure("tcb.configure.no-buffer", 0, 0, cnode, VSPACE, empty);
    configure("tcb.configure.frame-empty", 0, BUFFER, cnode, VSPACE, empty);
    configure("tcb.configure.frame-endpoint", 0, BUFFER, cnode, VSPACE, endpoint);
    configure("tcb.configure.frame-unaligned", 0, BUFFER + 8, cnode, VSPACE, frame);
    configure("tcb.configure.frame-untyped-with-children", 0, BUFFER, cnode, VSPACE, untyped);
    configure("tcb.configure.cspace-endpoint", 0, BUFFER, endpoint, VSPACE, frame);
    configure("tcb.configure.vspace-empty", 0, BUFFER, cnode, empty, frame);
    configure("tcb.configure.guard-too-big", guard_data(0, seL4_WordBits - 1), BUFFER, cnode, VSPACE, frame);
    configure("tcb.configure.no-buffer-but-frame", 0, 0, cnode, VSPACE, frame);
    configure("tcb.configure.cspace-untyped-with-children", 0, BUFFER, untyped, VSPACE, frame);
    configure("tcb.configure.vspace-without-asid", 0, BUFFER, cnode, object(VSPACE_OBJECT, 0), frame);
    configure("tcb.configure.spaces-wrong-buffer-unaligned", 0, BUFFER + 1, endpoint, endpoint, frame);
    configure("tcb.configure.all-wrong", 0, BUFFER + 1, endpoint, endpoint, endpoint);
    try("tcb.configure.length-2", tcb, TCBConfigure, WORDS(0, 0), WORDS(cnode, VSPACE, frame));
    try("tcb.configure.capabilities-2", tcb, TCBConfigure, WORDS(0, 0, BUFFER), WORDS(cnode, VSPACE));
    try("tcb.configure.capabilities-0", tcb, TCBConfigure, WORDS(0, 0, BUFFER), NOTHING);
}

static void parameters(void)
{
    seL4_CPtr second = object(seL4_TCBObject, 0), other;

    make();
    other = object(seL4_SchedContextObject, seL4_MinSchedContextBits);
    try("tcb.set-sched-params", tcb, TCBSetSchedParams, WORDS(100, 50), WORDS(SELF, context, endpoint));
    try("tcb.set-sched-params.again", tcb, TCBSetSchedParams, WORDS(100, 50), WORDS(SELF, context, endpoint));
    try("tcb.set-sched-params.other-context", tcb, TCBSetSchedParams, WORDS(100, 50),
        WORDS(SELF, other, endpoint));
    try("tcb.set-sched-params.context-taken", second, TCBSetSchedParams, WORDS(100, 50),
        WORDS(SELF, context, endpoint));
    try("tcb.set-sched-params.no-context", tcb, TCBSetSchedParams, WORDS(100, 50),
        WORDS(SELF, empty, endpoint));
    try("tcb.set-sched-params.context-endpoint", tcb, TCBSetSchedParams, WORDS(100, 50),
        WORDS(SELF, endpoint, endpoint));
    try("tcb.set-sched-params.no-fault-endpoint", tcb, TCBSetSchedParams, WORDS(100, 50),
        WORDS(SELF, empty, empty));
    try("tcb.set-sched-params.fault-cnode", tcb, TCBSetSchedParams, WORDS(100, 50),
        WORDS(SELF, empty, cnode));
    try("tcb.set-sched-params.mcp-256", tcb, TCBSetSchedParams, WORDS(256, 50), WORDS(SELF, empty, empty));
    try("tcb.set-sched-params.priority-256", tcb, TCBSetSchedParams, WORDS(100, 256),
        WORDS(SELF, empty, empty));
    try("tcb.set-sched-params.both-256", tcb, TCBSetSchedParams, WORDS(256, 257), WORDS(SELF, empty, empty));
    try("tcb.set-sched-params.authority-100.101", second, TCBSetSchedParams, WORDS(101, 1),
        WORDS(tcb, empty, empty));
    try("tcb.set-sched-params.authority-100.priority-101", second, TCBSetSchedParams, WORDS(1, 101),
        WORDS(tcb, empty, empty));
    try("tcb.set-sched-params.fault-read-only", tcb, TCBSetSchedParams, WORDS(100, 50),
        WORDS(SELF, empty, copy(endpoint, READ)));
    try("tcb.set-sched-params.fault-no-grant", tcb, TCBSetSchedParams, WORDS(100, 50),
        WORDS(SELF, empty, copy(endpoint, READ | WRITE)));
    try("tcb.set-sched-params.all-wrong", tcb, TCBSetSchedParams, WORDS(256, 256),
        WORDS(endpoint, endpoint, cnode));
    try("tcb.set-sched-params.context-and-fault-wrong", tcb, TCBSetSchedParams, WORDS(100, 50),
        WORDS(SELF, endpoint, cnode));
    try("tcb.set-sched-params.authority-no-tcb", tcb, TCBSetSchedParams, WORDS(1, 1),
        WORDS(endpoint, empty, empty));
    try("tcb.set-sched-params.length-1", tcb, TCBSetSchedParams, WORDS(1), WORDS(SELF, empty, empty));
    try("tcb.set-sched-params.capabilities-2", tcb, TCBSetSchedParams, WORDS(1, 1), WORDS(SELF, empty));
    try("tcb.set-sched-params.capabilities-0", tcb, TCBSetSchedParams, WORDS(1, 1), NOTHING);
    try("tcb.resume.never-configured", tcb, TCBResume, NOTHING, NOTHING);
    try("tcb.suspend.after-resume", tcb, TCBSuspend, NOTHING, NOTHING);
}

void set_space(const char *key, seL4_CPtr thread, seL4_CPtr cspace, seL4_CPtr vspace)
{
    try(key, thread, TCBSetSpace, WORDS(0, 0), WORDS(0, cspace, vspace));
}

void configure_spaces(const char *key, seL4_CPtr thread, seL4_CPtr cspace, seL4_CPtr vspace)
{
    try(key, thread, TCBConfigure, WORDS(0, 0, 0), WORDS(cspace, vspace, 0));
}

const struct group tcb_space_groups[] = {
    {"tcb.spaces", spaces},
    {"tcb.configures", configures},
    {"tcb.parameters", parameters},
    {0},
};
