/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task of the end-to-end tests of threads: several in its own VSpace, made by sel4utils. At the end
 * of each test everything is free.
 */
#include "../../examples/common/parent.h"

#include <sel4utils/api.h>
#include <sel4utils/thread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRIORITY 254
#define NOWHERE 0x40
#define LONG_MESSAGE seL4_MsgMaxLength
#define MANY 20

/* What all threads see: the same memory. `turn` is read in loops. */
struct test {
    sel4rpc_parent_t parent;
    sel4utils_thread_t threads[2];
    vka_object_t endpoint;
    vka_object_t faults;
    vka_object_t never; /* nobody sends there */
    volatile seL4_Word count;
};

static struct test test;

/* ---- The threads. */

_Noreturn static void stay(void)
{
    seL4_Word badge;

    for (;;) {
        api_wait(test.never.cptr, &badge);
    }
}

static void send_word(seL4_Word word)
{
    seL4_SetMR(0, word);
    seL4_Send(test.endpoint.cptr, seL4_MessageInfo_new(0, 0, 0, 1));
}

static void tell_arguments(void *arg0, void *arg1, void *ipc_buffer)
{
    send_word((seL4_Word)arg0 + (seL4_Word)arg1 + (ipc_buffer == (void *)seL4_GetIPCBuffer()));
    stay();
}

/* Calls with messages that only an IPC buffer of its own can hold. */
static void ask(void *first, void *times, void *ipc_buffer)
{
    (void)ipc_buffer;
    for (seL4_Word n = 0; n < (seL4_Word)times; n++) {
        for (seL4_Word i = 0; i < LONG_MESSAGE; i++) {
            seL4_SetMR((int)i, (seL4_Word)first + i);
        }
        seL4_MessageInfo_t info = seL4_Call(test.endpoint.cptr, seL4_MessageInfo_new(0, 0, 0, LONG_MESSAGE));
        seL4_Word expected = (seL4_Word)first + 2 * (LONG_MESSAGE - 1);
        if (seL4_MessageInfo_get_length(info) != LONG_MESSAGE || seL4_GetMR(LONG_MESSAGE - 1) != expected) {
            break;
        }
        test.count++;
    }
    send_word(test.count);
    stay();
}

static void touch(void *address, void *value, void *ipc_buffer)
{
    (void)ipc_buffer;
    send_word(*(volatile seL4_Word *)address + (seL4_Word)value);
    stay();
}

static void tell_rescue(void)
{
    send_word(0x5e5);
    stay();
}

/* ---- The root task. */

static void make(unsigned thread, sel4utils_thread_entry_fn function, void *arg0, void *arg1)
{
    sel4rpc_platform_t *platform = &test.parent.platform;
    seL4_Word guard =
        api_make_guard_skip_word(seL4_WordBits - (seL4_Word)simple_get_cnode_size_bits(&platform->simple));
    sel4utils_thread_config_t config = thread_config_default(
        &platform->simple, simple_get_cnode(&platform->simple), guard, test.faults.cptr, PRIORITY);

    parent_expect(sel4utils_configure_thread_config(&platform->vka, &platform->vspace, &platform->vspace,
                                                    config, &test.threads[thread]) == 0,
                  "to make a thread");
    parent_expect(sel4utils_start_thread(&test.threads[thread], function, arg0, arg1, 1) == 0, "to start it");
}

static void end(unsigned thread)
{
    sel4utils_clean_up_thread(&test.parent.platform.vka, &test.parent.platform.vspace, &test.threads[thread]);
}

static seL4_MessageInfo_t receive(seL4_CPtr endpoint)
{
    seL4_Word badge;

    return api_recv(endpoint, &badge, test.parent.reply.cptr);
}

static void expect_word(seL4_Word word, const char *what)
{
    seL4_MessageInfo_t info = receive(test.endpoint.cptr);

    parent_expect(seL4_MessageInfo_get_length(info) == 1 && seL4_GetMR(0) == word, what);
}

/* A thread begins at its function, with its arguments and its own IPC buffer. */
static void begins(void)
{
    make(0, tell_arguments, (void *)1000, (void *)200);
    expect_word(1201, "its arguments, and its IPC buffer");
    end(0);
}

/* Returns false for a short message, which is no call. */
static bool answer_long_message(void)
{
    seL4_MessageInfo_t info = receive(test.endpoint.cptr);

    if (seL4_MessageInfo_get_length(info) != LONG_MESSAGE) {
        return false;
    }
    for (seL4_Word i = 0; i < LONG_MESSAGE; i++) {
        seL4_SetMR((int)i, seL4_GetMR((int)i) + i);
    }
    api_reply(test.parent.reply.cptr, info);
    return true;
}

/* Two threads call at the same time; neither gets into the other's message. */
static void two_ask(void)
{
    make(0, ask, (void *)0x1000, (void *)3);
    make(1, ask, (void *)0x2000, (void *)3);
    for (unsigned done = 0; done < 2;) {
        done += !answer_long_message();
    }
    parent_expect(test.count == 6, "that all were answered");
    end(0);
    end(1);
}

/* A thread that faults stops; its sibling goes on. */
static void one_faults(void)
{
    make(0, touch, (void *)NOWHERE, (void *)1);
    make(1, ask, (void *)0x2000, (void *)1);
    seL4_MessageInfo_t info = receive(test.faults.cptr);
    parent_expect(seL4_isVMFault_tag(info) && seL4_GetMR(seL4_VMFault_Addr) == NOWHERE,
                  "a fault at its address");
    parent_expect(answer_long_message(), "its sibling's call");
    expect_word(1, "that its sibling was answered");
    end(0);
    end(1);
}

/* A thread that faulted is sent elsewhere: its parent writes where it goes on. */
static void one_is_rescued(void)
{
    seL4_UserContext context;
    seL4_Word *first = (seL4_Word *)&context; /* on every architecture, where it goes on */

    make(0, touch, (void *)NOWHERE, (void *)1);
    seL4_MessageInfo_t info = receive(test.faults.cptr);
    seL4_Word where = seL4_GetMR(seL4_VMFault_IP);
    parent_expect(seL4_isVMFault_tag(info), "a fault");
    parent_expect(seL4_TCB_ReadRegisters(test.threads[0].tcb.cptr, 0, 0, sizeof(context) / sizeof(seL4_Word),
                                         &context) == seL4_NoError,
                  "to read its registers");
    parent_expect(where != 0, "where it faulted");
    *first = (seL4_Word)(uintptr_t)tell_rescue;
    parent_expect(seL4_TCB_WriteRegisters(test.threads[0].tcb.cptr, 1, 0, sizeof(context) / sizeof(seL4_Word),
                                          &context) == seL4_NoError,
                  "to write them");
    expect_word(0x5e5, "that it goes on elsewhere");
    end(0);
}

/* Whatever a thread does, cleaning up gives everything back. */
static void many(void)
{
    for (unsigned i = 0; i < MANY; i++) {
        make(0, tell_arguments, (void *)1000, (void *)200);
        make(1, touch, (void *)NOWHERE, (void *)1);
        if (i % 2 != 0) {
            expect_word(1201, "its arguments");
        }
        if (i % 3 != 0) {
            parent_expect(seL4_isVMFault_tag(receive(test.faults.cptr)), "a fault");
        }
        end(1);
        end(0);
    }
}

static const struct {
    const char *name;
    void (*function)(void);
} stories[] = {
    {"begins", begins}, {"two_ask", two_ask}, {"one_faults", one_faults}, {"one_is_rescued", one_is_rescued},
    {"many", many},
};

int main(int argc, char *argv[])
{
    memset(&test, 0, sizeof(test));
    if (argc != 2 || sel4rpc_parent_init(&test.parent, NULL, NULL) != 0 ||
        vka_alloc_endpoint(&test.parent.platform.vka, &test.endpoint) != 0 ||
        vka_alloc_endpoint(&test.parent.platform.vka, &test.faults) != 0 ||
        vka_alloc_endpoint(&test.parent.platform.vka, &test.never) != 0) {
        return EXIT_FAILURE;
    }
    for (unsigned i = 0; i < sizeof(stories) / sizeof(stories[0]); i++) {
        if (strcmp(stories[i].name, argv[1]) == 0) {
            stories[i].function();
            vka_free_object(&test.parent.platform.vka, &test.endpoint);
            vka_free_object(&test.parent.platform.vka, &test.faults);
            vka_free_object(&test.parent.platform.vka, &test.never);
            return parent_finish(&test.parent);
        }
    }
    parent_expect(false, "a story of that name");
    return EXIT_FAILURE;
}
