/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scheduling contexts, their control, and reply objects. The threads that they are bound to never run.
 */
#include "directed/directed.h"

#define CONTROL SLOT_SCHED_CONTROL
#define SELF seL4_CapInitThreadTCB
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

/* How many extra refills contexts of three sizes hold. */
static void refills(void)
{
    static const char *const keys[] = {"sched-context.refills", "sched-context.refills.larger",
                                       "sched-context.refills.largest"};

    for (unsigned i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        seL4_CPtr one = object(seL4_SchedContextObject, seL4_MinSchedContextBits + i);
        seL4_Word count = 0;

        while (count < 200 && invoke(CONTROL, SchedControlConfigureFlags, WORDS(MS, 2 * MS, count, 0, 0),
                                     WORDS(one)) == seL4_NoError) {
            count++;
        }
        tell(keys[i], WORDS(count));
    }
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
    configure("sched-control.configure.flags-2", context, 10 * MS, 10 * MS, 0, 2);
    configure("sched-control.configure.budget-1", context, 1, 10 * MS, 0, 0);
    configure("sched-control.configure.budget-10", context, 10, 10 * MS, 0, 0);
    configure("sched-control.configure.budget-100", context, 100, 10 * MS, 0, 0);
    configure("sched-control.configure.both-1", context, 1, 1, 0, 0);
    configure("sched-control.configure.budget-max", context, (seL4_Word)-1, 10 * MS, 0, 0);
    configure("sched-control.configure.both-max", context, (seL4_Word)-1, (seL4_Word)-1, 0, 0);
    configure("sched-control.configure.period-hour", context, 10 * MS, HOUR, 0, 0);
    configure("sched-control.configure.budget-above-period-and-refills", context, 20 * MS, 10 * MS, 100, 0);
    configure("sched-control.configure.round-robin-refills-100", context, 10 * MS, 10 * MS, 100, 0);
    configure("sched-control.configure.copy", copy(context, 0), 10 * MS, 10 * MS, 0, 0);
    configure("sched-control.configure.reply", reply, 10 * MS, 10 * MS, 0, 0);
    configure("sched-control.configure.tcb", tcb, 10 * MS, 10 * MS, 0, 0);
    configure("sched-control.configure.empty", empty, 10 * MS, 10 * MS, 0, 0);
    try("sched-control.configure.length-4", CONTROL, SchedControlConfigureFlags, WORDS(MS, MS, 0, 0),
        WORDS(context));
    try("sched-control.configure.no-capability", CONTROL, SchedControlConfigureFlags, WORDS(MS, MS, 0, 0, 0),
        NOTHING);
    try("sched-control.label.none", CONTROL, NO_LABEL, NOTHING, NOTHING);
    try("sched-control.configure.length-0", CONTROL, SchedControlConfigureFlags, NOTHING, WORDS(context));
    refills();
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

/* The program's own context. What was consumed depends on the clock. */
static void own(void)
{
    make();
    identify("sched-context.own.identify", SLOT_OWN_CONTEXT);
    try("sched-context.own.bind", SLOT_OWN_CONTEXT, SchedContextBind, NOTHING, WORDS(tcb));
    try("sched-context.own.bind-self", SLOT_OWN_CONTEXT, SchedContextBind, NOTHING, WORDS(SELF));
    try("sched-context.own.unbind", SLOT_OWN_CONTEXT, SchedContextUnbind, NOTHING, NOTHING);
    try("sched-context.own.unbind-self", SLOT_OWN_CONTEXT, SchedContextUnbindObject, NOTHING, WORDS(SELF));
    try("sched-context.own.yield-to", SLOT_OWN_CONTEXT, SchedContextYieldTo, NOTHING, NOTHING);
    invoke(SLOT_OWN_CONTEXT, SchedContextConsumed, NOTHING, NOTHING);
    tell("sched-context.own.consumed",
         WORDS(seL4_MessageInfo_get_label(answer.info), seL4_MessageInfo_get_length(answer.info)));
    try("sched-context.own.copy-unbind", copy(SLOT_OWN_CONTEXT, 0), SchedContextUnbind, NOTHING, NOTHING);
    try("tcb.set-sched-params.own-context", tcb, TCBSetSchedParams, WORDS(1, 1),
        WORDS(SELF, SLOT_OWN_CONTEXT, empty));
    try("tcb.set-sched-params.self", SELF, TCBSetSchedParams, WORDS(255, 255),
        WORDS(SELF, SLOT_OWN_CONTEXT, empty));
    try("tcb.set-sched-params.self-without-context", SELF, TCBSetSchedParams, WORDS(255, 255),
        WORDS(SELF, empty, empty));
}

/* Without time, with it, deleted while bound. */
static void lives(void)
{
    seL4_CPtr second;

    make();
    second = object(seL4_SchedContextObject, seL4_MinSchedContextBits);
    bind("sched-context.bind.unconfigured", SchedContextBind, tcb);
    try("sched-context.bind.second", second, SchedContextBind, NOTHING, WORDS(tcb));
    try("sched-context.bind.notification-of-second", second, SchedContextBind, NOTHING, WORDS(notification));
    bind("sched-context.bind.notification-taken", SchedContextBind, notification);
    configure("sched-control.configure.bound", context, 5 * MS, 10 * MS, 0, 0);
    try("cnode.delete.bound-context", CNODE, CNodeDelete, WORDS(context, DEPTH), NOTHING);
    try("sched-context.bind.after-delete", second, SchedContextBind, NOTHING, WORDS(tcb));
    try("sched-context.unbind.both", second, SchedContextUnbind, NOTHING, NOTHING);
    try("sched-context.bind.both-again", second, SchedContextBind, NOTHING, WORDS(notification));
    revoke(notification);
    delete_slot(notification);
    try("sched-context.bind.after-notification-deleted", second, SchedContextBind, NOTHING,
        WORDS(object(seL4_NotificationObject, 0)));
    revoke(tcb);
    delete_slot(tcb);
    try("sched-context.bind.after-tcb-deleted", second, SchedContextBind, NOTHING,
        WORDS(object(seL4_TCBObject, 0)));
    try("sched-context.consumed.long", second, SchedContextConsumed, WORDS(1, 2, 3), WORDS(CNODE));
    try("sched-context.bind.own-notification-and-tcb", second, SchedContextBind, NOTHING, WORDS(reply, tcb));
    try("cnode.mint.sched-context", CNODE, CNodeMint, WORDS(empty, DEPTH, second, DEPTH, ALL, 5),
        WORDS(CNODE));
    identify("sched-context.mint.identify", empty);
}

static void retype_reply(const char *key, seL4_Word bits, seL4_Word count)
{
    seL4_CPtr first = slots((unsigned)count);

    try(key, SLOT_POOL, UntypedRetype, WORDS(seL4_ReplyObject, bits, 0, 0, first, count), WORDS(CNODE));
}

static void replies(void)
{
    make();
    retype_reply("untyped.retype.reply", 0, 1);
    retype_reply("untyped.retype.reply.size-1", 1, 1);
    retype_reply("untyped.retype.reply.size-max", seL4_WordBits - 1, 1);
    retype_reply("untyped.retype.reply.size-huge", seL4_WordBits, 1);
    retype_reply("untyped.retype.reply.three", 0, 3);
    try("cnode.mint.reply", CNODE, CNodeMint, WORDS(empty, DEPTH, reply, DEPTH, ALL, 5), WORDS(CNODE));
    try("reply.send", reply, 0, WORDS(1), WORDS(endpoint));
    try("reply.of-copy", empty, 0, NOTHING, NOTHING);
    try("cnode.cancel-badged-sends.reply", CNODE, CNodeCancelBadgedSends, WORDS(reply, DEPTH), NOTHING);
    try("cnode.revoke.reply", CNODE, CNodeRevoke, WORDS(reply, DEPTH), NOTHING);
    identify("reply.copy.after-revoke", empty);
    try("cnode.delete.reply", CNODE, CNodeDelete, WORDS(reply, DEPTH), NOTHING);
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
    retype("untyped.retype.sched-context-20", 20);
    retype("untyped.retype.sched-context-pool", POOL_BITS);
    retype("untyped.retype.sched-context-above-pool", POOL_BITS + 1);
    retype("untyped.retype.sched-context-most", seL4_WordBits - 1);
    retype("untyped.retype.sched-context-huge", seL4_WordBits);
}

const struct group context_groups[] = {
    {"contexts.control", control},
    {"contexts.bindings", bindings},
    {"contexts.own", own},
    {"contexts.lives", lives},
    {"contexts.replies", replies},
    {"contexts.sizes", sizes},
    {0},
};
