/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * libsel4's functions of x86.
 */
#include "directed/stubs.h"
#include "directed/x86/x86.h"

static void pages(void)
{
    struct space space = new_space();
    seL4_X86_Page_GetAddress_t first, second;

    stub("stub.page.map", seL4_X86_Page_Map(space.page, space.vspace, SPACE_VADDR, seL4_AllRights, 0));
    stub("stub.page.map.error",
         seL4_X86_Page_Map(space.page, space.vspace, SPACE_VADDR + 4096, seL4_AllRights, 0));
    stub("stub.page.unmap", seL4_X86_Page_Unmap(space.page));
    stub("stub.page.unmap.error", seL4_X86_Page_Unmap(space.pt));
    first = seL4_X86_Page_GetAddress(space.page);
    second = seL4_X86_Page_GetAddress(object(FRAME_OBJECT, 0));
    tell("stub.page.get-address",
         WORDS((seL4_Word)first.error, (seL4_Word)second.error, second.paddr - first.paddr));
    tell("stub.page.get-address.error", WORDS((seL4_Word)seL4_X86_Page_GetAddress(space.pt).error));
    stub("stub.pt.unmap", seL4_X86_PageTable_Unmap(space.pt));
    stub("stub.pt.unmap.error", seL4_X86_PageTable_Unmap(space.page));
    stub("stub.pt.map", seL4_X86_PageTable_Map(space.pt, space.vspace, SPACE_VADDR, 0));
    stub("stub.pt.map.error", seL4_X86_PageTable_Map(object(TABLE_OBJECT, 0), space.vspace, SPACE_VADDR, 0));
}

static void identifiers(void)
{
    seL4_CPtr untyped = object(seL4_UntypedObject, 12), vspace = object(VSPACE_OBJECT, 0), pool = slots(1);

    stub("stub.asid-control.make-pool.error",
         seL4_X86_ASIDControl_MakePool(seL4_CapASIDControl, vspace, CNODE, pool, DEPTH));
    stub("stub.asid-control.make-pool",
         seL4_X86_ASIDControl_MakePool(seL4_CapASIDControl, untyped, CNODE, pool, DEPTH));
    stub("stub.asid-pool.assign", seL4_X86_ASIDPool_Assign(pool, vspace));
    stub("stub.asid-pool.assign.error", seL4_X86_ASIDPool_Assign(pool, vspace));
}

static void interrupts(void)
{
    seL4_CPtr line = slots(3), notification = object(seL4_NotificationObject, 0);

    stub("stub.irq-control.get-ioapic",
         seL4_IRQControl_GetIOAPIC(seL4_CapIRQControl, CNODE, line, DEPTH, 0, 5, 0, 0, 20));
    stub("stub.irq-control.get-ioapic.error",
         seL4_IRQControl_GetIOAPIC(seL4_CapIRQControl, CNODE, line + 2, DEPTH, 1, 5, 0, 0, 21));
    stub("stub.irq-control.get-msi",
         seL4_IRQControl_GetMSI(seL4_CapIRQControl, CNODE, line + 1, DEPTH, 255, 31, 7, 9, 21));
    stub("stub.irq-control.get-msi.error",
         seL4_IRQControl_GetMSI(seL4_CapIRQControl, CNODE, line + 2, DEPTH, 0, 32, 0, 0, 22));
    stub("stub.irq-handler.set-notification", seL4_IRQHandler_SetNotification(line, notification));
    stub("stub.irq-handler.set-notification.error", seL4_IRQHandler_SetNotification(line, line));
    stub("stub.irq-handler.ack", seL4_IRQHandler_Ack(line));
    stub("stub.irq-handler.clear", seL4_IRQHandler_Clear(line));
}

static void ports(void)
{
    seL4_CPtr port = slots(1);

    stub("stub.ioport-control.issue",
         seL4_X86_IOPortControl_Issue(seL4_CapIOPortControl, 0x2f00, 0x2f07, CNODE, port, DEPTH));
    stub("stub.ioport-control.issue.error",
         seL4_X86_IOPortControl_Issue(seL4_CapIOPortControl, 0x2f09, 0x2f08, CNODE, port, DEPTH));
    stub("stub.ioport.out8", seL4_X86_IOPort_Out8(port, 0x2f07, 1));
    stub("stub.ioport.out8.error", seL4_X86_IOPort_Out8(port, 0x2f08, 1));
    stub("stub.ioport.out16", seL4_X86_IOPort_Out16(port, 0x2f06, 1));
    stub("stub.ioport.out16.error", seL4_X86_IOPort_Out16(port, 0x2f07, 1));
    stub("stub.ioport.out32", seL4_X86_IOPort_Out32(port, 0x2f04, 1));
    stub("stub.ioport.out32.error", seL4_X86_IOPort_Out32(port, 0x2f05, 1));
    tell("stub.ioport.in.error", WORDS((seL4_Word)seL4_X86_IOPort_In8(port, 0x2f08).error,
                                       (seL4_Word)seL4_X86_IOPort_In16(port, 0x2f07).error,
                                       (seL4_Word)seL4_X86_IOPort_In32(port, 0x2f05).error));
}

const struct group architecture_stub_groups[] = {
    {"stubs.pages", pages},
    {"stubs.identifiers", identifiers},
    {"stubs.interrupts", interrupts},
    {"stubs.ports", ports},
    {0},
};
