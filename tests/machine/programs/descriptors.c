/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A root task that maps a frame without a free descriptor, then with one, and where something of its own is
 * mapped. Prints the error of each.
 */
#include <stdio.h>
#include <unistd.h>

#include <sel4/sel4.h>
#include <sel4platsupport/bootinfo.h>
#include <vspace/arch/page.h>

#define FREE_VADDR 0x4c000000UL
#define MAX_DESCRIPTORS 128

static seL4_Error map(seL4_CPtr frame, seL4_Word vaddr)
{
    return seL4_ARCH_Page_Map(frame, seL4_CapInitThreadVSpace, vaddr, seL4_AllRights,
                              seL4_ARCH_Default_VMAttributes);
}

static seL4_Error map_without_descriptors(seL4_CPtr frame)
{
    int taken[MAX_DESCRIPTORS], count = 0;
    while (count < MAX_DESCRIPTORS && (taken[count] = dup(STDERR_FILENO)) >= 0) {
        count++;
    }
    seL4_Error error = map(frame, FREE_VADDR);
    while (count > 0) {
        close(taken[--count]);
    }
    return error;
}

int main(void)
{
    static _Alignas(4096) char own[4096];
    const seL4_BootInfo *info = platsupport_get_bootinfo();
    seL4_CPtr frame = info->empty.start, untyped = info->untyped.start;
    while (info->untypedList[untyped - info->untyped.start].sizeBits < seL4_PageBits) {
        untyped++;
    }
    if (seL4_Untyped_Retype(untyped, seL4_ARCH_4KPage, 0, seL4_CapInitThreadCNode, 0, 0, frame, 1) !=
        seL4_NoError) {
        return 1;
    }
    seL4_Error without = map_without_descriptors(frame), with = map(frame, FREE_VADDR);
    *(volatile char *)FREE_VADDR = 1;
    seL4_ARCH_Page_Unmap(frame);
    printf("%d %d %d\n", (int)without, (int)with, (int)map(frame, (seL4_Word)own));
    return own[0];
}
