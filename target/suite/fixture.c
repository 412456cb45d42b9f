/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The fixture on the real kernel: the current thread, and its system calls.
 */
#include "fixture_threads.h"

#include <cmocka.h>

#include <stdlib.h>
#include <vka/capops.h>

#include "user/libsel4/src/message.h"
#include "user/runtime/enter.h"

#define CLIENT_CNODE_BITS 8

static struct fixture_thread root;
static struct fixture_thread *current = &root;

static struct {
    sel4rpc_platform_t *platform;
    vka_t vka;
    struct fixture_thread *clients;
    struct fixture_thread *server;
    void (*serve)(void *argument);
    void *serve_argument;
    bool serving;
    unsigned long entries;
} fixture;

/* ---- Entering the kernel. */

/* Has the client make the call; it may block. */
static void order(struct fixture_thread *thread, const struct abi_message *request)
{
    if (!thread->answered) { /* it may only not have run since the answer came */
        fixture_settle();
    }
    thread->message = *request;
    thread->answered = false;
    fixture.entries++;
    seL4_Signal(thread->command.cptr);
    fixture_settle();
}

static void run_server(void)
{
    if (!fixture.serve || fixture.serving) {
        return;
    }
    fixture.serving = true;
    fixture_run_as(fixture.server, fixture.serve, fixture.serve_argument);
    fixture.serving = false;
    fixture_settle();
}

void hosted_enter(struct abi_message *message)
{
    struct fixture_thread *thread = current;

    if (root.buffer == NULL) { /* calls before fixture_init() */
        root.buffer = seL4_GetIPCBuffer();
    }
    if (thread == &root) {
        fixture.entries++;
        fixture_perform_as_root(message);
        return;
    }
    order(thread, message);
    if (!thread->answered) {
        run_server();
    }
    if (!thread->answered) {
        fail_msg("deadlock: nobody completes a client's system call");
    }
    *message = thread->message;
}

/* ---- Set-up and tear-down. */

int fixture_init(sel4rpc_platform_t *platform)
{
    fixture.platform = platform;
    root.buffer = seL4_GetIPCBuffer();
    fixture_counting_init(&fixture.vka, &platform->vka);
    return fixture_settling_init(platform, &fixture.vka);
}

/* A test that failed may have left anything. */
int fixture_set_up(void **state)
{
    (void)state;
    fixture_ends_receives(true);
    fixture_switch(&root);
    fixture_set_server(NULL, NULL, NULL);
    fixture.serving = false;
    fixture_settle();
    while (fixture.clients != NULL) {
        fixture_client_destroy(fixture.clients);
    }
    return 0;
}

int fixture_tear_down(void **state)
{
    (void)fixture_set_up(state);
    fixture_ends_receives(false);
    return 0;
}

struct kernel *fixture_kernel(void)
{
    return NULL;
}

const char *kernel_check(struct kernel *kernel)
{
    (void)kernel;
    return NULL;
}

vka_t *fixture_vka(void)
{
    return &fixture.vka;
}

simple_t *fixture_simple(void)
{
    return &fixture.platform->simple;
}

bool fixture_is_device(seL4_Word paddr)
{
    simple_t *simple = fixture_simple();

    for (int i = 0; i < simple_get_untyped_count(simple); i++) {
        size_t size_bits;
        uintptr_t start;
        bool device;

        if (simple_get_nth_untyped(simple, i, &size_bits, &start, &device) != 0 && paddr >= start &&
            (paddr - start) >> size_bits == 0) {
            return device;
        }
    }
    return false;
}

/* ---- Threads. */

struct fixture_thread *fixture_root(void)
{
    return &root;
}

struct fixture_thread *fixture_client_new(const char *name)
{
    return fixture_client_new_with(name, CLIENT_CNODE_BITS);
}

struct fixture_thread *fixture_client_new_with(const char *name, int cnode_bits)
{
    struct fixture_thread *client = calloc(1, sizeof(*client));

    assert_non_null(client);
    client->next = fixture.clients;
    fixture.clients = client;
    if (fixture_thread_init(client, fixture.platform, &fixture.vka, cnode_bits) != 0) {
        fail_msg("no client %s", name);
    }
    fixture_settle();
    return client;
}

void fixture_client_destroy(struct fixture_thread *client)
{
    struct fixture_thread **link = &fixture.clients;

    while (*link != client) {
        link = &(*link)->next;
    }
    *link = client->next;
    if (fixture.server == client) {
        fixture_set_server(NULL, NULL, NULL);
    }
    fixture_thread_clean_up(client, fixture.platform, &fixture.vka);
    free(client);
}

sel4utils_process_t *fixture_process(struct fixture_thread *client)
{
    return &client->process;
}

seL4_CPtr fixture_give_endpoint(struct fixture_thread *client, const vka_object_t *endpoint, seL4_Word badge)
{
    sel4utils_process_t *process = &client->process;
    cspacepath_t from;
    cspacepath_t to = {.root = process->cspace.cptr,
                       .capPtr = process->cspace_next_free++,
                       .capDepth = process->cspace_size};

    vka_cspace_make_path(&fixture.vka, endpoint->cptr, &from);
    assert_int_equal(vka_cnode_mint(&to, &from, seL4_AllRights, badge), 0);
    return to.capPtr;
}

seL4_IPCBuffer *fixture_ipc_buffer(struct fixture_thread *thread)
{
    return thread->buffer;
}

struct fixture_thread *fixture_current(void)
{
    return current;
}

struct fixture_thread *fixture_switch(struct fixture_thread *thread)
{
    struct fixture_thread *former = current;

    current = thread;
    seL4_SetIPCBuffer(thread->buffer);
    return former;
}

void fixture_run_as(struct fixture_thread *thread, void (*function)(void *argument), void *argument)
{
    struct fixture_thread *former = fixture_switch(thread);

    function(argument);
    fixture_switch(former);
}

/* ---- Threads that are driven from outside. */

void fixture_begin(struct fixture_thread *thread, enum abi_syscall what, seL4_CPtr capability,
                   seL4_MessageInfo_t info)
{
    struct abi_message request;

    sel4_message_put_request(&request, thread->buffer, what, capability, info);
    order(thread, &request);
}

void fixture_call_begin(struct fixture_thread *client, seL4_CPtr dest, seL4_MessageInfo_t info)
{
    fixture_begin(client, ABI_SYS_CALL, dest, info);
}

bool fixture_is_done(const struct fixture_thread *thread)
{
    fixture_settle();
    return thread->answered;
}

seL4_MessageInfo_t fixture_finish(struct fixture_thread *thread, seL4_Word *sender)
{
    if (!fixture_is_done(thread)) {
        fail_msg("the thread's system call is not complete");
    }
    if (sender) {
        *sender = thread->message.capability;
    }
    return sel4_message_take_answer(&thread->message, thread->buffer, 0);
}

seL4_MessageInfo_t fixture_call_finish(struct fixture_thread *client)
{
    return fixture_finish(client, NULL);
}

void fixture_set_server(struct fixture_thread *server, void (*function)(void *argument), void *argument)
{
    fixture.server = server;
    fixture.serve = function;
    fixture.serve_argument = argument;
}

void fixture_end_thread(struct fixture_thread *thread, enum abi_exception exception, seL4_Word code)
{
    (void)exception;
    (void)code;
    thread->dies = true;
    seL4_Signal(thread->command.cptr);
    fixture_settle();
}

void fixture_choose(unsigned info, unsigned registers)
{
    (void)info;
    (void)registers;
}

/* ---- What is in use. */

unsigned long fixture_entries(void)
{
    return fixture.entries;
}

struct fixture_balance fixture_get_balance(void)
{
    return (struct fixture_balance){.memory = fixture_counting_balance()};
}

void fixture_assert_balance(const struct fixture_balance *before)
{
    struct fixture_balance now = fixture_get_balance();

    assert_int_equal(now.memory.allocations, before->memory.allocations);
    assert_int_equal(now.memory.slots_used, before->memory.slots_used);
}
