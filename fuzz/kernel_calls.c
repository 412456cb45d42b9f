/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fuzzer of the hosted kernel: system calls of one confined thread, one after another.
 *
 * confined.h describes the thread and its belongings. Its peer replies to calls and faults, and passes on a
 * capability. The root task resumes the thread if it suspended itself; if the thread waits for somebody else,
 * the input ends. Threads that it starts take steps too.
 *
 * Input. For each step, one byte chooses a form of request in the table `forms`; from 0x80 on, the last of
 * the thread's own threads makes it. Then the numbers that the form needs. A slot is a byte, below 0xf0
 * modulo 64. A word is a byte: below 0x80 itself, then pages, powers of two and special numbers; from 0xf0
 * on, eight bytes follow.
 *
 * Checked after each kernel entry: the kernel's invariants; that the thread is still confined, and that the
 * root task still has what it had. At the end the root task revokes everything, and nothing may be left.
 */
#include "fuzz.h"

#include "confined.h"

#define MOST_PEER_STEPS 4

static struct {
    struct confined *confined;
    struct choices choices;
} world;

/* ---- Requests. */

static abi_word read_word(void)
{
    static const abi_word special[] = {ABI_USER_TOP,
                                       ABI_USER_TOP - 0x1000,
                                       ~(abi_word)0,
                                       ABI_WORD_BITS,
                                       ABI_GUARD_DATA(0, ABI_WORD_BITS - CONFINED_CNODE_BITS),
                                       ABI_GUARD_DATA(1, 1),
                                       ABI_RIGHTS_ALL,
                                       0x3f8,
                                       0x3ff,
                                       0x10000,
                                       ABI_INFO(0, 0, 3, 120),
                                       ABI_INFO(0, 7, 3, 127),
                                       FIXTURE_RAM_PADDR,
                                       FIXTURE_DEVICE_PADDR,
                                       (abi_word)1 << (ABI_WORD_BITS - 1),
                                       ABI_FAULT_VM};
    unsigned byte = choices_below(&world.choices, 256);

    if (byte < 0x80) {
        return byte;
    }
    if (byte < 0xc0) {
        return (abi_word)(byte - 0x80) << ABI_PAGE_BITS;
    }
    if (byte < 0xe0) {
        return (abi_word)1 << ((byte - 0xc0) * ABI_WORD_BITS / 32);
    }
    return byte < 0xf0 ? special[byte - 0xe0] : (abi_word)choices_number(&world.choices, 8);
}

static abi_word read_slot(void)
{
    unsigned byte = choices_below(&world.choices, 256);

    return byte < 0xf0 ? byte % CONFINED_SLOTS : (abi_word)choices_number(&world.choices, 8);
}

static void read_caps(struct abi_message *message)
{
    for (unsigned i = 0; i < ABI_EXTRA_CAPS; i++) {
        message->caps[i] = read_slot();
    }
}

static void read_registers(struct abi_message *message, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        message->mr[i] = read_word();
    }
}

static void form_retype(struct abi_message *message)
{
    bool by_root = choices_below(&world.choices, 4) != 0;

    message->capability = read_slot();
    message->info = ABI_INFO(ABI_UNTYPED_RETYPE, 0, 1, 6);
    message->mr[0] = choices_below(&world.choices, ABI_OBJECT_COUNT + 1);
    message->mr[1] = choices_below(&world.choices, 64);
    message->mr[2] = by_root ? 0 : read_slot();
    message->mr[3] = by_root ? 0 : ABI_WORD_BITS;
    message->mr[4] = read_slot();
    message->mr[5] = read_word();
    message->caps[0] = SLOT_CNODE;
}

static void form_copy(struct abi_message *message)
{
    unsigned label = ABI_CNODE_COPY + choices_below(&world.choices, 4);
    bool own = choices_below(&world.choices, 4) != 0;

    message->capability = own ? SLOT_CNODE : read_slot();
    message->info = ABI_INFO(label, 0, 1, 6);
    message->mr[0] = read_slot();
    message->mr[1] = ABI_WORD_BITS;
    message->mr[2] = read_slot();
    message->mr[3] = ABI_WORD_BITS;
    message->mr[4] = read_word();
    message->mr[5] = read_word();
    message->caps[0] = own ? SLOT_CNODE : read_slot();
}

static void form_unmake(struct abi_message *message)
{
    static const unsigned labels[] = {ABI_CNODE_REVOKE, ABI_CNODE_DELETE, SCHEDULE_CNODE_LABEL,
                                      ABI_CNODE_CANCEL_BADGED_SENDS};

    message->capability = SLOT_CNODE;
    message->info = ABI_INFO(labels[choices_below(&world.choices, 4)], 0, 0, 2);
    message->mr[0] = read_slot();
    message->mr[1] = ABI_WORD_BITS;
}

static void form_map(struct abi_message *message)
{
    unsigned table = choices_below(&world.choices, 2);

    message->capability = read_slot();
    message->info = ABI_INFO(table ? ABI_PAGE_TABLE_MAP : ABI_PAGE_MAP, 0, 1, 3);
    read_registers(message, 3);
    message->caps[0] = SLOT_VSPACE;
}

/* Any method of any capability. */
static void form_method(struct abi_message *message)
{
    unsigned label = choices_below(&world.choices, ABI_LABEL_COUNT + 1);

    message->capability = read_slot();
    message->info = ABI_INFO(label, 0, ABI_EXTRA_CAPS, 8);
    read_caps(message);
    read_registers(message, 8);
}

/* A method that needs few numbers. */
static void form_short_method(struct abi_message *message)
{
    unsigned label = choices_below(&world.choices, ABI_LABEL_COUNT + 1);

    message->capability = read_slot();
    message->info = ABI_INFO(label, 0, 1, 2);
    message->caps[0] = read_slot();
    read_registers(message, 2);
}

/* Any system call. */
static void form_system_call(struct abi_message *message)
{
    message->what = choices_below(&world.choices, ABI_SYS_COUNT + 1);
    message->capability = read_slot();
    abi_word label = read_word();
    unsigned flags = choices_below(&world.choices, 256);
    message->info = ABI_INFO(label, flags & 7, flags >> 3 & 3, choices_below(&world.choices, 128));
    read_caps(message);
    read_registers(message, choices_below(&world.choices, 8));
    message->receive_root = read_slot();
    message->receive_index = read_slot();
    message->receive_depth = read_word();
}

/* The raw bytes, in place of the head of the message. */
static void form_bytes(struct abi_message *message)
{
    choices_take(&world.choices, message, offsetof(struct abi_message, mr) + 2 * sizeof(abi_word));
}

static void (*const forms[])(struct abi_message *message) = {
    form_retype, form_copy,         form_unmake,      form_map,
    form_method, form_short_method, form_system_call, form_bytes,
};

/* ---- Steps. */

/* Makes an event from outside. */
static void disturb(void)
{
    unsigned flags = choices_below(&world.choices, 256);

    world.confined->fixture->refuse_map = (flags & 1) != 0;
    world.confined->fixture->start_error = (flags & 2) != 0 ? ABI_NOT_ENOUGH_MEMORY : ABI_NO_ERROR;
    world.confined->fixture->image_error = (flags & 4) != 0 ? ABI_INVALID_ARGUMENT : ABI_NO_ERROR;
    if ((flags & 8) != 0) {
        kernel_interrupt(world.confined->fixture->kernel, flags >> 4);
        assert_null(kernel_check(world.confined->fixture->kernel));
    }
}

static void let_all_run(void)
{
    while (kernel_take_ready(world.confined->fixture->kernel) != NULL) {
    }
}

/* The peer answers its callers, as long as there are any. */
static void run_peer(void)
{
    let_all_run();
    for (unsigned i = 0; i < MOST_PEER_STEPS && kernel_is_running(world.confined->peer.thread); i++) {
        fixture_do(world.confined->fixture, world.confined->peer.thread, ABI_SYS_REPLYRECV,
                   world.confined->endpoint, 0, WORDS(1, 2), WORDS(world.confined->gift));
        let_all_run();
    }
}

/* Returns false if the thread cannot go on. */
static bool is_going_on(void)
{
    run_peer();
    if (!kernel_is_running(world.confined->thread.thread)) {
        (void)fixture_invoke(world.confined->fixture, world.confined->thread.tcb, ABI_TCB_RESUME, NO_WORDS,
                             NO_WORDS);
        run_peer();
    }
    return kernel_is_running(world.confined->thread.thread);
}

/* Returns the last running thread that the confined one started, or itself if there is none. */
static struct kernel_thread *last_thread(void)
{
    const struct fixture *fixture = world.confined->fixture;

    for (unsigned i = fixture->thread_count; i-- > 0;) {
        struct kernel_thread *thread = fixture->threads[i];
        if (kernel_is_running(thread) && thread != fixture->root && thread != world.confined->peer.thread) {
            return thread;
        }
    }
    return world.confined->thread.thread;
}

static void take_step(void)
{
    unsigned byte = choices_below(&world.choices, 256);
    unsigned form = byte % (FUZZ_COUNT_OF(forms) + 1);

    if (form == FUZZ_COUNT_OF(forms)) {
        disturb();
        return;
    }
    struct kernel_thread *thread = byte < 0x80 ? world.confined->thread.thread : last_thread();
    struct abi_message *message = kernel_message(thread);
    memset(message, 0, sizeof(*message));
    message->what = ABI_SYS_CALL;
    message->receive_root = SLOT_CNODE;
    message->receive_index = CONFINED_SLOTS - 1;
    message->receive_depth = ABI_WORD_BITS;
    forms[form](message);
    fixture_enter(world.confined->fixture, thread);
    confined_check();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    world.confined = confined_new();
    world.choices = choices_by_bytes(bytes, count);
    do {
        take_step();
    } while (is_going_on() && world.choices.left > 0);
    confined_check();
    confined_destroy();
    return 0;
}
