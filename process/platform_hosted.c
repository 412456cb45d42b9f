/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The platform on hosted seL4: hosted seL4's own allocator, which can tell whether everything was freed.
 */
#include <sel4rpc/platform.h>

#include <allocator/allocator.h>
#include <sel4platsupport/bootinfo.h>
#include <simple-default/simple-default.h>
#include <string.h>
#include <utils/util.h>

static struct hosted_allocator allocator;
static struct hosted_balance at_start;

int sel4rpc_platform_init(sel4rpc_platform_t *platform)
{
    seL4_BootInfo *boot_info = platsupport_get_bootinfo();

    if (hosted_allocator_init(&allocator, boot_info) != 0) {
        ZF_LOGE("no memory for the allocator");
        return seL4_NotEnoughMemory;
    }
    memset(platform, 0, sizeof(*platform));
    hosted_allocator_make_vka(&allocator, &platform->vka);
    simple_default_init_bootinfo(&platform->simple, boot_info);
    at_start = hosted_allocator_balance(&allocator);
    return 0;
}

bool sel4rpc_platform_is_balanced(void)
{
    struct hosted_balance now = hosted_allocator_balance(&allocator);

    return now.ram_bytes_free == at_start.ram_bytes_free &&
           now.device_bytes_free == at_start.device_bytes_free && now.slots_used == at_start.slots_used &&
           now.allocations == at_start.allocations;
}

void sel4rpc_platform_snapshot(void)
{
    seL4_DebugSnapshot();
}
