/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A simple_t that hands out what the boot information names.
 *
 * A hosted program's image and memory are the host's: there are no frame capabilities to them, and the
 * functions that would find one are missing. Its VSpace does have paging structures.
 */
#include <simple-default/simple-default.h>

#include <stdio.h>

#include <vspace/arch/page.h>

static seL4_Error default_ASID_assign(void *data, seL4_CPtr vspace)
{
    (void)data;
    return seL4_ARCH_ASIDPool_Assign(seL4_CapInitThreadASIDPool, vspace);
}

static int default_untyped_count(void *data)
{
    const seL4_BootInfo *info = data;

    return (int)(info->untyped.end - info->untyped.start);
}

static seL4_CPtr default_nth_untyped(void *data, int n, size_t *size_bits, uintptr_t *paddr, bool *device)
{
    const seL4_BootInfo *info = data;

    if (n < 0 || n >= default_untyped_count(data)) {
        return seL4_CapNull;
    }
    if (size_bits) {
        *size_bits = info->untypedList[n].sizeBits;
    }
    if (paddr) {
        *paddr = info->untypedList[n].paddr;
    }
    if (device) {
        *device = info->untypedList[n].isDevice;
    }
    return info->untyped.start + (seL4_Word)n;
}

static seL4_CPtr default_init_cap(void *data, seL4_CPtr cap)
{
    (void)data;
    return cap;
}

/* First the capabilities that a hosted root task has in fixed slots, then its paging structures, then the
 * untypeds. */
static const seL4_CPtr fixed_caps[] = {
    seL4_CapInitThreadTCB,
    seL4_CapInitThreadCNode,
    seL4_CapInitThreadVSpace,
    seL4_CapIRQControl,
    seL4_CapASIDControl,
    seL4_CapInitThreadASIDPool,
    SIMPLE_ARCH_CAPS
#ifdef CONFIG_KERNEL_MCS
        seL4_CapInitThreadSC,
#endif
};

static int paging_count(const seL4_BootInfo *info)
{
    return (int)(info->userImagePaging.end - info->userImagePaging.start);
}

static int default_cap_count(void *data)
{
    return (int)ARRAY_SIZE(fixed_caps) + paging_count(data) + default_untyped_count(data);
}

static seL4_CPtr default_nth_cap(void *data, int n)
{
    const seL4_BootInfo *info = data;
    int fixed_count = (int)ARRAY_SIZE(fixed_caps);

    if (n >= 0 && n < fixed_count) {
        return fixed_caps[n];
    }
    n -= fixed_count;
    if (n >= 0 && n < paging_count(info)) {
        return info->userImagePaging.start + (seL4_Word)n;
    }
    return default_nth_untyped(data, n - paging_count(info), NULL, NULL, NULL);
}

static uint8_t default_cnode_size(void *data)
{
    return (uint8_t)((const seL4_BootInfo *)data)->initThreadCNodeSizeBits;
}

static int default_userimage_count(void *data)
{
    (void)data;
    return 0;
}

static seL4_CPtr default_nth_userimage(void *data, int n)
{
    (void)data;
    (void)n;
    return seL4_CapNull;
}

static int default_core_count(void *data)
{
    return (int)((const seL4_BootInfo *)data)->numNodes;
}

#ifdef CONFIG_KERNEL_MCS
static seL4_CPtr default_sched_ctrl(void *data, int core)
{
    return ((const seL4_BootInfo *)data)->schedcontrol.start + (seL4_Word)core;
}
#else
#define default_sched_ctrl NULL
#endif

static void default_print(void *data)
{
    printf("%d untyped capabilities\n", default_untyped_count(data));
    for (int i = 0; i < default_untyped_count(data); i++) {
        size_t size_bits = 0;
        uintptr_t paddr = 0;
        bool device = false;
        seL4_CPtr cap = default_nth_untyped(data, i, &size_bits, &paddr, &device);

        printf("  slot %lu: 2^%zu bytes at 0x%lx%s\n", (unsigned long)cap, size_bits, (unsigned long)paddr,
               device ? ", device" : "");
    }
}

static ssize_t default_extended_bootinfo_len(void *data, seL4_Word type)
{
    (void)data;
    (void)type;
    return -1;
}

static ssize_t default_extended_bootinfo(void *data, seL4_Word type, void *dest, ssize_t max_len)
{
    (void)data;
    (void)type;
    (void)dest;
    (void)max_len;
    return -1;
}

void simple_default_init_bootinfo(simple_t *simple, seL4_BootInfo *bi)
{
    *simple = (simple_t){
        .data = bi,
        .ASID_assign = default_ASID_assign,
        .cap_count = default_cap_count,
        .nth_cap = default_nth_cap,
        .init_cap = default_init_cap,
        .cnode_size = default_cnode_size,
        .untyped_count = default_untyped_count,
        .nth_untyped = default_nth_untyped,
        .userimage_count = default_userimage_count,
        .nth_userimage = default_nth_userimage,
        .core_count = default_core_count,
        .print = default_print,
        .sched_ctrl = default_sched_ctrl,
        .extended_bootinfo_len = default_extended_bootinfo_len,
        .extended_bootinfo = default_extended_bootinfo,
    };
    simple_default_init_arch_simple(&simple->arch_simple, bi);
}
