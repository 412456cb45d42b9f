/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The groups of directed lines. Each begins in an empty world.
 */
#pragma once

#include "common/line.h"
#include "common/world.h"

struct group {
    const char *name;
    void (*run)(void);
};

/*
 * The groups that every kernel has, those of the architecture, and those of a kernel with or without MCS. A
 * group's end is {0}, the list's NULL.
 */
extern const struct group *const common_groups[];
extern const struct group *const scheduling_groups[];
extern const struct group *const architecture_groups[];

extern const struct group cnode_groups[];
extern const struct group rotate_groups[];
extern const struct group retype_groups[];
extern const struct group lookup_groups[];
extern const struct group ipc_groups[];
extern const struct group reply_groups[]; /* without MCS */
extern const struct group identify_groups[];
extern const struct group domain_groups[];
extern const struct group tcb_groups[];
extern const struct group stub_groups[];
extern const struct group tcb_space_groups[];
extern const struct group context_groups[];         /* with MCS */
extern const struct group scheduling_stub_groups[]; /* without MCS */

/* A line with the kind of capability in a slot. */
void identify(const char *key, seL4_CPtr slot);

/* A line about TCB_SetSpace without a fault handler, and one about TCB_Configure without a buffer. */
void set_space(const char *key, seL4_CPtr tcb, seL4_CPtr cspace, seL4_CPtr vspace);
void configure_spaces(const char *key, seL4_CPtr tcb, seL4_CPtr cspace, seL4_CPtr vspace);

extern const struct group paging_groups[];
extern const struct group page_groups[];
extern const struct group content_groups[];
extern const struct group asid_groups[];
extern const struct group interrupt_groups[]; /* the architecture's */

/* A space with an identifier and a page table at SPACE_VADDR, and an unmapped page. */
#define SPACE_VADDR 0x40000000UL
struct space {
    seL4_CPtr vspace, pt, page;
};
struct space new_space(void);

/* Maps what the program's own VSpace needs for pages at own_vaddr. */
extern const seL4_Word own_vaddr;
void map_own_structures(void);
