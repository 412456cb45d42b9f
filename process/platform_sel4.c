/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The platform on the real kernel: seL4_libs' allocator, on all untypeds of the boot information.
 *
 * The allocator starts with a pool in this image. It helps to make the address space, and then maps memory
 * there for more of its records. It cannot tell whether everything was freed. Nobody waits for a root task,
 * so its exit status is printed.
 */
#include <sel4rpc/platform.h>

#include "end.h"

#include <allocman/bootstrap.h>
#include <allocman/vka.h>
#include <sel4platsupport/bootinfo.h>
#include <sel4runtime.h>
#include <sel4utils/vspace.h>
#include <simple-default/simple-default.h>
#include <stdio.h>
#include <string.h>
#include <utils/util.h>

#define FIRST_POOL_BYTES ((size_t)32 << seL4_PageBits)
#define MAPPED_POOL_BYTES ((size_t)2048 << seL4_PageBits)

static char first_pool[FIRST_POOL_BYTES];
static sel4utils_alloc_data_t vspace_data;

/* Ends the root task. Without this, exit() would fault at address 0. */
static void stop(int status)
{
    printf("the root task ended with status %d\n", status);
    (void)seL4_TCB_Suspend(seL4_CapInitThreadTCB);
}

/* Gives the allocator a range of addresses to map memory for its records. */
static int make_mapped_pool(sel4rpc_platform_t *platform, allocman_t *allocator, seL4_CPtr vspace_root)
{
    void *start;
    reservation_t reserved =
        vspace_reserve_range(&platform->vspace, MAPPED_POOL_BYTES, seL4_AllRights, 1, &start);

    if (reserved.res == NULL) {
        ZF_LOGE("no addresses for the allocator's pool");
        return seL4_NotEnoughMemory;
    }
    bootstrap_configure_virtual_pool(allocator, start, MAPPED_POOL_BYTES, vspace_root);
    return 0;
}

int sel4rpc_platform_init(sel4rpc_platform_t *platform)
{
    seL4_BootInfo *boot_info = platsupport_get_bootinfo();

    (void)sel4runtime_set_exit(stop);
    memset(platform, 0, sizeof(*platform));
    simple_default_init_bootinfo(&platform->simple, boot_info);
    allocman_t *allocator = bootstrap_use_current_simple(&platform->simple, sizeof(first_pool), first_pool);
    if (allocator == NULL) {
        ZF_LOGE("no memory for the allocator");
        return seL4_NotEnoughMemory;
    }
    allocman_make_vka(&platform->vka, allocator);

    seL4_CPtr vspace_root = simple_get_pd(&platform->simple);
    if (sel4utils_bootstrap_vspace_with_bootinfo_leaky(&platform->vspace, &vspace_data, vspace_root,
                                                       &platform->vka, boot_info) != 0) {
        ZF_LOGE("cannot describe the address space");
        return seL4_NotEnoughMemory;
    }
    return make_mapped_pool(platform, allocator, vspace_root);
}

bool sel4rpc_platform_is_balanced(void)
{
    return true;
}

void sel4rpc_platform_snapshot(void)
{
}

bool srpc_platform_describe_end(char *text, seL4_Word number, seL4_Word code)
{
    (void)text, (void)number, (void)code;
    return false;
}
