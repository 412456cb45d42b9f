/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The same world on every kernel.
 */
#include "common/world.h"

#include "common/line.h"

#define ROOT_DEPTH seL4_WordBits
#define DEVICE_BITS 16
#define HUGE_BITS 30
#define GUARD_BITS (seL4_WordBits - CSPACE_BITS)

static seL4_CPtr next_slot = SLOT_FIRST;

seL4_Word guard_data(seL4_Word guard, seL4_Word bits)
{
    return seL4_CNode_CapData_new(guard, bits).words[0];
}

/* The smallest untyped of that kind and at least that size, or 0. */
static seL4_CPtr find_untyped(const seL4_BootInfo *info, int device, unsigned bits)
{
    seL4_CPtr best = 0;
    unsigned best_bits = seL4_WordBits;

    for (seL4_CPtr i = 0; i < info->untyped.end - info->untyped.start; i++) {
        const seL4_UntypedDesc *untyped = &info->untypedList[i];

        if (untyped->isDevice == device && untyped->sizeBits >= bits && untyped->sizeBits < best_bits) {
            best = info->untyped.start + i;
            best_bits = untyped->sizeBits;
        }
    }
    return best;
}

static seL4_Error move(seL4_CPtr root, seL4_CPtr to, seL4_CPtr from)
{
    return seL4_CNode_Move(root, to, CSPACE_BITS, CNODE, from, ROOT_DEPTH);
}

static seL4_Error share(seL4_CPtr root, seL4_CPtr slot)
{
    return seL4_CNode_Copy(root, slot, CSPACE_BITS, CNODE, slot, ROOT_DEPTH, seL4_AllRights);
}

/* An empty slot refuses, which is well: not every architecture has all of these. */
static void move_initial(seL4_CPtr root)
{
    static const seL4_CPtr initial[] = {seL4_CapIRQControl, seL4_CapASIDControl, seL4_CapInitThreadASIDPool,
                                        seL4_CapIOPortControl, seL4_CapDomain};

    for (unsigned i = 0; i < sizeof(initial) / sizeof(*initial); i++) {
        (void)move(root, initial[i], initial[i]);
    }
}

/* Makes the CSpace and the pool in `root`; the caller's CSpace keeps its TCB and VSpace until the end. */
static seL4_Error fill(const seL4_BootInfo *info, seL4_CPtr root)
{
    seL4_CPtr untyped = find_untyped(info, 0, POOL_BITS + 1), pool = root + 1;
    seL4_CPtr device = find_untyped(info, 1, DEVICE_BITS);
    seL4_Error error = seL4_Untyped_Retype(untyped, seL4_UntypedObject, POOL_BITS, CNODE, 0, 0, pool, 1);

    error =
        error ? error : seL4_Untyped_Retype(untyped, seL4_CapTableObject, CSPACE_BITS, CNODE, 0, 0, root, 1);
    error = error ? error : move(root, SLOT_POOL, pool);
    error = error ? error : move(root, SLOT_DEVICE, device);
    (void)move(root, SLOT_HUGE, find_untyped(info, 1, HUGE_BITS));
    error = error ? error : share(root, seL4_CapInitThreadTCB);
    error = error ? error : share(root, seL4_CapInitThreadVSpace);
    error = error ? error
                  : seL4_CNode_Mint(root, CNODE, CSPACE_BITS, CNODE, root, ROOT_DEPTH, seL4_AllRights,
                                    guard_data(0, GUARD_BITS));
    return error;
}

int world_enter(void)
{
    const seL4_BootInfo *info = platsupport_get_bootinfo();
    seL4_CPtr root = info->empty.start;
    seL4_Error error = fill(info, root);

    if (error == seL4_NoError) {
        move_initial(root);
        world_move_more(info, root);
        error = seL4_TCB_SetSpace(seL4_CapInitThreadTCB, 0, root, guard_data(0, GUARD_BITS),
                                  seL4_CapInitThreadVSpace, 0);
    }
    if (error != seL4_NoError) {
        tell("world.error", WORDS((seL4_Word)error));
    }
    return (int)error;
}

seL4_Error delete_slot(seL4_CPtr slot)
{
    return invoke(CNODE, CNodeDelete, WORDS(slot, DEPTH), NOTHING);
}

seL4_Error revoke(seL4_CPtr slot)
{
    return invoke(CNODE, CNodeRevoke, WORDS(slot, DEPTH), NOTHING);
}

void world_reset(void)
{
    revoke(SLOT_POOL);
    revoke(SLOT_DEVICE);
    for (seL4_CPtr slot = SLOT_FIRST; slot < next_slot; slot++) {
        delete_slot(slot);
    }
    next_slot = SLOT_FIRST;
}

seL4_CPtr slots(unsigned count)
{
    next_slot += count;
    if (next_slot > (1u << CSPACE_BITS)) {
        tell("world.no-slot", NOTHING);
        next_slot = SLOT_FIRST + count;
    }
    return next_slot - count;
}

seL4_CPtr objects(seL4_Word type, seL4_Word bits, unsigned count)
{
    seL4_CPtr first = slots(count);

    if (invoke(SLOT_POOL, UntypedRetype, WORDS(type, bits, 0, 0, first, count), WORDS(CNODE)) !=
        seL4_NoError) {
        line_begin("world.no-object");
        line_add_word(type);
        line_add_word(bits);
        line_add_answer();
        line_end();
    }
    return first;
}

seL4_CPtr object(seL4_Word type, seL4_Word bits)
{
    return objects(type, bits, 1);
}

seL4_CPtr copy(seL4_CPtr source, seL4_Word rights)
{
    seL4_CPtr slot = slots(1);

    invoke(CNODE, CNodeCopy, WORDS(slot, DEPTH, source, DEPTH, rights), WORDS(CNODE));
    return slot;
}

seL4_CPtr mint(seL4_CPtr source, seL4_Word rights, seL4_Word badge)
{
    seL4_CPtr slot = slots(1);

    invoke(CNODE, CNodeMint, WORDS(slot, DEPTH, source, DEPTH, rights, badge), WORDS(CNODE));
    return slot;
}
