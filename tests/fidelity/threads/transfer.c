/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The registers that IPC reads and writes, by a thread that waits and has all its registers marked meanwhile.
 * What arrives shows which of them hold the message info and message registers that it sends; those that are
 * not marked any more when it continues, which of them a message, an answer or a signal sets.
 */
#include "threads/threads.h"

enum { LABEL = 7, LENGTH = 6, MESSAGE = 0x4000, ANSWER = 0x5000, BADGE = 0x66 };

static seL4_CPtr badged, signal;

static void receive(void *index, void *unused, void *other)
{
    seL4_Word badge;

    (void)unused;
    (void)other;
    thread_receive((unsigned)(seL4_Word)index, endpoint, &badge);
}

static seL4_MessageInfo_t fill(seL4_Word first)
{
    for (unsigned i = 0; i < LENGTH; i++) {
        seL4_SetMR((int)i, first + i);
    }
    return seL4_MessageInfo_new(LABEL, 0, 0, LENGTH);
}

static void wait(void *index, void *unused, void *other)
{
    (void)index;
    (void)unused;
    (void)other;
    seL4_Wait(notification, NULL);
}

static void send(void *index, void *unused, void *other)
{
    (void)index;
    (void)unused;
    (void)other;
    seL4_Send(badged, fill(MESSAGE));
}

static void call(void *index, void *unused, void *other)
{
    (void)index;
    (void)unused;
    (void)other;
    seL4_Call(badged, fill(MESSAGE));
}

static void mark(void)
{
    struct context context = runnable(FIRST, (seL4_Word)code_other);

    (void)write_registers(0, 0, &context, CONTEXT_WORDS);
}

static void tell_message(const char *key)
{
    seL4_Word badge = 0;
    seL4_MessageInfo_t info = own_receive(endpoint, &badge);

    line_begin(key);
    line_add_word(seL4_MessageInfo_get_label(info));
    line_add_number(seL4_MessageInfo_get_length(info));
    line_add_word(badge);
    for (int i = 0; i < LENGTH && i < (int)seL4_MessageInfo_get_length(info); i++) {
        line_add_word(seL4_GetMR(i));
    }
    line_end();
}

static void tell_end(const char *key)
{
    (void)await_fault_message();
    tell_registers(key, 0);
}

static void begin(entry_t entry)
{
    threads_begin();
    badged = mint(endpoint, ALL, BADGE);
    signal = mint(notification, ALL, BADGE);
    thread_start(0, ABOVE, entry);
    settle();
}

static void transfers(void)
{
    begin(receive);
    mark();
    seL4_Send(badged, fill(MESSAGE));
    tell_end("code.transfer.received");

    begin(wait);
    mark();
    seL4_Signal(signal);
    tell_end("code.transfer.signalled");

    begin(send);
    mark();
    tell_message("code.transfer.sent");
    tell_end("code.transfer.sender");

    begin(call);
    mark();
    tell_message("code.transfer.called");
    own_answer(fill(ANSWER));
    tell_end("code.transfer.caller");

    begin(call);
    own_receive(endpoint, &(seL4_Word){0});
    mark();
    own_answer(fill(ANSWER));
    tell_end("code.transfer.answered");
}

const struct group transfer_groups[] = {{"code.transfer", transfers}, {0}};
