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

    if (thread->process->space) {
        result = memory_send_due(thread->process->space, thread->socket, &progress);
    }
    if (result == CHANNEL_DONE) {
        result = channel_send(thread->socket, kernel_message(thread->kernel), -1);
    }

    thread->lacks_resources = result == CHANNEL_LATER;
    if (result == CHANNEL_DONE) {
        thread->answer_due = false;
        thread->in_kernel = false;
    } else if (result == CHANNEL_BROKEN || (result == CHANNEL_FULL && !progress)) {
        process_end(thread->process);
    }
}

/* Gives a ready thread its answer; the first one is its start message. */
static void deliver(struct thread *thread)
{
    struct process *process = thread->process;
    struct abi_message *message = kernel_message(thread->kernel);
    bool first = thread->awaits_start;

    if (first) {
        message->what = ABI_ANSWER_START;
    }
    thread->awaits_start = false;
    thread->answer_due = true;
    if (process->machine->options.trace) {
        trace_answer(&thread->call, thread_name(thread), thread->kernel, first);
    }
    if (first && process->space && !memory_attach(process->machine, process->space)) {
        process_end(process);
    } else {
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

static void receive_request(struct thread *thread)
{
    switch (channel_receive(thread->socket, kernel_message(thread->kernel))) {
    case CHANNEL_DONE:
        enter(thread);
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
    if (thread->lacks_resources) { /* its socket may have room all the time */
        return 0;
    }
    if (thread->answer_due) {
        return POLLOUT;
    }
    return kernel_is_running(thread->kernel) ? POLLIN : 0;
}

void serve_handle(struct thread *thread, short events)
{
    if (thread->socket < 0 || (!events && !thread->lacks_resources)) {
        return; /* it may have ended while others were served */
    }
    short wanted = serve_events(thread);
    if (events & (POLLHUP | POLLERR | POLLNVAL)) {
        process_end(thread->process);
    } else if (thread->lacks_resources || (events & wanted & POLLOUT)) {
        send_answer(thread);
    } else if (events & wanted & POLLIN) {
        receive_request(thread);
    }
}
