/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What one thread can do with endpoints and notifications without waiting for another. Where a call brings
 * only a badge, only the badge is told: message info and registers are stale then.
 */
#include "directed/directed.h"

#define SELF seL4_CapInitThreadTCB
#define EMPTY seL4_MessageInfo_new(0, 0, 0, 0)

static seL4_CPtr endpoint, notification, badged;

static void make(void)
{
    endpoint = object(seL4_EndpointObject, 0);
    notification = object(seL4_NotificationObject, 0);
    badged = mint(notification, ALL, 0x11);
}

static seL4_Word poll(seL4_CPtr source)
{
    seL4_Word badge = 0x55;

    seL4_Poll(source, &badge);
    return badge;
}

static void notifications(void)
{
    seL4_CPtr second, reader, writer;
    seL4_Word badge = 0x55;

    make();
    second = mint(notification, ALL, 0x22);
    reader = copy(badged, READ);
    writer = copy(badged, WRITE);
    tell("notification.poll.nothing", WORDS(poll(notification)));
    seL4_Signal(notification);
    tell("notification.poll.unbadged-signal", WORDS(poll(notification)));
    seL4_Signal(badged);
    tell("notification.poll", WORDS(poll(notification)));
    tell("notification.poll.again", WORDS(poll(notification)));
    seL4_Signal(badged);
    seL4_Signal(second);
    tell("notification.poll.two-signals", WORDS(poll(badged)));
    seL4_Signal(reader);
    tell("notification.signal.no-write", WORDS(poll(notification)));
    seL4_Signal(writer);
    tell("notification.signal.write-only", WORDS(poll(reader)));
    seL4_Signal(badged);
    seL4_Wait(notification, &badge);
    tell("notification.wait", WORDS(badge));
    seL4_NBSend(badged, seL4_MessageInfo_new(7, 0, 0, 3));
    tell("notification.nbsend", WORDS(poll(notification)));
    seL4_Send(badged, seL4_MessageInfo_new(7, 0, 1, 120));
    tell("notification.send.long", WORDS(poll(notification)));
    try("notification.call", badged, 7, WORDS(1, 2), NOTHING);
    tell("notification.poll.after-call", WORDS(poll(notification)));
    try("notification.call.no-write", reader, 7, WORDS(1, 2), NOTHING);
    tell("notification.poll.after-refused-call", WORDS(poll(notification)));
    tell("notification.badge-max",
         WORDS((seL4_Signal(mint(notification, ALL, (seL4_Word)-1)), poll(notification))));
}

static void endpoints(void)
{
    make();
    tell("endpoint.nbrecv.nothing", WORDS(poll(endpoint)));
    tell("endpoint.nbrecv.nothing.badged", WORDS(poll(mint(endpoint, ALL, 5))));
    seL4_NBSend(endpoint, seL4_MessageInfo_new(7, 0, 0, 3));
    tell("endpoint.nbsend.nobody", WORDS(poll(endpoint)));
    seL4_Send(copy(endpoint, READ), seL4_MessageInfo_new(7, 0, 0, 3));
    tell("endpoint.send.no-write", WORDS(poll(endpoint)));
    try("endpoint.call.no-write", copy(endpoint, READ | GRANT | GRANT_REPLY), 7, WORDS(1, 2, 3), NOTHING);
    try("endpoint.call.no-right", copy(endpoint, 0), 7, WORDS(1, 2, 3), NOTHING);
    try("null.call", slots(1), 7, WORDS(1, 2, 3), NOTHING);
    try("null.call.label-0", slots(1), 0, NOTHING, NOTHING);
    seL4_Send(slots(1), EMPTY);
    seL4_NBSend(slots(1), EMPTY);
    seL4_NBSend(1u << CSPACE_BITS, EMPTY);
    line_print("null.send: returns");
    seL4_Yield();
    line_print("yield: returns");
}

static void bound(void)
{
    seL4_Word badge = 0x55;
    seL4_CPtr other;

    make();
    other = object(seL4_NotificationObject, 0);
    try("ipc.bind", SELF, TCBBindNotification, NOTHING, WORDS(notification));
    tell("ipc.nbrecv.bound-nothing", WORDS(poll(endpoint)));
    seL4_Signal(badged);
    tell("ipc.nbrecv.bound-signalled", WORDS(poll(endpoint)));
    tell("ipc.nbrecv.bound-signalled.again", WORDS(poll(endpoint)));
    seL4_Signal(badged);
    seL4_Wait(endpoint, &badge);
    tell("ipc.recv.bound-signalled", WORDS(badge));
    seL4_Signal(badged);
    tell("ipc.nbrecv.other-notification", WORDS(poll(other)));
    tell("ipc.nbrecv.own-notification", WORDS(poll(notification)));
    seL4_Signal(badged);
    try("ipc.unbind", SELF, TCBUnbindNotification, NOTHING, NOTHING);
    tell("ipc.nbrecv.unbound", WORDS(poll(endpoint)));
    try("ipc.bind.signalled", SELF, TCBBindNotification, NOTHING, WORDS(notification));
    tell("ipc.nbrecv.bound-after-signal", WORDS(poll(endpoint)));
    revoke(notification);
    delete_slot(notification);
    tell("ipc.nbrecv.bound-deleted", WORDS(poll(endpoint)));
    try("ipc.unbind.deleted", SELF, TCBUnbindNotification, NOTHING, NOTHING);
}

/* A Send to a kernel object acts, and has no answer. */
static void sends_to_objects(void)
{
    seL4_CPtr slot;

    make();
    slot = copy(endpoint, ALL);
    seL4_SetMR(0, slot);
    seL4_SetMR(1, DEPTH);
    seL4_Send(CNODE, seL4_MessageInfo_new(CNodeDelete, 0, 0, 2));
    identify("object.send", slot);
    slot = copy(endpoint, ALL);
    seL4_SetMR(0, slot);
    seL4_SetMR(1, DEPTH);
    seL4_NBSend(CNODE, seL4_MessageInfo_new(CNodeDelete, 0, 0, 2));
    identify("object.nbsend", slot);
    slot = copy(endpoint, ALL);
    seL4_SetMR(0, slot);
    seL4_SetMR(1, 0);
    seL4_Send(CNODE, seL4_MessageInfo_new(CNodeDelete, 0, 0, 2));
    identify("object.send.refused", slot);
}

const struct group ipc_groups[] = {
    {"ipc.notifications", notifications},
    {"ipc.endpoints", endpoints},
    {"ipc.bound", bound},
    {"ipc.sends-to-objects", sends_to_objects},
    {0},
};
