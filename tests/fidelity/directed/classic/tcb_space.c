/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * TCB_Configure, TCB_SetSpace and TCB_SetSchedParams of a kernel without MCS.
 */
#include "directed/directed.h"
#include "paging.h"

#define SELF seL4_CapInitThreadTCB
#define VSPACE seL4_CapInitThreadVSpace
#define BUFFER 0x100000

static seL4_CPtr tcb, endpoint, cnode, frame, empty, untyped, inside;

static void make(void)
{
    tcb = object(seL4_TCBObject, 0);
    endpoint = object(seL4_EndpointObject, 0);
    cnode = object(seL4_CapTableObject, 4);
    frame = object(FRAME_OBJECT, 0);
    untyped = object(seL4_UntypedObject, 12);
    inside = slots(1);
    empty = slots(1);
    invoke(untyped, UntypedRetype, WORDS(seL4_EndpointObject, 0, 0, 0, inside, 1), WORDS(CNODE));
}

static void space(const char *key, seL4_Word fault, seL4_Word cspace_data, seL4_Word vspace_data,
                  seL4_CPtr cspace, seL4_CPtr vspace)
{
    try(key, tcb, TCBSetSpace, WORDS(fault, cspace_data, vspace_data), WORDS(cspace, vspace));
}

static void spaces(void)
{
    make();
    space("tcb.set-space", 0, 0, 0, cnode, VSPACE);
    space("tcb.set-space.again", 0, 0, 0, cnode, VSPACE);
    space("tcb.set-space.fault-endpoint", 5, 0, 0, cnode, VSPACE);
    space("tcb.set-space.guard", 0, guard_data(1, 3), 0, cnode, VSPACE);
    space("tcb.set-space.guard-too-big", 0, guard_data(0, seL4_WordBits - 1), 0, cnode, VSPACE);
    space("tcb.set-space.vspace-data", 0, 0, 5, cnode, VSPACE);
    space("tcb.set-space.cspace-endpoint", 0, 0, 0, endpoint, VSPACE);
    space("tcb.set-space.cspace-endpoint-badge", 0, 5, 0, endpoint, VSPACE);
    space("tcb.set-space.cspace-empty", 0, 0, 0, empty, VSPACE);
    space("tcb.set-space.cspace-tcb", 0, 0, 0, tcb, VSPACE);
    space("tcb.set-space.cspace-untyped-with-children", 0, 0, 0, untyped, VSPACE);
    space("tcb.set-space.cspace-irq-control", 0, 0, 0, seL4_CapIRQControl, VSPACE);
    space("tcb.set-space.vspace-endpoint", 0, 0, 0, cnode, endpoint);
    space("tcb.set-space.vspace-empty", 0, 0, 0, cnode, empty);
    space("tcb.set-space.vspace-frame", 0, 0, 0, cnode, frame);
    space("tcb.set-space.vspace-without-asid", 0, 0, 0, cnode, object(VSPACE_OBJECT, 0));
    space("tcb.set-space.both-wrong", 0, 0, 0, endpoint, endpoint);
    space("tcb.set-space.cspace-untyped-vspace-empty", 0, 0, 0, untyped, empty);
    try("tcb.set-space.length-2", tcb, TCBSetSpace, WORDS(0, 0), WORDS(cnode, VSPACE));
    try("tcb.set-space.length-0", tcb, TCBSetSpace, NOTHING, WORDS(cnode, VSPACE));
    try("tcb.set-space.capabilities-1", tcb, TCBSetSpace, WORDS(0, 0, 0), WORDS(cnode));
    try("tcb.set-space.capabilities-0", tcb, TCBSetSpace, WORDS(0, 0, 0), NOTHING);
    try("tcb.set-space.capabilities-3", tcb, TCBSetSpace, WORDS(0, 0, 0), WORDS(cnode, VSPACE, frame));
}

static void configure(const char *key, seL4_Word cspace_data, seL4_Word vspace_data, seL4_Word buffer,
                      seL4_CPtr cspace, seL4_CPtr vspace, seL4_CPtr page)
{
    try(key, tcb, TCBConfigure, WORDS(0, cspace_data, vspace_data, buffer), WORDS(cspace, vspace, page));
}

static void configures(void)
{
    make();
    configure("tcb.configure", 0, 0, BUFFER, cnode, VSPACE, frame);
    configure("tcb.configure.no-buffer", 0, 0, 0, cnode, VSPACE, empty);
    configure("tcb.configure.no-buffer-but-frame", 0, 0, 0, cnode, VSPACE, frame);
    configure("tcb.configure.frame-empty", 0, 0, BUFFER, cnode, VSPACE, empty);
    configure("tcb.configure.frame-endpoint", 0, 0, BUFFER, cnode, VSPACE, endpoint);
    configure("tcb.configure.frame-unaligned", 0, 0, BUFFER + 8, cnode, VSPACE, frame);
    configure("tcb.configure.frame-untyped-with-children", 0, 0, BUFFER, cnode, VSPACE, untyped);
    configure("tcb.configure.cspace-endpoint", 0, 0, BUFFER, endpoint, VSPACE, frame);
    configure("tcb.configure.cspace-untyped-with-children", 0, 0, BUFFER, untyped, VSPACE, frame);
    configure("tcb.configure.vspace-empty", 0, 0, BUFFER, cnode, empty, frame);
    configure("tcb.configure.vspace-without-asid", 0, 0, BUFFER, cnode, object(VSPACE_OBJECT, 0), frame);
    configure("tcb.configure.guard-too-big", guard_data(0, seL4_WordBits - 1), 0, BUFFER, cnode, VSPACE,
              frame);
    configure("tcb.configure.vspace-data", 0, 5, BUFFER, cnode, VSPACE, frame);
    configure("tcb.configure.all-wrong", 0, 0, BUFFER + 1, endpoint, endpoint, endpoint);
    configure("tcb.configure.spaces-wrong-buffer-unaligned", 0, 0, BUFFER + 1, endpoint, endpoint, frame);
    try("tcb.configure.length-3", tcb, TCBConfigure, WORDS(0, 0, 0), WORDS(cnode, VSPACE, frame));
    try("tcb.configure.length-0", tcb, TCBConfigure, NOTHING, WORDS(cnode, VSPACE, frame));
    try("tcb.configure.capabilities-2", tcb, TCBConfigure, WORDS(0, 0, 0, BUFFER), WORDS(cnode, VSPACE));
    try("tcb.configure.capabilities-0", tcb, TCBConfigure, WORDS(0, 0, 0, BUFFER), NOTHING);
}

static void parameters(void)
{
    make();
    try("tcb.set-sched-params", tcb, TCBSetSchedParams, WORDS(100, 50), WORDS(SELF));
    try("tcb.set-sched-params.mcp-256", tcb, TCBSetSchedParams, WORDS(256, 50), WORDS(SELF));
    try("tcb.set-sched-params.priority-256", tcb, TCBSetSchedParams, WORDS(100, 256), WORDS(SELF));
    try("tcb.set-sched-params.both-256", tcb, TCBSetSchedParams, WORDS(256, 257), WORDS(SELF));
    try("tcb.set-sched-params.priority-above-mcp", tcb, TCBSetSchedParams, WORDS(50, 100), WORDS(SELF));
    try("tcb.set-sched-params.authority-50.51", tcb, TCBSetSchedParams, WORDS(51, 1), WORDS(tcb));
    try("tcb.set-sched-params.authority-50.priority-51", tcb, TCBSetSchedParams, WORDS(1, 51), WORDS(tcb));
    try("tcb.set-sched-params.authority-no-tcb", tcb, TCBSetSchedParams, WORDS(1, 1), WORDS(endpoint));
    try("tcb.set-sched-params.authority-no-tcb-256", tcb, TCBSetSchedParams, WORDS(256, 1), WORDS(endpoint));
    try("tcb.set-sched-params.length-1", tcb, TCBSetSchedParams, WORDS(1), WORDS(SELF));
    try("tcb.set-sched-params.no-capability", tcb, TCBSetSchedParams, WORDS(1, 1), NOTHING);
}

/* Last, because the thread that is resumed has nothing to run; its priority is never reached. */
static void resume(void)
{
    make();
    try("tcb.resume.never-configured", tcb, TCBResume, NOTHING, NOTHING);
    try("tcb.suspend.after-resume", tcb, TCBSuspend, NOTHING, NOTHING);
    try("tcb.resume.long", tcb, TCBResume, WORDS(1, 2, 3), WORDS(cnode));
    try("tcb.suspend.at-the-end", tcb, TCBSuspend, NOTHING, NOTHING);
}

void set_space(const char *key, seL4_CPtr thread, seL4_CPtr cspace, seL4_CPtr vspace)
{
    try(key, thread, TCBSetSpace, WORDS(0, 0, 0), WORDS(cspace, vspace));
}

void configure_spaces(const char *key, seL4_CPtr thread, seL4_CPtr cspace, seL4_CPtr vspace)
{
    try(key, thread, TCBConfigure, WORDS(0, 0, 0, 0), WORDS(cspace, vspace, 0));
}

const struct group tcb_space_groups[] = {
    {"tcb.spaces", spaces},
    {"tcb.configures", configures},
    {"tcb.parameters", parameters},
    {"tcb.resume", resume},
    {0},
};
