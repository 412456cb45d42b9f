/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Hosted seL4 in one process: threads, and hosted_enter() on behalf of the current one.
 * user_fixture_machine.c has what is below the kernel.
 *
 * After each kernel entry the fixture takes all ready threads from the kernel and marks them as answered. An
 * answer stays in the thread's own message until the thread enters the kernel again.
 */
#include "support/user_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <sel4platsupport/bootinfo.h>
#include <simple-default/simple-default.h>
#include <vka/capops.h>

#include "support/user_fixture_machine.h"
#include "user/libsel4/src/message.h"
#include "user/runtime/runtime.h"

#define CLIENT_CNODE_BITS 8

static struct {
    struct fixture_thread *current;
    seL4_IPCBuffer *first_buffer; /* the process's own buffer */
    struct fixture_thread *server;
    void (*serve)(void *argument);
    void *serve_argument;
    bool serving;
    unsigned long entries;
    seL4_BootInfo *boot_info;
    struct hosted_allocator allocator;
    vka_t vka;
    simple_t simple;
    vspace_t vspace;
    sel4utils_alloc_data_t vspace_data;
} fixture;

/* ---- Entering the kernel. */

static void mark_ready_threads(void)
{
    struct kernel_thread *ready;

    while ((ready = kernel_take_ready(fixture_kernel())) != NULL) {
        struct fixture_thread *thread = *kernel_thread_host(ready);

        thread->answered = true;
    }
}

static void enter(struct fixture_thread *thread, const struct abi_message *request)
{
    if (!thread->kernel || !kernel_is_running(thread->kernel)) {
        fail_msg("a thread enters the kernel that is not running");
    }
    memcpy(kernel_message(thread->kernel), request, ABI_MESSAGE_BYTES(ABI_INFO_LENGTH(request->info)));
    own_reply_complete(kernel_message(thread->kernel), thread);
    thread->answered = false;
    fixture.entries++;
    kernel_enter(fixture_kernel(), thread->kernel);
    mark_ready_threads();
}

static void run_server(void)
{
    if (!fixture.serve || fixture.serving || fixture.current == fixture.server) {
        return;
    }
    fixture.serving = true;
    fixture_run_as(fixture.server, fixture.serve, fixture.serve_argument);
    fixture.serving = false;
}

void hosted_enter(struct abi_message *message)
{
    struct fixture_thread *thread = fixture.current;
    const struct abi_message *answer;

    enter(thread, message);
    if (!thread->answered) {
        run_server();
    }
    if (!thread->answered || !thread->kernel) {
        fail_msg("deadlock: nobody completes a system call (enum abi_syscall %lu, capability %lu)",
                 message->what, message->capability);
    }
    answer = kernel_message(thread->kernel);
    memcpy(message, answer, ABI_MESSAGE_BYTES(ABI_INFO_LENGTH(answer->info)));
}

abi_word hosted_take_map_failure(abi_word vaddr)
{
    return fixture_machine_take_map_failure(vaddr);
}

const struct abi_message *hosted_start_message(void)
{
    return fixture_machine_start_message();
}

/* ---- Set-up and tear-down. */

int fixture_set_up(void **state)
{
    (void)state;
    memset(&fixture, 0, sizeof(fixture));
    fixture.first_buffer = seL4_GetIPCBuffer();
    if (fixture_machine_boot() != 0) {
        return -1;
    }
    mark_ready_threads();
    fixture_switch(fixture_root());
    fixture.boot_info = own_reply_set_up(platsupport_get_bootinfo());
    if (!fixture.boot_info || hosted_allocator_init(&fixture.allocator, fixture.boot_info) != 0) {
        return -1;
    }
    hosted_allocator_make_vka(&fixture.allocator, &fixture.vka);
    simple_default_init_bootinfo(&fixture.simple, fixture.boot_info);
    return sel4utils_bootstrap_vspace_with_bootinfo_leaky(
        &fixture.vspace, &fixture.vspace_data, seL4_CapInitThreadVSpace, &fixture.vka, fixture.boot_info);
}

int fixture_tear_down(void **state)
{
    const char *wrong = kernel_check(fixture_kernel());

    (void)state;
    if (wrong) {
        print_error("the kernel's state: %s\n", wrong);
    }
    seL4_SetIPCBuffer(fixture.first_buffer);
    fixture_machine_forget_vspace(&fixture.vspace_data);
    hosted_allocator_clean_up(&fixture.allocator);
    fixture_machine_shut_down();
    return wrong ? -1 : 0;
}

seL4_BootInfo *fixture_boot_info(void)
{
    return fixture.boot_info;
}

struct hosted_allocator *fixture_allocator(void)
{
    return &fixture.allocator;
}

vka_t *fixture_vka(void)
{
    return &fixture.vka;
}

simple_t *fixture_simple(void)
{
    return &fixture.simple;
}

vspace_t *fixture_vspace(void)
{
    return &fixture.vspace;
}

bool fixture_is_device(seL4_Word paddr)
{
    return paddr >= FIXTURE_DEVICE_PADDR && paddr - FIXTURE_DEVICE_PADDR < 1ul << FIXTURE_DEVICE_BITS;
}

/* ---- Threads. */

struct fixture_thread *fixture_client_new(const char *name)
{
    return fixture_client_new_with(name, CLIENT_CNODE_BITS);
}

struct fixture_thread *fixture_client_new_with(const char *name, int cnode_bits)
{
    sel4utils_process_config_t config = process_config_default_simple(&fixture.simple, name, 1);
    sel4utils_process_t *process = calloc(1, sizeof(*process));
    struct fixture_thread *client;

    assert_non_null(process);
    config = process_config_create_cnode(config, cnode_bits);
    if (sel4utils_configure_process_custom(process, &fixture.vka, &fixture.vspace, config) != 0 ||
        sel4utils_spawn_process(process, &fixture.vka, &fixture.vspace, 0, NULL, 1) != 0) {
        fail_msg("no client %s", name);
    }
    client = fixture_last_started();
    client->process = process;
    return client;
}

void fixture_client_destroy(struct fixture_thread *client)
{
    if (fixture.server == client) {
        fixture_set_server(NULL, NULL, NULL);
    }
    sel4utils_destroy_process(client->process, &fixture.vka);
    free(client->process);
    client->process = NULL;
}

sel4utils_process_t *fixture_process(struct fixture_thread *client)
{
    return client->process;
}

seL4_CPtr fixture_give_endpoint(struct fixture_thread *client, const vka_object_t *endpoint, seL4_Word badge)
{
    cspacepath_t path;
    seL4_CPtr slot;

    vka_cspace_make_path(&fixture.vka, endpoint->cptr, &path);
    slot = sel4utils_mint_cap_to_process(client->process, path, seL4_AllRights, badge);
    assert_int_not_equal(slot, 0);
    return slot;
}

seL4_IPCBuffer *fixture_ipc_buffer(struct fixture_thread *thread)
{
    return &thread->buffer;
}

struct fixture_thread *fixture_current(void)
{
    return fixture.current;
}

struct fixture_thread *fixture_switch(struct fixture_thread *thread)
{
    struct fixture_thread *former = fixture.current;

    fixture.current = thread;
    seL4_SetIPCBuffer(&thread->buffer);
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

    sel4_message_put_request(&request, &thread->buffer, what, capability, info);
    enter(thread, &request);
}

void fixture_call_begin(struct fixture_thread *client, seL4_CPtr dest, seL4_MessageInfo_t info)
{
    fixture_begin(client, ABI_SYS_CALL, dest, info);
}

bool fixture_is_done(const struct fixture_thread *thread)
{
    return thread->kernel && thread->answered;
}

seL4_MessageInfo_t fixture_finish(struct fixture_thread *thread, seL4_Word *sender)
{
    const struct abi_message *answer;

    if (!fixture_is_done(thread)) {
        fail_msg("the thread's system call is not complete");
    }
    answer = kernel_message(thread->kernel);
    if (sender) {
        *sender = (seL4_Word)answer->capability;
    }
    return sel4_message_take_answer(answer, &thread->buffer, 0);
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
    kernel_thread_ended(fixture_kernel(), thread->kernel, exception, code);
    mark_ready_threads();
}

void fixture_interrupt(unsigned line)
{
    kernel_interrupt(fixture_kernel(), line);
    mark_ready_threads();
}

/* ---- What is in use. */

unsigned long fixture_entries(void)
{
    return fixture.entries;
}

struct fixture_balance fixture_get_balance(void)
{
    struct fixture_balance statistics = {.memory = hosted_allocator_balance(&fixture.allocator)};

    kernel_get_census(fixture_kernel(), &statistics.census);
    return statistics;
}

void fixture_assert_balance(const struct fixture_balance *before)
{
    struct fixture_balance now = fixture_get_balance();

    assert_int_equal(now.memory.allocations, before->memory.allocations);
    assert_int_equal(now.memory.slots_used, before->memory.slots_used);
    assert_int_equal(now.memory.ram_bytes_free, before->memory.ram_bytes_free);
    assert_int_equal(now.memory.device_bytes_free, before->memory.device_bytes_free);
    assert_int_equal(now.census.capabilities, before->census.capabilities);
    assert_int_equal(now.census.irq_handlers, before->census.irq_handlers);
    assert_int_equal(now.census.io_ports, before->census.io_ports);
    for (unsigned i = 0; i < ABI_OBJECT_COUNT; i++) {
        assert_int_equal(now.census.objects[i], before->census.objects[i]);
    }
}
