/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scheduling contexts, their control, and reply objects. The threads that they are bound to never run.
 */
#include "directed/directed.h"

#define CONTROL SLOT_SCHED_CONTROL
#define MS 1000u
#define HOUR (3600 * 1000 * MS)

static seL4_CPtr context, tcb, notification, endpoint, reply, empty;

static void make(void)
{
    context = object(seL4_SchedContextObject, seL4_MinSchedContextBits);
    tcb = object(seL4_TCBObject, 0);
    notification = object(seL4_NotificationObject, 0);
    endpoint = object(seL4_EndpointObject, 0);
    reply = object(seL4_ReplyObject, 0);
    empty = slots(1);
}

static void configure(const char *key, seL4_CPtr what, seL4_Word budget, seL4_Word period, seL4_Word refills,
                      seL4_Word flags)
{
    invoke(CONTROL, SchedControlConfigureFlags, WORDS(budget, period, refills, 0x77, flags), WORDS(what));
    if (answer.registers[1] > HOUR) { /* the longest period depends on the timer */
        answer.registers[1] = 0;
    }
    line_begin(key);
    line_add_answer();
    line_end();
}

static void control(void)
{
    make();
    configure("sched-control.configure", context, 10 * MS, 10 * MS, 0, 0);
    configure("sched-control.configure.again", context, 5 * MS, 10 * MS, 2, 0);
    configure("sched-control.configure.sporadic", context, 5 * MS, 10 * MS, 2, 1);
    configure("sched-control.configure.refills-max", context, 5 * MS, 10 * MS, (seL4_Word)-1, 0);
    configure("sched-control.configure.refills-100", context, 5 * MS, 10 * MS, 100, 0);
    configure("sched-control.configure.budget-above-period", context, 20 * MS, 10 * MS, 0, 0);
    configure("sched-control.configure.budget-0", context, 0, 10 * MS, 0, 0);
    configure("sched-control.configure.period-0", context, 10 * MS, 0, 0, 0);
    configure("sched-control.configure.both-0", context, 0, 0, 0, 0);
    configure("sched-control.configure.period-max", context, 10 * MS, (seL4_Word)-1, 0, 0);
    configure("sched-control.configure.flags-max", context, 10 * MS, 10 * MS, 0, (seL4_Word)-1);
    configure("sched-control.configure.tcb", tcb, 10 * MS, 10 * MS, 0, 0);
    configure("sched-control.configure.empty", empty, 10 * MS, 10 * MS, 0, 0);
    try("sched-control.configure.length-4", CONTROL, SchedControlConfigureFlags, WORDS(MS, MS, 0, 0),
        WORDS(context));
    try("sched-control.configure.no-capability", CONTROL, SchedControlConfigureFlags, WORDS(MS, MS, 0, 0, 0),
        NOTHING);
    try("sched-control.label.none", CONTROL, NO_LABEL, NOTHING, NOTHING);
    identify("sched-control.identify", CONTROL);
    identify("sched-context.identify", context);
    identify("reply.identify", reply);
    try("cnode.copy.sched-control", CNODE, CNodeCopy, WORDS(empty, DEPTH, CONTROL, DEPTH, ALL), WORDS(CNODE));
}

static void bind(const char *key, seL4_Word label, seL4_CPtr what)
{
    try(key, context, label, NOTHING, WORDS(what));
}

static void bindings(void)
{
    make();
    try("sched-context.unbind.nothing", context, SchedContextUnbind, NOTHING, NOTHING);
    bind("sched-context.bind.empty", SchedContextBind, empty);
    bind("sched-context.bind.endpoint", SchedContextBind, endpoint);
    bind("sched-context.bind.tcb", SchedContextBind, tcb);
    bind("sched-context.bind.tcb-again", SchedContextBind, tcb);
    bind("sched-context.bind.notification-while-bound", SchedContextBind, notification);
    bind("sched-context.unbind-object.notification-not-bound", SchedContextUnbindObject, notification);
    bind("sched-context.unbind-object.endpoint", SchedContextUnbindObject, endpoint);
    bind("sched-context.unbind-object.own", SchedContextUnbindObject, seL4_CapInitThreadTCB);
    bind("sched-context.unbind-object.tcb", SchedContextUnbindObject, tcb);
    bind("sched-context.unbind-object.tcb-again", SchedContextUnbindObject, tcb);
    bind("sched-context.bind.notification", SchedContextBind, notification);
    bind("sched-context.unbind-object.notification", SchedContextUnbindObject, notification);
    bind("sched-context.bind.own-tcb", SchedContextBind, seL4_CapInitThreadTCB);
    try("sched-context.bind.no-capability", context, SchedContextBind, NOTHING, NOTHING);
    try("sched-context.unbind-object.no-capability", context, SchedContextUnbindObject, NOTHING, NOTHING);
    try("sched-context.consumed", context, SchedContextConsumed, NOTHING, NOTHING);
    try("sched-context.yield-to.not-bound", context, SchedContextYieldTo, NOTHING, NOTHING);
    bind("sched-context.bind.tcb-for-yield", SchedContextBind, tcb);
    try("sched-context.yield-to.inactive", context, SchedContextYieldTo, NOTHING, NOTHING);
    try("sched-context.unbind", context, SchedContextUnbind, NOTHING, NOTHING);
    try("sched-context.label.none", context, NO_LABEL, NOTHING, NOTHING);
    try("reply.label.none", copy(reply, ALL), NO_LABEL, NOTHING, NOTHING);
    try("cnode.copy.reply-object", CNODE, CNodeCopy, WORDS(empty, DEPTH, reply, DEPTH, ALL), WORDS(CNODE));
    identify("reply.copy.identify", empty);
}

static void retype(const char *key, seL4_Word bits)
{
    seL4_CPtr slot = slots(1);

    try(key, SLOT_POOL, UntypedRetype, WORDS(seL4_SchedContextObject, bits, 0, 0, slot, 1), WORDS(CNODE));
    delete_slot(slot);
}

static void sizes(void)
{
    retype("untyped.retype.sched-context-0", 0);
    retype("untyped.retype.sched-context-below", seL4_MinSchedContextBits - 1);
    retype("untyped.retype.sched-context", seL4_MinSchedContextBits);
    retype("untyped.retype.sched-context-12", 12);
    retype("untyped.retype.sched-context-huge", seL4_WordBits);
}

const struct group context_groups[] = {
    {"contexts.control", control},
    {"contexts.bindings", bindings},
    {"contexts.sizes", sizes},
    {0},
};
