/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The methods of a TCB, on one that never runs, and on the caller's own.
 */
#include "directed/directed.h"
#include "paging.h"

#define SELF seL4_CapInitThreadTCB
#define VSPACE seL4_CapInitThreadVSpace

static seL4_CPtr tcb, endpoint, notification, cnode, empty;

static void make(void)
{
    tcb = object(seL4_TCBObject, 0);
    endpoint = object(seL4_EndpointObject, 0);
    notification = object(seL4_NotificationObject, 0);
    cnode = object(seL4_CapTableObject, 4);
    empty = slots(1);
}

static void attempt(const char *key, seL4_Word label, struct words registers, struct words capabilities)
{
    try(key, tcb, label, registers, capabilities);
}

static void priorities(void)
{
    make();
    attempt("tcb.set-priority.0", TCBSetPriority, WORDS(0), WORDS(SELF));
    attempt("tcb.set-priority.255", TCBSetPriority, WORDS(255), WORDS(SELF));
    attempt("tcb.set-priority.256", TCBSetPriority, WORDS(256), WORDS(SELF));
    attempt("tcb.set-priority.max", TCBSetPriority, WORDS((seL4_Word)-1), WORDS(SELF));
    attempt("tcb.set-priority.authority-0", TCBSetPriority, WORDS(1), WORDS(tcb));
    attempt("tcb.set-priority.authority-no-tcb", TCBSetPriority, WORDS(1), WORDS(endpoint));
    attempt("tcb.set-priority.authority-empty", TCBSetPriority, WORDS(1), WORDS(empty));
    attempt("tcb.set-priority.authority-empty-256", TCBSetPriority, WORDS(256), WORDS(empty));
    attempt("tcb.set-priority.length-0", TCBSetPriority, NOTHING, WORDS(SELF));
    attempt("tcb.set-priority.no-capability", TCBSetPriority, WORDS(1), NOTHING);
    attempt("tcb.set-mcpriority.255", TCBSetMCPriority, WORDS(255), WORDS(SELF));
    attempt("tcb.set-mcpriority.256", TCBSetMCPriority, WORDS(256), WORDS(SELF));
    attempt("tcb.set-mcpriority.100", TCBSetMCPriority, WORDS(100), WORDS(SELF));
    attempt("tcb.set-priority.authority-100.100", TCBSetPriority, WORDS(100), WORDS(tcb));
    attempt("tcb.set-priority.authority-100.101", TCBSetPriority, WORDS(101), WORDS(tcb));
    attempt("tcb.set-mcpriority.authority-100.101", TCBSetMCPriority, WORDS(101), WORDS(tcb));
    attempt("tcb.set-mcpriority.authority-no-tcb", TCBSetMCPriority, WORDS(1), WORDS(endpoint));
    attempt("tcb.set-mcpriority.length-0", TCBSetMCPriority, NOTHING, WORDS(SELF));
    attempt("tcb.set-mcpriority.no-capability", TCBSetMCPriority, WORDS(1), NOTHING);
    try("tcb.set-priority.self", SELF, TCBSetPriority, WORDS(254), WORDS(SELF));
    try("tcb.set-priority.self.255", SELF, TCBSetPriority, WORDS(255), WORDS(SELF));
}

static void buffers(void)
{
    seL4_CPtr frame = object(FRAME_OBJECT, 0), device = slots(1), reader;
    seL4_Word buffer = 0x100000;

    make();
    reader = copy(frame, READ);
    invoke(SLOT_DEVICE, UntypedRetype, WORDS(FRAME_OBJECT, 0, 0, 0, device, 1), WORDS(CNODE));
    attempt("tcb.set-ipc-buffer", TCBSetIPCBuffer, WORDS(buffer), WORDS(frame));
    attempt("tcb.set-ipc-buffer.again", TCBSetIPCBuffer, WORDS(buffer), WORDS(frame));
    attempt("tcb.set-ipc-buffer.unaligned-1", TCBSetIPCBuffer, WORDS(buffer + 1), WORDS(frame));
    attempt("tcb.set-ipc-buffer.unaligned-256", TCBSetIPCBuffer, WORDS(buffer + 256), WORDS(frame));
    attempt("tcb.set-ipc-buffer.aligned-512", TCBSetIPCBuffer, WORDS(buffer + 512), WORDS(frame));
    attempt("tcb.set-ipc-buffer.aligned-1024", TCBSetIPCBuffer, WORDS(buffer + 1024), WORDS(frame));
    attempt("tcb.set-ipc-buffer.device", TCBSetIPCBuffer, WORDS(buffer), WORDS(device));
    attempt("tcb.set-ipc-buffer.device-unaligned", TCBSetIPCBuffer, WORDS(buffer + 1), WORDS(device));
    attempt("tcb.set-ipc-buffer.read-only", TCBSetIPCBuffer, WORDS(buffer), WORDS(reader));
    attempt("tcb.set-ipc-buffer.no-frame", TCBSetIPCBuffer, WORDS(buffer), WORDS(endpoint));
    attempt("tcb.set-ipc-buffer.empty", TCBSetIPCBuffer, WORDS(buffer), WORDS(empty));
    attempt("tcb.set-ipc-buffer.untyped-with-children", TCBSetIPCBuffer, WORDS(buffer), WORDS(SLOT_POOL));
    attempt("tcb.set-ipc-buffer.none", TCBSetIPCBuffer, WORDS(0), WORDS(frame));
    attempt("tcb.set-ipc-buffer.none-no-frame", TCBSetIPCBuffer, WORDS(0), WORDS(empty));
    attempt("tcb.set-ipc-buffer.kernel-address", TCBSetIPCBuffer, WORDS((seL4_Word)-4096), WORDS(frame));
    attempt("tcb.set-ipc-buffer.length-0", TCBSetIPCBuffer, NOTHING, WORDS(frame));
    attempt("tcb.set-ipc-buffer.no-capability", TCBSetIPCBuffer, WORDS(buffer), NOTHING);
    delete_slot(frame);
    attempt("tcb.set-ipc-buffer.copy", TCBSetIPCBuffer, WORDS(buffer), WORDS(copy(reader, ALL)));
}

static void notifications(void)
{
    seL4_CPtr other, second = object(seL4_NotificationObject, 0);

    make();
    other = object(seL4_TCBObject, 0);
    attempt("tcb.unbind-notification.none", TCBUnbindNotification, NOTHING, NOTHING);
    attempt("tcb.bind-notification.endpoint", TCBBindNotification, NOTHING, WORDS(endpoint));
    attempt("tcb.bind-notification.empty", TCBBindNotification, NOTHING, WORDS(empty));
    attempt("tcb.bind-notification.write-only", TCBBindNotification, NOTHING,
            WORDS(copy(notification, WRITE)));
    attempt("tcb.bind-notification.no-capability", TCBBindNotification, NOTHING, NOTHING);
    attempt("tcb.bind-notification.read-only", TCBBindNotification, NOTHING, WORDS(copy(notification, READ)));
    attempt("tcb.bind-notification.again", TCBBindNotification, NOTHING, WORDS(notification));
    attempt("tcb.bind-notification.second", TCBBindNotification, NOTHING, WORDS(second));
    attempt("tcb.bind-notification.bound-endpoint", TCBBindNotification, NOTHING, WORDS(endpoint));
    attempt("tcb.bind-notification.bound-no-capability", TCBBindNotification, NOTHING, NOTHING);
    try("tcb.bind-notification.bound-to-other", other, TCBBindNotification, NOTHING, WORDS(notification));
    attempt("tcb.unbind-notification", TCBUnbindNotification, NOTHING, NOTHING);
    attempt("tcb.unbind-notification.again", TCBUnbindNotification, NOTHING, NOTHING);
    attempt("tcb.bind-notification.badged", TCBBindNotification, NOTHING, WORDS(mint(notification, ALL, 5)));
    delete_slot(other);
    attempt("tcb.bind-notification.long", TCBBindNotification, WORDS(1, 2, 3), WORDS(second, second, second));
    revoke(notification);
    delete_slot(notification);
    attempt("tcb.unbind-notification.deleted", TCBUnbindNotification, NOTHING, NOTHING);
}

static void labels(void)
{
    make();
    attempt("tcb.label.none", NO_LABEL, NOTHING, NOTHING);
    attempt("tcb.label.0", 0, NOTHING, NOTHING);
    attempt("tcb.label.cnode-copy", CNodeCopy, WORDS(1, 2, 3, 4, 5), WORDS(CNODE));
    attempt("tcb.label.retype", UntypedRetype, WORDS(1, 2, 3, 4, 5, 6), WORDS(CNODE));
    attempt("tcb.suspend", TCBSuspend, NOTHING, NOTHING);
    attempt("tcb.suspend.again", TCBSuspend, NOTHING, NOTHING);
    attempt("tcb.suspend.long", TCBSuspend, WORDS(1, 2, 3), WORDS(CNODE));
    attempt("tcb.copy-registers.length-0", TCBCopyRegisters, NOTHING, WORDS(tcb));
    attempt("tcb.copy-registers.no-capability", TCBCopyRegisters, WORDS(0), NOTHING);
    attempt("tcb.copy-registers.no-tcb", TCBCopyRegisters, WORDS(0), WORDS(endpoint));
    attempt("tcb.copy-registers.empty", TCBCopyRegisters, WORDS(0), WORDS(empty));
    attempt("tcb.copy-registers.nothing", TCBCopyRegisters, WORDS(0), WORDS(tcb));
    attempt("tcb.read-registers.length-0", TCBReadRegisters, NOTHING, NOTHING);
    attempt("tcb.read-registers.length-1", TCBReadRegisters, WORDS(0), NOTHING);
    attempt("tcb.read-registers.count-0", TCBReadRegisters, WORDS(0, 0), NOTHING);
    attempt("tcb.read-registers.count-max", TCBReadRegisters, WORDS(0, (seL4_Word)-1), NOTHING);
    attempt("tcb.read-registers.count-200", TCBReadRegisters, WORDS(0, 200), NOTHING);
    attempt("tcb.read-registers.count-2", TCBReadRegisters, WORDS(0, 2), NOTHING);
    try("tcb.read-registers.self", SELF, TCBReadRegisters, WORDS(0, 2), NOTHING);
    attempt("tcb.write-registers.length-1", TCBWriteRegisters, WORDS(0), NOTHING);
    attempt("tcb.write-registers.count-0", TCBWriteRegisters, WORDS(0, 0), NOTHING);
    attempt("tcb.write-registers.count-1-length-2", TCBWriteRegisters, WORDS(0, 1), NOTHING);
    attempt("tcb.write-registers.count-2-length-3", TCBWriteRegisters, WORDS(0, 2, 0), NOTHING);
    attempt("tcb.write-registers.count-2", TCBWriteRegisters, WORDS(0, 2, 0x1000, 0x2000), NOTHING);
    attempt("tcb.write-registers.count-max", TCBWriteRegisters, WORDS(0, (seL4_Word)-1, 0), NOTHING);
    try("tcb.write-registers.self", SELF, TCBWriteRegisters, WORDS(0, 1, 0), NOTHING);
    attempt("tcb.read-registers.after-write", TCBReadRegisters, WORDS(0, 2), NOTHING);
    attempt("tcb.set-tls-base", TCBSetTLSBase, WORDS(0x1000), NOTHING);
    attempt("tcb.set-tls-base.length-0", TCBSetTLSBase, NOTHING, NOTHING);
    attempt("tcb.set-flags", TCBSetFlags, WORDS(0, 0), NOTHING);
    attempt("tcb.set-flags.1", TCBSetFlags, WORDS(0, 1), NOTHING);
    attempt("tcb.set-flags.clear-1", TCBSetFlags, WORDS(1, 0), NOTHING);
    attempt("tcb.set-flags.unknown", TCBSetFlags, WORDS(0, 0x7f00), NOTHING);
    attempt("tcb.set-flags.length-1", TCBSetFlags, WORDS(0), NOTHING);
}

static void delete_it(seL4_CPtr slot)
{
    invoke(CNODE, CNodeDelete, WORDS(slot, DEPTH), NOTHING);
}

/* The thread's own capability to its CSpace is the last one. */
static void last_cnode(void)
{
    make();
    set_space("tcb.last-cnode.set-space", tcb, cnode, VSPACE);
    delete_it(cnode);
    set_space("tcb.last-cnode.replaced", tcb, object(seL4_CapTableObject, 4), VSPACE);
    set_space("tcb.last-cnode.by-an-endpoint", tcb, endpoint, VSPACE);
    configure_spaces("tcb.last-cnode.configured", tcb, object(seL4_CapTableObject, 4), VSPACE);
    configure_spaces("tcb.last-cnode.configured-without-vspace", tcb, endpoint, endpoint);
}

/* The same for its VSpace. */
static void last_vspace(void)
{
    seL4_CPtr vspace = object(VSPACE_OBJECT, 0);

    make();
    invoke(seL4_CapInitThreadASIDPool, ASID_ASSIGN, NOTHING, WORDS(vspace));
    set_space("tcb.last-vspace.set-space", tcb, cnode, vspace);
    delete_it(vspace);
    set_space("tcb.last-vspace.replaced", tcb, cnode, VSPACE);
}

const struct group tcb_groups[] = {
    {"tcb.priorities", priorities},
    {"tcb.buffers", buffers},
    {"tcb.notifications", notifications},
    {"tcb.labels", labels},
    {"tcb.last-cnode", last_cnode},
    {"tcb.last-vspace", last_vspace},
    {0},
};
