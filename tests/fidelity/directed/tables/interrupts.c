/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts of Arm and RISC-V. The line used has no device.
 */
#include "directed/tables/tables.h"

#define CONTROL seL4_CapIRQControl
#define LINE 90

static void get(const char *key, seL4_CPtr to, seL4_Word line)
{
    if (try(key, CONTROL, IRQIssueIRQHandler, WORDS(line, to, DEPTH), WORDS(CNODE)) == seL4_NoError) {
        delete_slot(to);
    }
}

static void controls(void)
{
    seL4_CPtr to = slots(1), held = slots(1), empty = slots(1);

    get("irq-control.get", to, LINE);
    get("irq-control.get.line-1000", to, 1000);
    get("irq-control.get.line-max", to, (seL4_Word)-1);
    try("irq-control.get-trigger", CONTROL, IRQ_TRIGGER, WORDS(LINE, 0, held, DEPTH), WORDS(CNODE));
    get("irq-control.get.held", to, LINE);
    try("irq-control.get-trigger.held", CONTROL, IRQ_TRIGGER, WORDS(LINE, 1, to, DEPTH), WORDS(CNODE));
    get("irq-control.get.occupied", held, LINE + 1);
    get("irq-control.get.occupied-and-held", held, LINE);
    try("irq-control.get.depth-0", CONTROL, IRQIssueIRQHandler, WORDS(LINE + 1, to, 0), WORDS(CNODE));
    try("irq-control.get.root-no-cnode", CONTROL, IRQIssueIRQHandler, WORDS(LINE + 1, to, DEPTH),
        WORDS(SLOT_POOL));
    try("irq-control.get.length-2", CONTROL, IRQIssueIRQHandler, WORDS(LINE + 1, to), WORDS(CNODE));
    try("irq-control.get.no-capability", CONTROL, IRQIssueIRQHandler, WORDS(LINE + 1, to, DEPTH), NOTHING);
    try("irq-control.get-trigger.length-3", CONTROL, IRQ_TRIGGER, WORDS(LINE + 1, 0, to), WORDS(CNODE));
    try("irq-control.get-trigger.no-capability", CONTROL, IRQ_TRIGGER, WORDS(LINE + 1, 0, to, DEPTH),
        NOTHING);
    try("irq-control.get-trigger.line-max", CONTROL, IRQ_TRIGGER, WORDS((seL4_Word)-1, 0, to, DEPTH),
        WORDS(CNODE));
    try("irq-control.get-trigger.2", CONTROL, IRQ_TRIGGER, WORDS(LINE + 2, 2, slots(1), DEPTH), WORDS(CNODE));
    try("irq-control.get-trigger.max", CONTROL, IRQ_TRIGGER, WORDS(LINE + 3, (seL4_Word)-1, slots(1), DEPTH),
        WORDS(CNODE));
    try("irq-control.get-trigger.occupied", CONTROL, IRQ_TRIGGER, WORDS(LINE + 1, 0, held, DEPTH),
        WORDS(CNODE));
    try("irq-control.get-trigger.depth-0", CONTROL, IRQ_TRIGGER, WORDS(LINE + 1, 0, to, 0), WORDS(CNODE));
    try("irq-control.get-trigger.root-no-cnode", CONTROL, IRQ_TRIGGER, WORDS(LINE + 1, 0, to, DEPTH),
        WORDS(SLOT_POOL));
    get("irq-control.get.line-0", to, 0);
    try("irq-control.label.none", CONTROL, NO_LABEL, NOTHING, NOTHING);
    try("cnode.copy.irq-control", CNODE, CNodeCopy, WORDS(empty, DEPTH, CONTROL, DEPTH, ALL), WORDS(CNODE));
}

static void handler(void)
{
    seL4_CPtr line = slots(1), notification = object(seL4_NotificationObject, 0), second;

    invoke(CONTROL, IRQIssueIRQHandler, WORDS(LINE, line, DEPTH), WORDS(CNODE));
    try("irq-handler.ack", line, IRQAckIRQ, NOTHING, NOTHING);
    try("irq-handler.clear.nothing-set", line, IRQClearIRQHandler, NOTHING, NOTHING);
    try("irq-handler.set", line, IRQSetIRQHandler, NOTHING, WORDS(notification));
    try("irq-handler.set.again", line, IRQSetIRQHandler, NOTHING, WORDS(notification));
    try("irq-handler.set.read-only", line, IRQSetIRQHandler, NOTHING, WORDS(copy(notification, READ)));
    try("irq-handler.set.write-only", line, IRQSetIRQHandler, NOTHING, WORDS(copy(notification, WRITE)));
    try("irq-handler.set.empty", line, IRQSetIRQHandler, NOTHING, WORDS(slots(1)));
    try("irq-handler.set.no-capability", line, IRQSetIRQHandler, NOTHING, NOTHING);
    try("irq-handler.clear", line, IRQClearIRQHandler, NOTHING, NOTHING);
    try("irq-handler.label.none", line, NO_LABEL, NOTHING, NOTHING);
    second = copy(line, 0);
    identify("irq-handler.copy.identify", second);
    delete_slot(line);
    get("irq-control.get.copy-left", line, LINE);
    revoke(CONTROL);
    identify("irq-handler.after-control-revoke.identify", second);
    get("irq-control.get.after-revoke", line, LINE);
}

const struct group interrupt_groups[] = {
    {"interrupts.controls", controls},
    {"interrupts.handler", handler},
    {0},
};
