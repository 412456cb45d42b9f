/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task's boot information, made from its start message.
 *
 * The kernel tells the size of the root CNode, the empty slots and the untypeds; the rest of an seL4_BootInfo
 * is the same in every hosted system.
 */
#include <sel4platsupport/bootinfo.h>

#include "kernel/abi.h"
#include "user/runtime/runtime.h"

_Static_assert(ABI_BOOT_MAX_UNTYPEDS <= CONFIG_MAX_NUM_BOOTINFO_UNTYPED_CAPS, "all untypeds have a place");

static void fill_untypeds(seL4_BootInfo *info, const struct abi_message *start)
{
    seL4_Word count = info->untyped.end - info->untyped.start;

    for (seL4_Word i = 0; i < count && i < ABI_BOOT_MAX_UNTYPEDS; i++) {
        const abi_word *entry = &start->mr[ABI_BOOT_UNTYPED_LIST + 2 * i];

        info->untypedList[i].paddr = (seL4_Word)entry[0];
        info->untypedList[i].sizeBits = (seL4_Uint8)(entry[1] & 0xff);
        info->untypedList[i].isDevice = (entry[1] & 0x100) != 0;
    }
}

#ifdef CONFIG_KERNEL_MCS
static void fill_schedule(seL4_BootInfo *info)
{
    info->schedcontrol.start = ABI_ROOT_SCHED_CONTROL;
    info->schedcontrol.end = ABI_ROOT_SCHED_CONTROL + 1;
}
#else
static void fill_schedule(seL4_BootInfo *info)
{
    (void)info;
}
#endif

static void fill(seL4_BootInfo *info, const struct abi_message *start)
{
    info->numNodes = 1;
    info->ipcBuffer = seL4_GetIPCBuffer();
    info->initThreadCNodeSizeBits = (seL4_Word)start->mr[ABI_BOOT_CNODE_BITS];
    info->empty.start = (seL4_SlotPos)start->mr[ABI_BOOT_EMPTY_START];
    info->empty.end = (seL4_SlotPos)start->mr[ABI_BOOT_EMPTY_END];
    info->userImagePaging.start = ABI_ROOT_FIRST_PAGING;
    info->userImagePaging.end = (seL4_SlotPos)start->mr[ABI_BOOT_UNTYPED_START];
    info->untyped.start = (seL4_SlotPos)start->mr[ABI_BOOT_UNTYPED_START];
    info->untyped.end = (seL4_SlotPos)start->mr[ABI_BOOT_UNTYPED_END];
    fill_schedule(info);
    fill_untypeds(info, start);
}

seL4_BootInfo *platsupport_get_bootinfo(void)
{
    static seL4_BootInfo info;
    const struct abi_message *start = hosted_start_message();

    if (!start || ABI_INFO_LENGTH(start->info) < ABI_BOOT_UNTYPED_LIST) {
        return NULL;
    }
    if (info.numNodes == 0) {
        fill(&info, start);
    }
    return &info;
}
