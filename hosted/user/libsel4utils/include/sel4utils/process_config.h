/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The configuration of a process. Each function returns it with one thing changed.
 */
#pragma once

#include <stdbool.h>

#include <autoconf.h>
#include <sel4/sel4.h>
#include <sel4utils/gen_config.h>
#include <sel4utils/thread_config.h>
#include <simple/simple.h>
#include <vka/object.h>
#include <vspace/vspace.h>

/* A range of addresses to leave free. Unused: a hosted process's image is the host's. */
typedef struct sel4utils_elf_region sel4utils_elf_region_t;

typedef struct {
    /* The program. It must be found by name: is_elf and do_elf_load must be true. */
    bool is_elf;
    const char *image_name;
    bool do_elf_load;
    void *entry_point;
    uintptr_t sysinfo;
    /* A CSpace of one level, or the caller's own CNode. */
    bool create_cspace;
    int one_level_cspace_size_bits;
    seL4_CPtr dest_cspace_tcb_cptr;
    vka_object_t cnode;
    /* A VSpace, or the caller's own. */
    bool create_vspace;
    vspace_t *vspace;
    vka_object_t page_dir;
    sel4utils_elf_region_t *reservations;
    int num_reservations;
    /* A fault endpoint, or the caller's own, as a capability only; 0 for none. */
    bool create_fault_endpoint;
    vka_object_t fault_endpoint;
    sched_params_t sched_params;
    seL4_CPtr asid_pool;
} sel4utils_process_config_t;

static inline sel4utils_process_config_t process_config_asid_pool(sel4utils_process_config_t config,
                                                                  seL4_CPtr asid_pool)
{
    config.asid_pool = asid_pool;
    return config;
}

static inline sel4utils_process_config_t process_config_auth(sel4utils_process_config_t config,
                                                             seL4_CPtr auth)
{
    config.sched_params.auth = auth;
    return config;
}

static inline sel4utils_process_config_t process_config_new(simple_t *simple)
{
    sel4utils_process_config_t config = {0};

    config = process_config_auth(config, simple_get_tcb(simple));
    return process_config_asid_pool(config, simple_get_init_cap(simple, seL4_CapInitThreadASIDPool));
}

static inline sel4utils_process_config_t process_config_elf(sel4utils_process_config_t config,
                                                            const char *image_name, bool preload)
{
    config.is_elf = true;
    config.image_name = image_name;
    config.do_elf_load = preload;
    return config;
}

static inline sel4utils_process_config_t process_config_noelf(sel4utils_process_config_t config,
                                                              void *entry_point, uintptr_t sysinfo)
{
    config.is_elf = false;
    config.entry_point = entry_point;
    config.sysinfo = sysinfo;
    return config;
}

static inline sel4utils_process_config_t process_config_cnode(sel4utils_process_config_t config,
                                                              vka_object_t cnode)
{
    config.create_cspace = false;
    config.cnode = cnode;
    return config;
}

static inline sel4utils_process_config_t process_config_create_cnode(sel4utils_process_config_t config,
                                                                     int size_bits)
{
    config.create_cspace = true;
    config.one_level_cspace_size_bits = size_bits;
    return config;
}

static inline sel4utils_process_config_t process_config_vspace(sel4utils_process_config_t config,
                                                               vspace_t *vspace, vka_object_t page_dir)
{
    config.create_vspace = false;
    config.vspace = vspace;
    config.page_dir = page_dir;
    return config;
}

static inline sel4utils_process_config_t process_config_create_vspace(sel4utils_process_config_t config,
                                                                      sel4utils_elf_region_t *reservations,
                                                                      int num_reservations)
{
    config.create_vspace = true;
    config.reservations = reservations;
    config.num_reservations = num_reservations;
    return config;
}

static inline sel4utils_process_config_t process_config_priority(sel4utils_process_config_t config,
                                                                 uint8_t priority)
{
    config.sched_params.priority = priority;
    return config;
}

static inline sel4utils_process_config_t process_config_mcp(sel4utils_process_config_t config, uint8_t mcp)
{
    config.sched_params.mcp = mcp;
    return config;
}

static inline sel4utils_process_config_t
process_config_create_fault_endpoint(sel4utils_process_config_t config)
{
    config.create_fault_endpoint = true;
    return config;
}

static inline sel4utils_process_config_t process_config_fault_endpoint(sel4utils_process_config_t config,
                                                                       vka_object_t fault_endpoint)
{
    config.create_fault_endpoint = false;
    config.fault_endpoint = fault_endpoint;
    return config;
}

static inline sel4utils_process_config_t process_config_fault_cptr(sel4utils_process_config_t config,
                                                                   seL4_CPtr fault_cptr)
{
    config.create_fault_endpoint = false;
    config.fault_endpoint.cptr = fault_cptr;
    return config;
}

static inline sel4utils_process_config_t process_config_default(const char *image_name, seL4_CPtr asid_pool)
{
    sel4utils_process_config_t config = {0};

    config = process_config_asid_pool(config, asid_pool);
    config = process_config_elf(config, image_name, true);
    config = process_config_create_cnode(config, CONFIG_SEL4UTILS_CSPACE_SIZE_BITS);
    config = process_config_create_vspace(config, NULL, 0);
    return process_config_create_fault_endpoint(config);
}

static inline sel4utils_process_config_t process_config_default_simple(simple_t *simple,
                                                                       const char *image_name, uint8_t prio)
{
    sel4utils_process_config_t config =
        process_config_default(image_name, simple_get_init_cap(simple, seL4_CapInitThreadASIDPool));

    config = process_config_auth(config, simple_get_tcb(simple));
    if (config_set(CONFIG_KERNEL_MCS)) {
        config.sched_params = sched_params_round_robin(config.sched_params, simple, 0,
                                                       CONFIG_BOOT_THREAD_TIME_SLICE * US_IN_MS);
    }
    return process_config_priority(config, prio);
}
