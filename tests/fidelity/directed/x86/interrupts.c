/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts of x86: the I/O APIC's pins, MSIs and the legacy lines. The lines used have no device.
 */
#include "directed/x86/x86.h"

#define CONTROL seL4_CapIRQControl
#define PIN 9
#define VECTOR 20

static seL4_CPtr to;

static void get_ioapic(const char *key, seL4_Word ioapic, seL4_Word pin, seL4_Word level, seL4_Word polarity,
                       seL4_Word vector)
{
    if (try(key, CONTROL, X86IRQIssueIRQHandlerIOAPIC, WORDS(to, DEPTH, ioapic, pin, level, polarity, vector),
            WORDS(CNODE)) == seL4_NoError) {
        delete_slot(to);
    }
}

static void get_msi(const char *key, seL4_Word bus, seL4_Word device, seL4_Word function, seL4_Word handle,
                    seL4_Word vector)
{
    if (try(key, CONTROL, X86IRQIssueIRQHandlerMSI, WORDS(to, DEPTH, bus, device, function, handle, vector),
            WORDS(CNODE)) == seL4_NoError) {
        delete_slot(to);
    }
}

static void ioapic(void)
{
    to = slots(1);
    get_ioapic("irq-control.get-ioapic", 0, PIN, 0, 0, VECTOR);
    get_ioapic("irq-control.get-ioapic.level", 0, PIN, 1, 1, VECTOR);
    get_ioapic("irq-control.get-ioapic.last-pin", 0, 23, 0, 0, VECTOR);
    get_ioapic("irq-control.get-ioapic.pin-24", 0, 24, 0, 0, VECTOR);
    get_ioapic("irq-control.get-ioapic.ioapic-1", 1, PIN, 0, 0, VECTOR);
    get_ioapic("irq-control.get-ioapic.level-2", 0, PIN, 2, 0, VECTOR);
    get_ioapic("irq-control.get-ioapic.polarity-2", 0, PIN, 0, 2, VECTOR);
    get_ioapic("irq-control.get-ioapic.vector-0", 0, PIN, 0, 0, 0);
    get_ioapic("irq-control.get-ioapic.vector-107", 0, PIN, 0, 0, 107);
    get_ioapic("irq-control.get-ioapic.vector-108", 0, PIN, 0, 0, 108);
    get_ioapic("irq-control.get-ioapic.vector-max", 0, PIN, 0, 0, (seL4_Word)-1);
    get_ioapic("irq-control.get-ioapic.all-wrong", 1, 24, 2, 2, 1000);
    get_ioapic("irq-control.get-ioapic.all-wrong-but-vector", 1, 24, 2, 2, VECTOR);
    get_ioapic("irq-control.get-ioapic.pin-and-level-wrong", 0, 24, 2, 0, VECTOR);
}

static void msi(void)
{
    to = slots(1);
    get_msi("irq-control.get-msi", 0, 3, 0, 0, VECTOR);
    get_msi("irq-control.get-msi.bus-255", 255, 3, 0, 0, VECTOR);
    get_msi("irq-control.get-msi.bus-256", 256, 3, 0, 0, VECTOR);
    get_msi("irq-control.get-msi.device-31", 0, 31, 0, 0, VECTOR);
    get_msi("irq-control.get-msi.device-32", 0, 32, 0, 0, VECTOR);
    get_msi("irq-control.get-msi.function-7", 0, 3, 7, 0, VECTOR);
    get_msi("irq-control.get-msi.function-8", 0, 3, 8, 0, VECTOR);
    get_msi("irq-control.get-msi.handle-max", 0, 3, 0, (seL4_Word)-1, VECTOR);
    get_msi("irq-control.get-msi.vector-107", 0, 3, 0, 0, 107);
    get_msi("irq-control.get-msi.vector-108", 0, 3, 0, 0, 108);
    get_msi("irq-control.get-msi.all-wrong-but-vector", 256, 32, 8, 0, VECTOR);
}

static void errors(void)
{
    seL4_CPtr held = slots(1), empty = slots(1);

    to = slots(1);
    invoke(CONTROL, X86IRQIssueIRQHandlerIOAPIC, WORDS(held, DEPTH, 0, PIN, 0, 0, VECTOR), WORDS(CNODE));
    get_ioapic("irq-control.get-ioapic.vector-held", 0, PIN, 0, 0, VECTOR);
    get_ioapic("irq-control.get-ioapic.pin-held", 0, PIN, 0, 0, VECTOR + 1);
    get_ioapic("irq-control.get-ioapic.vector-held-pin-24", 0, 24, 0, 0, VECTOR);
    get_msi("irq-control.get-msi.vector-held", 0, 3, 0, 0, VECTOR);
    to = held;
    get_ioapic("irq-control.get-ioapic.occupied", 0, PIN, 0, 0, VECTOR + 1);
    get_ioapic("irq-control.get-ioapic.occupied-and-held", 0, PIN, 0, 0, VECTOR);
    get_ioapic("irq-control.get-ioapic.occupied-pin-24", 0, 24, 0, 0, VECTOR + 1);
    try("irq-control.get-ioapic.depth-0", CONTROL, X86IRQIssueIRQHandlerIOAPIC,
        WORDS(empty, 0, 0, PIN, 0, 0, VECTOR + 1), WORDS(CNODE));
    try("irq-control.get-ioapic.depth-too-big", CONTROL, X86IRQIssueIRQHandlerIOAPIC,
        WORDS(empty, DEPTH + 1, 0, PIN, 0, 0, VECTOR + 1), WORDS(CNODE));
    try("irq-control.get-ioapic.root-no-cnode", CONTROL, X86IRQIssueIRQHandlerIOAPIC,
        WORDS(empty, DEPTH, 0, PIN, 0, 0, VECTOR + 1), WORDS(SLOT_POOL));
    try("irq-control.get-ioapic.length-6", CONTROL, X86IRQIssueIRQHandlerIOAPIC,
        WORDS(empty, DEPTH, 0, PIN, 0, 0), WORDS(CNODE));
    try("irq-control.get-ioapic.no-capability", CONTROL, X86IRQIssueIRQHandlerIOAPIC,
        WORDS(empty, DEPTH, 0, PIN, 0, 0, VECTOR + 1), NOTHING);
    try("irq-control.get-msi.length-6", CONTROL, X86IRQIssueIRQHandlerMSI, WORDS(empty, DEPTH, 0, 3, 0, 0),
        WORDS(CNODE));
    try("irq-control.get-msi.no-capability", CONTROL, X86IRQIssueIRQHandlerMSI,
        WORDS(empty, DEPTH, 0, 3, 0, 0, VECTOR + 1), NOTHING);
    try("irq-control.get", CONTROL, IRQIssueIRQHandler, WORDS(PIN, empty, DEPTH), WORDS(CNODE));
    delete_slot(empty); /* the 8259's kernel grants it */
    try("irq-control.get.length-2", CONTROL, IRQIssueIRQHandler, WORDS(PIN, empty), WORDS(CNODE));
    try("irq-control.get.no-capability", CONTROL, IRQIssueIRQHandler, WORDS(PIN, empty, DEPTH), NOTHING);
    try("irq-control.get.line-1000", CONTROL, IRQIssueIRQHandler, WORDS(1000, empty, DEPTH), WORDS(CNODE));
    try("irq-control.label.none", CONTROL, NO_LABEL, NOTHING, NOTHING);
    try("irq-control.label.ack", CONTROL, IRQAckIRQ, NOTHING, NOTHING);
    try("cnode.copy.irq-control", CNODE, CNodeCopy, WORDS(empty, DEPTH, CONTROL, DEPTH, ALL), WORDS(CNODE));
    try("cnode.mint.irq-control", CNODE, CNodeMint, WORDS(empty, DEPTH, CONTROL, DEPTH, ALL, 1),
        WORDS(CNODE));
    try("cnode.mutate.irq-control", CNODE, CNodeMutate, WORDS(empty, DEPTH, CONTROL, DEPTH, 1), WORDS(CNODE));
    tell("irq-control.after-mutate.identify", WORDS(seL4_DebugCapIdentify(CONTROL)));
    invoke(CNODE, CNodeMove, WORDS(CONTROL, DEPTH, empty, DEPTH), WORDS(CNODE));
}

static void handler(void)
{
    seL4_CPtr line = slots(1), notification = object(seL4_NotificationObject, 0), second;
    seL4_CPtr endpoint = object(seL4_EndpointObject, 0);

    invoke(CONTROL, X86IRQIssueIRQHandlerIOAPIC, WORDS(line, DEPTH, 0, PIN, 0, 0, VECTOR), WORDS(CNODE));
    try("irq-handler.ack", line, IRQAckIRQ, NOTHING, NOTHING);
    try("irq-handler.ack.again", line, IRQAckIRQ, NOTHING, NOTHING);
    try("irq-handler.ack.long", line, IRQAckIRQ, WORDS(1, 2, 3, 4, 5), WORDS(CNODE, CNODE));
    try("irq-handler.clear.nothing-set", line, IRQClearIRQHandler, NOTHING, NOTHING);
    try("irq-handler.set", line, IRQSetIRQHandler, NOTHING, WORDS(notification));
    try("irq-handler.set.again", line, IRQSetIRQHandler, NOTHING, WORDS(notification));
    try("irq-handler.set.badged", line, IRQSetIRQHandler, NOTHING, WORDS(mint(notification, ALL, 5)));
    try("irq-handler.set.read-only", line, IRQSetIRQHandler, NOTHING, WORDS(copy(notification, READ)));
    try("irq-handler.set.write-only", line, IRQSetIRQHandler, NOTHING, WORDS(copy(notification, WRITE)));
    try("irq-handler.set.endpoint", line, IRQSetIRQHandler, NOTHING, WORDS(endpoint));
    try("irq-handler.set.empty", line, IRQSetIRQHandler, NOTHING, WORDS(slots(1)));
    try("irq-handler.set.no-capability", line, IRQSetIRQHandler, NOTHING, NOTHING);
    try("irq-handler.ack.set", line, IRQAckIRQ, NOTHING, NOTHING);
    try("irq-handler.clear", line, IRQClearIRQHandler, NOTHING, NOTHING);
    try("irq-handler.label.none", line, NO_LABEL, NOTHING, NOTHING);
    try("irq-handler.label.get", line, IRQIssueIRQHandler, WORDS(PIN, line, DEPTH), WORDS(CNODE));
    second = copy(line, 0);
    tell("irq-handler.copy.identify", WORDS(seL4_DebugCapIdentify(second)));
    try("irq-handler.ack.copy-without-rights", second, IRQAckIRQ, NOTHING, NOTHING);
    try("cnode.mint.irq-handler", CNODE, CNodeMint, WORDS(slots(1), DEPTH, line, DEPTH, ALL, 5),
        WORDS(CNODE));
    delete_slot(line);
    to = line;
    get_ioapic("irq-control.get-ioapic.copy-left", 0, PIN, 0, 0, VECTOR);
    try("irq-handler.ack.copy-left", second, IRQAckIRQ, NOTHING, NOTHING);
    revoke(CONTROL);
    tell("irq-handler.after-control-revoke.identify", WORDS(seL4_DebugCapIdentify(second)));
    get_ioapic("irq-control.get-ioapic.after-revoke", 0, PIN, 0, 0, VECTOR);
}

const struct group interrupt_groups[] = {
    {"interrupts.ioapic", ioapic},
    {"interrupts.msi", msi},
    {"interrupts.errors", errors},
    {"interrupts.handler", handler},
    {0},
};
