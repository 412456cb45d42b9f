/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the loop does for one thread: see serve.h.
 */
#include "machine/process/serve.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>

#include "machine/process/channel.h"
#include "machine/process/interrupt.h"
#include "machine/process/join.h"
#include "machine/process/memory.h"
#include "machine/process/process.h"
#include "machine/process/state.h"
#include "machine/trace/tables.h"

/*
 * Sends the answer, after notices of mappings. A process that waits for an answer reads its socket, so there
 * is room at first; a long list of mappings may use it up, and the rest follows later. The rest also follows
 * later if Linux itself has run out of something.
 */
static void send_answer(struct thread *thread)
{
    bool progress = false;
    enum channel_result result = CHANNEL_DONE;
    struct address_space *space = thread->process->space;
    struct abi_message *message = kernel_message(thread->kernel);

    if (space) {
        result = memory_send_due(space, thread->socket, &progress);
        message->notices = space->notices;
    }
    if (result == CHANNEL_DONE) {
        result = channel_send(thread->socket, message, -1);
    }

    thread->lacks_resources = result == CHANNEL_LATER;
    if (result == CHANNEL_DONE) {
        thread->answer_due = false;
        thread->in_kernel = false;
    } else if (result == CHANNEL_BROKEN || (result == CHANNEL_FULL && !progress)) {
        process_end(thread->process);
    }
}

/* Gives a ready thread its answer; the first one is its start message, or a further thread's registers. */
static void deliver(struct thread *thread)
{
    struct process *process = thread->process;
    struct abi_message *message = kernel_message(thread->kernel);
    bool first = thread->awaits_start;

    if (first && message->what != ABI_ANSWER_REGISTERS) {
        message->what = ABI_ANSWER_START;
    }
    thread->awaits_start = false;
    thread->answer_due = true;
    if (process->machine->options.trace) {
        trace_answer(&thread->call, thread_name(thread), thread->kernel, first);
    }
    if (process->space && !process->space->live && !memory_attach(process->machine, process->space)) {
        process_end(process);
    } else if (thread->tid) {
        send_answer(thread);
    }
}

void serve_answer(struct thread *thread)
{
    if (thread && thread->socket >= 0 && thread->in_kernel) {
        deliver(thread);
    }
}

static void print_root_fault(const struct abi_message *request)
{
    const char *call = trace_find_syscall(request->what);

    fputs("sel4host: the root task faulted: ", stderr);
    if (request->what == ABI_SYS_FAULT) {
        fprintf(stderr, "%s, ip 0x%lx, address 0x%lx\n", trace_fault_name(ABI_INFO_LABEL(request->info)),
                request->mr[0], request->mr[1]);
    } else if (call) {
        fprintf(stderr, "no capability that it could use, %s of 0x%lx\n", call, request->capability);
    } else {
        fprintf(stderr, "unknown system call %lu\n", request->what);
    }
}

/* If nothing handles the root task's fault, everybody would wait forever. */
static void stop_at_root_fault(struct machine *machine)
{
    const struct thread *root = machine->root;

    if (!root || !kernel_is_stuck(root->kernel)) {
        return;
    }
    print_root_fault(kernel_message(root->kernel));
    machine_stop(machine, STATUS_SIGNAL + SIGSEGV);
}

static void enter(struct thread *thread)
{
    struct machine *machine = thread->process->machine;
    struct kernel_thread *kernel = thread->kernel;

    thread->in_kernel = true;
    thread_note_request(thread);
    if (machine->options.trace) {
        trace_enter(&thread->call, machine->kernel, kernel);
    }
    kernel_enter(machine->kernel, kernel);
    if (!thread->kernel) { /* it destroyed itself */
        return;
    }
    if (machine->options.trace) {
        trace_left(&thread->call, machine->kernel, thread_name(thread), kernel);
    }
    stop_at_root_fault(machine);
}

/* The thread has left main(), or called exit(). The last of its process will end that; another ends alone. */
static void leave(struct thread *thread)
{
    struct abi_message *message = kernel_message(thread->kernel);
    int status = (int)(message->mr[0] & 0xff);

    thread->in_kernel = true;
    thread_note_request(thread);
    if (!process_is_last_thread(thread)) {
        interrupt_end(thread);
        process_end_thread(thread, false, status);
        return;
    }
    *message = (struct abi_message){.what = ABI_ANSWER_RETURN};
    thread->answer_due = true;
    send_answer(thread);
}

static void serve_request(struct thread *thread)
{
    if (kernel_message(thread->kernel)->what == ABI_SYS_EXIT) {
        leave(thread);
    } else {
        enter(thread);
    }
}

bool serve_kept_request(struct thread *thread)
{
    if (thread->socket < 0 || !thread->has_request || !kernel_is_running(thread->kernel)) {
        return false;
    }
    thread->has_request = false;
    serve_request(thread);
    return true;
}

static void receive_request(struct thread *thread)
{
    switch (channel_receive(thread->socket, kernel_message(thread->kernel))) {
    case CHANNEL_DONE:
        serve_request(thread);
        break;
    case CHANNEL_EMPTY:
    case CHANNEL_FULL:
    case CHANNEL_LATER:
        break;
    case CHANNEL_BROKEN:
        process_end(thread->process);
        break;
    }
}

short serve_events(const struct thread *thread)
{
    if (!thread->tid && thread->peer < 0) {
        return POLLIN;
    }
    if (!thread->tid || thread->lacks_resources || !kernel_is_running(thread->kernel)) {
        return 0; /* its socket may have room all the time */
    }
    return thread->answer_due ? POLLOUT : POLLIN;
}

/* A new thread tells who it is. If Linux refused it, it has ended before it began. */
static void receive_introduction(struct thread *thread)
{
    if (!join_introduce(thread)) {
        process_end_thread(thread, true, SIGKILL);
    } else if (thread->tid && thread->answer_due && kernel_is_running(thread->kernel)) {
        send_answer(thread);
    }
}

void serve_handle(struct thread *thread, short events)
{
    if (thread->socket < 0 || (!events && !thread->lacks_resources)) {
        return; /* it may have ended while others were served */
    }
    short wanted = serve_events(thread);
    if (!thread->tid) {
        receive_introduction(thread);
    } else if (events & (POLLHUP | POLLERR | POLLNVAL)) {
        process_end(thread->process);
    } else if (thread->lacks_resources || (events & wanted & POLLOUT)) {
        send_answer(thread);
    } else if (events & wanted & POLLIN) {
        receive_request(thread);
    }
}
