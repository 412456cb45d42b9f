/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Random system calls from several threads, from a fixed seed: whatever they ask, the kernel's state stays
 * consistent.
 *
 * Most requests are nearly valid: a capability that has the method, slots that exist, small numbers. The root
 * task mostly calls kernel objects, so that it goes on while the others block and fault; it also revokes and
 * resumes. If it stops anyway, for example because it deleted itself, the world starts anew.
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "support/kernel_fixture.h"

#define STEPS 200000u
#define CHECK_EVERY 64u
#define WORLD_STEPS 4000u
#define FUZZ_SLOTS 96u

static uint64_t seed;

static abi_word next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (abi_word)(seed * 0x2545f4914f6cdd1dULL >> 16);
}

static bool one_in(unsigned n)
{
    return next_random() % n == 0;
}

static abi_word random_slot(void)
{
    return one_in(32) ? next_random() : next_random() % FUZZ_SLOTS;
}

static abi_word random_word(void)
{
    static const abi_word likely[] = {
        0, 1, 2, 4, 12, ABI_WORD_BITS, ABI_USER_TOP - 0x1000, 0x1000, 0x400000, 255, ABI_RIGHTS_ALL};
    switch (next_random() % 4) {
    case 0:
        return next_random() >> (next_random() % ABI_WORD_BITS);
    case 1:
        return likely[next_random() % (sizeof(likely) / sizeof(likely[0]))];
    default:
        return random_slot();
    }
}

/* The capability type that has the methods up to and including a label. */
static const struct {
    abi_word last;
    const char *type;
} methods[] = {
    {ABI_UNTYPED_RETYPE, "untyped"},
    {ABI_TCB_SET_IMAGE, "tcb"},
    {ABI_CNODE_CANCEL_BADGED_SENDS, "cnode"},
    {ABI_PAGE_FLUSH_LAST, "frame"},
    {ABI_VSPACE_FLUSH_LAST, PAGING_VSPACE_NAME},
    {ABI_PAGE_TABLE_UNMAP, "page-table"},
    {ABI_PAGE_DIRECTORY_UNMAP, "page-directory"},
    {ABI_PDPT_UNMAP, "pdpt"},
    {ABI_ASID_CONTROL_MAKE_POOL, "asid-control"},
    {ABI_ASID_POOL_ASSIGN, "asid-pool"},
    {ABI_IRQ_CONTROL_GET_TRIGGER, "irq-control"},
    {ABI_IRQ_HANDLER_CLEAR, "irq-handler"},
    {ABI_IOPORT_CONTROL_ISSUE, "io-port-control"},
    {ABI_IOPORT_OUT32, "io-port"},
};

static const char *type_of(abi_word label)
{
    unsigned i = 0;
    while (i < sizeof(methods) / sizeof(methods[0]) - 1 && label > methods[i].last) {
        i++;
    }
    return methods[i].type;
}

/* Usually spares the slots that the root task cannot do without. */
static abi_word own_slot(void)
{
    abi_word slot = next_random() % FUZZ_SLOTS;
    return slot >= ABI_ROOT_IRQ_CONTROL || one_in(256) ? slot : ABI_ROOT_FIRST_FREE;
}

/* Returns a slot with a capability of a type, or any slot if there is none. */
static abi_word find_slot(struct fixture *fixture, const char *type)
{
    abi_word start = own_slot();
    for (abi_word i = 0; i < FUZZ_SLOTS; i++) {
        abi_word slot = (start + i) % FUZZ_SLOTS;
        if (slot == ABI_ROOT_TCB && start != ABI_ROOT_TCB) {
            continue;
        }
        if (strcmp(fixture_slot_name(fixture, slot), type) == 0) {
            return slot;
        }
    }
    return start;
}

static void make_retype(struct abi_message *message)
{
    message->mr[0] = next_random() % ABI_OBJECT_COUNT;
    message->mr[1] = 1 + next_random() % 14;
    message->mr[2] = ABI_ROOT_CNODE;
    message->mr[3] = one_in(2) ? 0 : ABI_WORD_BITS;
    message->mr[4] = next_random() % FUZZ_SLOTS;
    message->mr[5] = 1 + next_random() % 4;
}

/* Gives the message a destination slot, for methods that make a capability. */
static void make_destination(struct abi_message *message, unsigned index)
{
    message->mr[index] = own_slot();
    message->mr[index + 1] = ABI_WORD_BITS;
}

static void make_irq_or_port(struct abi_message *message, abi_word label)
{
    if (label == ABI_IRQ_CONTROL_GET || label == ABI_IOPORT_CONTROL_ISSUE) {
        message->mr[0] = next_random() % 20;
        message->mr[1] = message->mr[0] + next_random() % 8;
        make_destination(message, label == ABI_IRQ_CONTROL_GET ? 1 : 2);
    } else if (label == ABI_IRQ_CONTROL_GET_IOAPIC || label == ABI_IRQ_CONTROL_GET_MSI) {
        make_destination(message, 0);
        message->mr[2] = 0;
        message->mr[3] = next_random() % 24;
        message->mr[4] = next_random() % 2;
        message->mr[5] = next_random() % 2;
        message->mr[6] = next_random() % 8;
    } else if (label == ABI_IRQ_CONTROL_GET_TRIGGER) {
        message->mr[0] = next_random() % 20;
        make_destination(message, 2);
    } else if (label >= ABI_IOPORT_IN8) {
        message->mr[0] = next_random() % 28;
    }
}

static void make_tcb_method(struct fixture *fixture, struct abi_message *message, abi_word label)
{
    if (label == ABI_TCB_CONFIGURE || label == ABI_TCB_SET_SPACE) {
        message->mr[0] = find_slot(fixture, "endpoint");
        message->mr[1] = ABI_GUARD_DATA(0, ABI_WORD_BITS - FIXTURE_CNODE_BITS);
        message->caps[1] = find_slot(fixture, PAGING_VSPACE_NAME);
        message->caps[2] = find_slot(fixture, "frame");
    } else if (label >= ABI_TCB_SET_PRIORITY && label <= ABI_TCB_SET_SCHED_PARAMS) {
        message->caps[0] = ABI_ROOT_TCB;
    } else if (label == ABI_TCB_BIND_NOTIFICATION) {
        message->caps[0] = find_slot(fixture, "notification");
    } else if (label == ABI_TCB_SET_IMAGE) {
        message->mr[0] = 2;
        message->mr[1] = 0;
    }
}

/* Gives a method's message what it usually needs to succeed. */
static void make_plausible(struct fixture *fixture, struct abi_message *message, abi_word label)
{
    message->what = ABI_SYS_CALL;
    message->info = ABI_INFO(label, 0, 3, 8);
    message->capability = find_slot(fixture, type_of(label));
    message->caps[0] = ABI_ROOT_CNODE;
    message->caps[1] = next_random() % FUZZ_SLOTS; /* an address that leads nowhere is a fault */
    message->caps[2] = next_random() % FUZZ_SLOTS;
    if (label == ABI_UNTYPED_RETYPE) {
        make_retype(message);
    } else if (label <= ABI_TCB_SET_IMAGE) {
        make_tcb_method(fixture, message, label);
    } else if (label <= ABI_CNODE_CANCEL_BADGED_SENDS) {
        message->capability = one_in(8) ? message->capability : ABI_ROOT_CNODE;
        make_destination(message, 0);
        make_destination(message, label == ABI_CNODE_ROTATE ? 3 : 2);
    } else if (label == ABI_ASID_CONTROL_MAKE_POOL) {
        message->caps[0] = find_slot(fixture, "untyped");
        message->caps[1] = ABI_ROOT_CNODE;
        make_destination(message, 0);
    } else if (label >= ABI_PAGE_MAP && label <= ABI_ASID_POOL_ASSIGN) {
        message->caps[0] = find_slot(fixture, PAGING_VSPACE_NAME);
        message->mr[0] = (next_random() % 4 << ABI_PAGE_BITS) + (next_random() % 4 << ABI_LARGE_PAGE_BITS);
    } else if (label == ABI_IRQ_HANDLER_SET_NOTIFICATION) {
        message->caps[0] = find_slot(fixture, "notification");
    } else {
        make_irq_or_port(message, label);
    }
}

static void make_random(struct abi_message *message)
{
    unsigned length = (unsigned)(one_in(8) ? next_random() % 128 : 8);
    abi_word label = one_in(8) ? next_random() : next_random() % ABI_LABEL_COUNT;
    for (unsigned i = 0; i < length && i < ABI_MESSAGE_REGISTERS; i++) {
        message->mr[i] = random_word();
    }
    for (unsigned i = 0; i < ABI_EXTRA_CAPS; i++) {
        message->caps[i] = random_slot();
    }
    message->what = next_random() % (ABI_SYS_COUNT + 1);
    message->capability = random_slot();
    message->info = ABI_INFO(label, 0, next_random() % 4, length);
    message->receive_root = one_in(4) ? random_slot() : ABI_ROOT_CNODE;
    message->receive_index = random_slot();
    message->receive_depth = one_in(4) ? random_word() : ABI_WORD_BITS;
}

/* The root task mostly calls methods; the others mostly use endpoints and notifications. */
static void make_request(struct fixture *fixture, struct kernel_thread *thread)
{
    struct abi_message *message = kernel_message(thread);
    bool is_root = thread == fixture->root;
    abi_word label = 1 + next_random() % (ABI_LABEL_COUNT - 1);
    make_random(message);
    if (is_root ? !one_in(64) : one_in(4)) {
        /* Makes more than it unmakes, or little would be left to work with. */
        bool unmakes = label == ABI_CNODE_DELETE || label == ABI_CNODE_REVOKE || label == ABI_TCB_SUSPEND;
        make_plausible(fixture, message, (unmakes && one_in(2)) || one_in(5) ? ABI_UNTYPED_RETYPE : label);
    } else if (!one_in(8)) {
        message->capability = find_slot(fixture, one_in(4) ? "notification" : "endpoint");
    }
    if (is_root && strcmp(fixture_slot_name(fixture, message->capability), "endpoint") == 0) {
        message->what = one_in(2) ? ABI_SYS_NBSEND : ABI_SYS_NBRECV;
    }
}

static struct fixture *new_world(void)
{
    struct fixture *fixture = fixture_new();
    assert_non_null(fixture);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 2);
    for (unsigned i = 0; i < 3; i++) {
        fixture_thread(fixture, endpoint);
    }
    return fixture;
}

/* Returns a running thread, NULL if the root task does not run. */
static struct kernel_thread *choose_thread(struct fixture *fixture)
{
    while (kernel_take_ready(fixture->kernel) != NULL) {
    }
    if (fixture->thread_count == 0 || fixture->threads[0] != fixture->root ||
        !kernel_is_running(fixture->root)) {
        return NULL;
    }
    struct kernel_thread *thread = fixture->threads[next_random() % fixture->thread_count];
    return kernel_is_running(thread) ? thread : fixture->root;
}

/* Makes an event from outside. */
static void disturb(struct fixture *fixture)
{
    fixture->refuse_map = one_in(8);
    fixture->start_error = one_in(8) ? ABI_NOT_ENOUGH_MEMORY : ABI_NO_ERROR;
    if (one_in(16)) {
        kernel_interrupt(fixture->kernel, (unsigned)(next_random() % 32));
    }
    if (one_in(200) && fixture->thread_count > 1) {
        struct kernel_thread *thread = fixture->threads[1 + next_random() % (fixture->thread_count - 1)];
        kernel_thread_ended(fixture->kernel, thread, ABI_EXCEPTION_KILLED, 9);
    }
}

static void check(struct fixture *fixture, unsigned step)
{
    const char *wrong = kernel_check(fixture->kernel);
    if (wrong != NULL) {
        fail_msg("step %u: %s", step, wrong);
    }
}

static void random_calls_keep_the_state_consistent(void **state)
{
    const char *chosen = getenv("KERNEL_FUZZ_SEED");
    (void)state;
    seed = chosen != NULL ? strtoull(chosen, NULL, 0) : 0x9e3779b97f4a7c15ULL;
    struct fixture *fixture = new_world();
    for (unsigned step = 0; step < STEPS; step++) {
        struct kernel_thread *thread = choose_thread(fixture);
        if (thread == NULL || step % WORLD_STEPS == WORLD_STEPS - 1) {
            check(fixture, step);
            fixture_destroy(fixture);
            fixture = new_world();
            continue;
        }
        make_request(fixture, thread);
        kernel_enter(fixture->kernel, thread);
        disturb(fixture);
        if (step % CHECK_EVERY == 0) {
            check(fixture, step);
        }
    }
    fixture_destroy(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_calls_keep_the_state_consistent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
