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
 * The groups that every kernel has, those of the architecture, and those of a kernel with or without MCS. A group's
 * end is {0}, the list's NULL.
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
extern const struct group tcb_groups[];
extern const struct group tcb_space_groups[]; /* without MCS */

/* The architecture's types: a VSpace, and the smallest frame. */
extern const seL4_Word vspace_type;
extern const seL4_Word frame_type;

/* A line with the kind of capability in a slot. */
void identify(const char *key, seL4_CPtr slot);
