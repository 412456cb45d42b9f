/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Further threads; see thread.h.
 *
 * How it works. A new Linux thread tells the kernel its number, then waits for its registers, and goes on
 * with them: on the stack that they name, while its own holds what is here. Its end is the return from here,
 * so that the C library frees all that it made; own_end() leads here from wherever the thread is.
 */
#include "user/runtime/thread.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <unistd.h>

#include "processor/context.h"
#include "user/runtime/channel.h"
#include "user/runtime/own.h"
#include "user/runtime/registers_load.h"

#define STACK_BYTES (4 * OWN_SIGNAL_STACK_BYTES)
#define BUFFER_BYTES 1024 /* of an IPC buffer, and its alignment; fewer would do with 32-bit words */

static atomic_bool were_several;

bool thread_were_several(void)
{
    return atomic_load(&were_several);
}

static bool introduce(void)
{
    const struct abi_message message = {
        .what = ABI_SYS_INTRODUCE, .info = ABI_INFO(0, 0, 0, 1), .mr = {(abi_word)gettid()}};

    return channel_send(&message) == 0;
}

/* Goes on as the kernel says; returns if that is the thread's end. */
static void begin(void *own_buffer)
{
    struct abi_message message;

    own.inside = 1;
    if (!introduce()) {
        return;
    }
    channel_receive(&message);
    if (message.what != ABI_ANSWER_REGISTERS) {
        return;
    }
    if (hosted_ipc_buffer) {
        *hosted_ipc_buffer() = message.capability ? (void *)message.capability : own_buffer;
    }
    context_start(message.mr);
    registers_load(message.mr);
}

static void *run(void *socket)
{
    _Alignas(BUFFER_BYTES) char buffer[BUFFER_BYTES] = {0};
    _Alignas(16) char signal_stack[OWN_SIGNAL_STACK_BYTES];
    const stack_t no_stack = {.ss_flags = SS_DISABLE};
    sigjmp_buf end;
    sigset_t all;

    own.socket = (int)(intptr_t)socket;
    own.end = &end;
    own_use_signal_stack(signal_stack);
    if (sigsetjmp(end, 0) == 0) {
        begin(buffer);
    }
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    sigaltstack(&no_stack, NULL);
    close(own.socket);
    return NULL;
}

void thread_create(int socket)
{
    pthread_attr_t attributes;
    pthread_t thread;

    atomic_store(&were_several, true);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    if (pthread_create(&thread, &attributes, run, (void *)(intptr_t)socket) != 0) {
        close(socket);
    }
    pthread_attr_destroy(&attributes);
}
