/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * System calls of the fixture's threads, and a thread that runs only when all others are blocked.
 */
#include "fixture_threads.h"

#include <cmocka.h>
#include <sel4utils/api.h>
#include <sel4utils/thread.h>
#include <string.h>

#define LOWEST_PRIORITY 1
#define NOBODY_SENDS 0xdead /* the label of the message that ends a receive for ever */

static struct {
    vka_object_t ask;   /* signalled to the idle thread */
    vka_object_t quiet; /* signalled by it */
    vka_object_t reply; /* the root task's reply object, with MCS */
    volatile unsigned asked, answered;
    bool ends_receives;
    volatile seL4_CPtr rescue; /* where the root task receives */
    sel4utils_thread_t thread;
} idle;

/* ---- One system call. */

static void put(const struct abi_message *message, seL4_IPCBuffer *buffer)
{
    seL4_Word length = ABI_INFO_LENGTH(message->info);

    for (seL4_Word i = 0; i < length && i < seL4_MsgMaxLength; i++) {
        buffer->msg[i] = message->mr[i];
    }
    for (unsigned i = 0; i < ABI_INFO_EXTRA_CAPS(message->info); i++) {
        buffer->caps_or_badges[i] = message->caps[i];
    }
    buffer->receiveCNode = message->receive_root;
    buffer->receiveIndex = message->receive_index;
    buffer->receiveDepth = message->receive_depth;
}

static void take(struct abi_message *message, const seL4_IPCBuffer *buffer, seL4_MessageInfo_t info,
                 seL4_Word badge)
{
    message->what = ABI_ANSWER_RETURN;
    message->info = info.words[0];
    message->capability = badge;
    for (unsigned i = 0; i < seL4_MsgMaxLength; i++) {
        message->mr[i] = buffer->msg[i];
    }
    for (unsigned i = 0; i < ABI_EXTRA_CAPS; i++) {
        message->caps[i] = buffer->caps_or_badges[i];
    }
}

void fixture_perform(struct abi_message *message, seL4_CPtr cnode)
{
    seL4_IPCBuffer *buffer = seL4_GetIPCBuffer();
    seL4_MessageInfo_t info = {{message->info}};
    seL4_MessageInfo_t result = seL4_MessageInfo_new(0, 0, 0, 0);
    seL4_Word badge = 0;

    if (message->what == ABI_SYS_DEBUG_CAPIDENTIFY) {
        message->mr[0] = fixture_identify(cnode, message->capability);
        return;
    }
    put(message, buffer);
    switch (message->what) {
    case ABI_SYS_CALL:
        result = seL4_Call(message->capability, info);
        break;
    case ABI_SYS_SEND:
        seL4_Send(message->capability, info);
        break;
    case ABI_SYS_NBSEND:
        seL4_NBSend(message->capability, info);
        break;
    case ABI_SYS_REPLY:
        api_reply(message->reply, info);
        break;
    case ABI_SYS_RECV:
        result = api_recv(message->capability, &badge, message->reply);
        break;
    case ABI_SYS_NBRECV:
        result = api_nbrecv(message->capability, &badge, message->reply);
        break;
    case ABI_SYS_REPLYRECV:
        result = api_reply_recv(message->capability, info, &badge, message->reply);
        break;
    default:
        break;
    }
    take(message, buffer, result, badge);
}

void fixture_ends_receives(bool so)
{
    idle.ends_receives = so;
    idle.rescue = 0; /* the last test may have crashed */
}

void fixture_perform_as_root(struct abi_message *message)
{
    bool receives =
        idle.ends_receives && (message->what == ABI_SYS_RECV || message->what == ABI_SYS_REPLYRECV);

    if (message->reply == 0) {
        message->reply = idle.reply.cptr;
    }
    if (receives) {
        idle.rescue = message->capability;
        seL4_Signal(idle.ask.cptr);
    }
    fixture_perform(message, seL4_CapInitThreadCNode);
    idle.rescue = 0;
    if (receives && ABI_INFO_LABEL(message->info) == NOBODY_SENDS) {
        fail_msg("deadlock: the root task receives, and nobody sends");
    }
}

/* ---- The idle thread. */

static void idle_main(void *ignored, void *also_ignored, void *buffer)
{
    (void)ignored;
    (void)also_ignored;
    (void)buffer;
    for (;;) {
        seL4_Wait(idle.ask.cptr, NULL);
        if (idle.rescue != 0) {
            seL4_NBSend(idle.rescue, seL4_MessageInfo_new(NOBODY_SENDS, 0, 0, 0));
        } else {
            idle.answered = idle.asked;
            seL4_Signal(idle.quiet.cptr);
        }
    }
}

/* Leaves the message registers as they are. */
void fixture_settle(void)
{
    static seL4_IPCBuffer scratch;
    seL4_IPCBuffer *buffer = seL4_GetIPCBuffer();
    unsigned number = ++idle.asked;

    seL4_SetIPCBuffer(&scratch);
    while (idle.answered != number) {
        seL4_Signal(idle.ask.cptr);
        seL4_Wait(idle.quiet.cptr, NULL);
    }
    seL4_SetIPCBuffer(buffer);
}

int fixture_settling_init(sel4rpc_platform_t *platform, vka_t *vka)
{
    simple_t *simple = &platform->simple;
    seL4_Word data = api_make_guard_skip_word(seL4_WordBits - (seL4_Word)simple_get_cnode_size_bits(simple));
    sel4utils_thread_config_t config =
        thread_config_default(simple, simple_get_cnode(simple), data, 0, LOWEST_PRIORITY);
    int error = vka_alloc_notification(vka, &idle.ask);

    if (error == 0) {
        error = vka_alloc_notification(vka, &idle.quiet);
    }
    if (error == 0 && config_set(CONFIG_KERNEL_MCS)) {
        error = vka_alloc_reply(vka, &idle.reply);
    }
    if (error == 0) {
        error = sel4utils_configure_thread_config(vka, &platform->vspace, &platform->vspace, config,
                                                  &idle.thread);
    }
    return error != 0 ? error : sel4utils_start_thread(&idle.thread, idle_main, NULL, NULL, 1);
}
