/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The same world on every kernel: a CSpace of the program's own, with the initial capabilities in their usual
 * slots, and one untyped, the pool, from which everything is made. Physical addresses are relative to it.
 */
#pragma once

#include <sel4platsupport/bootinfo.h>

#include "common/message.h"

#define CSPACE_BITS 10
#define POOL_BITS 24

/* Slots from SLOT_FIRST on are for use, and emptied by world_reset(). */
enum {
    SLOT_POOL = 16,
    SLOT_DEVICE,
    SLOT_SCHED_CONTROL,    /* with MCS */
    SLOT_HUGE,             /* device memory for a 1 GiB frame, if there is that much */
    SLOT_OWN_CONTEXT = 21, /* with MCS; 20 is SLOT_REPLY */
    SLOT_FIRST = 32
};

#define CNODE seL4_CapInitThreadCNode
#define DEPTH seL4_WordBits
/* A CSpace's guard, as Mint and SetSpace take it. */
seL4_Word guard_data(seL4_Word guard, seL4_Word bits);

/* Moves into the program's own CSpace. Prints why if that fails. */
int world_enter(void);
/* Revokes the pool and empties all slots from SLOT_FIRST. */
void world_reset(void);
/* Takes `count` consecutive empty slots. */
seL4_CPtr slots(unsigned count);
/* Makes one object from the pool, or several in consecutive slots. On failure, prints a line; slots are
 * empty. */
seL4_CPtr object(seL4_Word type, seL4_Word bits);
seL4_CPtr objects(seL4_Word type, seL4_Word bits, unsigned count);
/* Copies into a new slot. */
seL4_CPtr copy(seL4_CPtr source, seL4_Word rights);
seL4_CPtr mint(seL4_CPtr source, seL4_Word rights, seL4_Word badge);
seL4_Error delete_slot(seL4_CPtr slot);
seL4_Error revoke(seL4_CPtr slot);

/* Of a kernel with or without MCS: moves what only that has into the new CSpace. */
void world_move_more(const seL4_BootInfo *info, seL4_CPtr root);

#define ALL 15u
#define WRITE 1u
#define READ 2u
#define GRANT 4u
#define GRANT_REPLY 8u
