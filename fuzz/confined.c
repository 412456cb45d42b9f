/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The confined thread. The derivation tree holds every capability; all that are in neither the root task's
 * slots nor its peer's belong to the thread.
 */
#include "confined.h"

#include "kernel/check/check.h"
#include "kernel/memory/vspace.h"
#include "kernel/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ROOT_SLOTS (1u << FIXTURE_CNODE_BITS)
#define UNTYPED_BITS 15
#define BADGE 7
#define OTHER_BADGE 9
#define IRQ_LINE 3

static struct confined confined;
static struct capability belongings[SLOT_END];
static struct capability root_has[ROOT_SLOTS];

/* ---- Making the world. */

static void give(enum belonging slot, abi_word source, abi_word rights, abi_word badge)
{
    abi_word error = fixture_invoke(confined.fixture, confined.cnode, ABI_CNODE_MINT,
                                    WORDS(slot, CONFINED_CNODE_BITS, source, ABI_WORD_BITS, rights, badge),
                                    WORDS(ABI_ROOT_CNODE));

    assert_int_equal(error, ABI_NO_ERROR);
}

static void give_untyped(enum belonging slot, abi_word untyped)
{
    assert_int_equal(
        fixture_invoke(confined.fixture, untyped, ABI_UNTYPED_RETYPE,
                       WORDS(ABI_OBJECT_UNTYPED, UNTYPED_BITS, confined.cnode, ABI_WORD_BITS, slot, 1),
                       WORDS(ABI_ROOT_CNODE)),
        ABI_NO_ERROR);
}

static void give_devices(struct fixture *fixture)
{
    abi_word irq = fixture_slots(fixture, 1);
    abi_word ports = confined_ports(fixture);

    assert_int_equal(fixture_invoke(fixture, ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET,
                                    WORDS(IRQ_LINE, irq, ABI_WORD_BITS), WORDS(ABI_ROOT_CNODE)),
                     ABI_NO_ERROR);
    give(SLOT_IRQ, irq, ABI_RIGHTS_ALL, 0);
    if (ports != 0) {
        give(SLOT_PORTS, ports, ABI_RIGHTS_ALL, 0);
    }
}

static void give_belongings(struct fixture *fixture, abi_word vspace)
{
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);

    give(SLOT_TCB, confined.thread.tcb, ABI_RIGHTS_ALL, 0);
    give(SLOT_CNODE, confined.cnode, ABI_RIGHTS_ALL, ABI_GUARD_DATA(0, ABI_WORD_BITS - CONFINED_CNODE_BITS));
    give(SLOT_VSPACE, vspace, ABI_RIGHTS_ALL, 0);
    give_untyped(SLOT_UNTYPED, fixture->untyped);
    give_untyped(SLOT_DEVICE_UNTYPED, fixture->device_untyped);
    give(SLOT_ENDPOINT, confined.endpoint, ABI_RIGHT_WRITE | ABI_RIGHT_GRANT_REPLY, BADGE);
    give(SLOT_FAULT_ENDPOINT, confined.endpoint, ABI_RIGHT_WRITE | ABI_RIGHT_GRANT, OTHER_BADGE);
    give(SLOT_SIGNAL, notification, ABI_RIGHT_WRITE, BADGE);
    give(SLOT_WAIT, notification, ABI_RIGHT_READ, 0);
    give(SLOT_FRAME, frame, ABI_RIGHT_READ, 0);
    confined.gift = fixture_copy(fixture, frame, ABI_RIGHT_READ);
    give(SLOT_ASID_POOL, ABI_ROOT_ASID_POOL, ABI_RIGHTS_ALL, 0);
    give_devices(fixture);
}

static void start_thread(struct fixture *fixture, abi_word vspace)
{
    static const char image[ABI_WORD_BYTES] = "a";
    abi_word guard = ABI_GUARD_DATA(0, ABI_WORD_BITS - CONFINED_CNODE_BITS);
    abi_word handler =
        fixture_mint(fixture, confined.endpoint, ABI_RIGHT_WRITE | ABI_RIGHT_GRANT, OTHER_BADGE);
    abi_word bytes;

    memcpy(&bytes, image, sizeof(bytes));
    assert_int_equal(fixture_set_space(fixture, confined.thread.tcb,
                                       FAULT_HANDLER_ADDRESS(SLOT_FAULT_ENDPOINT, handler), confined.cnode,
                                       guard, vspace),
                     ABI_NO_ERROR);
    fixture_schedule(fixture, confined.thread.tcb);
    assert_int_equal(
        fixture_invoke(fixture, confined.thread.tcb, ABI_TCB_SET_IMAGE, WORDS(2, bytes), NO_WORDS),
        ABI_NO_ERROR);
    assert_int_equal(fixture_invoke(fixture, confined.thread.tcb, ABI_TCB_RESUME, NO_WORDS, NO_WORDS),
                     ABI_NO_ERROR);
    confined.thread.thread = fixture->threads[fixture->thread_count - 1];
    (void)fixture_answer(fixture, confined.thread.thread);
}

static struct object *root_cnode(void)
{
    return confined.fixture->root->slots[THREAD_SLOT_CSPACE].capability.object;
}

/* Notes the thread's capabilities and the root task's. */
static void take_stock(void)
{
    struct object *cnode = cnode_slot(root_cnode(), confined.cnode)->capability.object;

    for (unsigned slot = 0; slot < SLOT_END; slot++) {
        belongings[slot] = cnode_slot(cnode, slot)->capability;
    }
    for (unsigned slot = 0; slot < ROOT_SLOTS; slot++) {
        root_has[slot] = cnode_slot(root_cnode(), slot)->capability;
    }
}

struct confined *confined_new(void)
{
    void *state;

    memset(&confined, 0, sizeof(confined));
    assert_int_equal(fixture_set_up(&state), 0);
    struct fixture *fixture = confined.fixture = state;
    confined.endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    confined.cnode = fixture_retype(fixture, ABI_OBJECT_CNODE, CONFINED_CNODE_BITS, 1);
    confined.thread.tcb = fixture_retype(fixture, ABI_OBJECT_TCB, 0, 1);
    abi_word vspace = fixture_vspace(fixture);
    confined.peer = fixture_thread(fixture, 0);
    fixture_do(fixture, confined.peer.thread, ABI_SYS_RECV, confined.endpoint, 0, NO_WORDS, NO_WORDS);
    give_belongings(fixture, vspace);
    start_thread(fixture, vspace);
    take_stock();
    return &confined;
}

void confined_destroy(void)
{
    void *state = confined.fixture;

    assert_int_equal(fixture_tear_down(&state), 0);
}

/* ---- What must not happen. */

static bool is_within(abi_word paddr, unsigned bits, const struct capability *untyped)
{
    return paddr >= untyped->paddr && bits <= untyped->bits &&
           paddr - untyped->paddr <= ((abi_word)1 << untyped->bits) - ((abi_word)1 << bits);
}

static bool is_of_own_memory(abi_word paddr, unsigned bits)
{
    return is_within(paddr, bits, &belongings[SLOT_UNTYPED]) ||
           is_within(paddr, bits, &belongings[SLOT_DEVICE_UNTYPED]);
}

/* Tells whether a capability is no wider than another to the same object. */
static bool is_no_wider(const struct capability *capability, const struct capability *granted)
{
    bool badged = granted->type == CAPABILITY_ENDPOINT || granted->type == CAPABILITY_NOTIFICATION;

    if (capability->type != granted->type) {
        return false;
    }
    switch (capability->type) {
    case CAPABILITY_IO_PORT:
        return capability->first == granted->first && capability->last == granted->last;
    default:
        return capability->object == granted->object && (capability->rights & ~granted->rights) == 0 &&
               (!badged || granted->badge == 0 || capability->badge == granted->badge);
    }
}

/* Tells whether the frame is mapped writable where the capability was mapped. */
static bool is_writable(const struct capability *frame)
{
    struct kernel_vspace *vspace;
    const struct entry *entry =
        vspace_find_mapped(confined.fixture->kernel, frame, level_covering(frame->bits), &vspace);

    return entry != NULL && entry->writable;
}

/* Tells whether a capability that may write was mapped at the same place. */
static bool has_writer(const struct capability *frame)
{
    struct slot *root = &confined.fixture->kernel->tree;

    for (struct slot *slot = root->first_child; slot != NULL; slot = check_next(root, slot)) {
        const struct capability *other = &slot->capability;
        if (other->type == CAPABILITY_FRAME && other->object == frame->object && other->asid == frame->asid &&
            other->vaddr == frame->vaddr && (other->rights & ABI_RIGHT_WRITE) != 0) {
            return true;
        }
    }
    return false;
}

static bool may_have(const struct capability *capability)
{
    if (capability->type == CAPABILITY_UNTYPED) {
        return is_of_own_memory(capability->paddr, capability->bits);
    }
    if (capability->type == CAPABILITY_REPLY && !capability_counts(capability)) {
        return capability->caller != confined.fixture->root && capability->caller != confined.peer.thread;
    }
    if (capability->type == CAPABILITY_FRAME && is_writable(capability) && !has_writer(capability)) {
        return false;
    }
    if (capability_counts(capability) && capability->type != CAPABILITY_IRQ_HANDLER &&
        is_of_own_memory(capability->object->paddr, capability->object->size_bits)) {
        return true;
    }
    for (unsigned slot = 1; slot < SLOT_END; slot++) {
        if (is_no_wider(capability, &belongings[slot])) {
            return true;
        }
    }
    return false;
}

static bool is_between(const struct slot *slot, const void *first, const void *end)
{
    return (const char *)slot >= (const char *)first && (const char *)slot < (const char *)end;
}

/* Tells whether a slot is the root task's or the peer's. */
static bool is_of_others(const struct slot *slot)
{
    const struct kernel_thread *root = confined.fixture->root;
    const struct kernel_thread *peer = confined.peer.thread;
    const struct slot *slots = cnode_slot(root_cnode(), 0);

    return is_between(slot, slots, cnode_slot(root_cnode(), ROOT_SLOTS)) ||
           is_between(slot, root, root + 1) || is_between(slot, peer, peer + 1);
}

void confined_check(void)
{
    const struct slot *root = &confined.fixture->kernel->tree;

    for (struct slot *slot = root->first_child; slot != NULL; slot = check_next(root, slot)) {
        if (!is_of_others(slot) && !may_have(&slot->capability)) {
            fail_msg("the thread has got a capability: %s", type_of(&slot->capability)->name);
        }
    }
    for (unsigned i = 0; i < ROOT_SLOTS; i++) {
        const struct capability *now = &cnode_slot(root_cnode(), i)->capability;
        const struct capability *before = &root_has[i];
        assert_true(now->type == before->type && now->rights == before->rights &&
                    now->object == before->object && now->badge == before->badge);
    }
}
