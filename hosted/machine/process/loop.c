/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The machine's loop: send answers, then wait for whatever comes first: a packet, room in a socket, the end
 * of a child, input for COM1, a signal.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "machine/process/channel.h"
#include "machine/process/deadlock.h"
#include "machine/process/machine.h"
#include "machine/process/memory.h"
#include "machine/process/process.h"
#include "machine/process/signals.h"
#include "machine/trace/tables.h"

/* What we wait for: signals, the input, then each running process. */
enum { WAIT_SIGNALS, WAIT_INPUT, WAIT_PROCESSES };

struct wait_set {
    struct pollfd *files;
    struct process **processes; /* the process of each of the files */
    size_t capacity;
    int milliseconds;     /* until we retry something; -1: nothing to retry */
    bool may_be_deadlock; /* nobody can go on, as far as we know */
    unsigned looks;       /* how often in a row nobody could */
};

#define RETRY_MILLISECONDS 10
#define DEADLOCK_LOOKS 3

static void raise_interrupts(struct machine *machine)
{
    if (!machine->com1_interrupted) {
        return;
    }
    machine->com1_interrupted = false;
    kernel_interrupt(machine->kernel, SERIAL_LINE);
}

/*
 * Sends the answer, after notices of mappings. A process that waits for an answer reads its socket, so there
 * is room at first; a long list of mappings may use it up, and the rest follows later. The rest also follows
 * later if Linux itself has run out of something.
 */
static void send_answer(struct process *process)
{
    bool progress = false;
    enum channel_result result = CHANNEL_DONE;

    if (process->space) {
        result = memory_send_due(process->space, process->socket, &progress);
    }
    if (result == CHANNEL_DONE) {
        result = channel_send(process->socket, kernel_message(process->thread), -1);
    }

    process->lacks_resources = result == CHANNEL_LATER;
    if (result == CHANNEL_DONE) {
        process->answer_due = false;
        process->in_kernel = false;
    } else if (result == CHANNEL_BROKEN || (result == CHANNEL_FULL && !progress)) {
        process_end(process);
    }
}

/* Gives a ready thread its answer; the first one is its start message. */
static void deliver(struct process *process)
{
    struct abi_message *message = kernel_message(process->thread);
    bool first = process->awaits_start;

    if (first) {
        message->what = ABI_ANSWER_START;
    }
    process->awaits_start = false;
    process->answer_due = true;
    if (process->machine->options.trace) {
        trace_answer(&process->call, image_name(&process->image), process->thread, first);
    }
    if (first && process->space && !memory_attach(process->machine, process->space)) {
        process_end(process);
    } else {
        send_answer(process);
    }
}

static void deliver_all(struct machine *machine)
{
    struct kernel_thread *thread;

    while (!machine->stopped && (thread = kernel_take_ready(machine->kernel))) {
        struct process *process = *kernel_thread_host(thread);
        if (process && process->pid && process->in_kernel) {
            deliver(process);
        }
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
    const struct process *root = machine->root;

    if (!root || !kernel_is_stuck(root->thread)) {
        return;
    }
    print_root_fault(kernel_message(root->thread));
    machine_stop(machine, STATUS_SIGNAL + SIGSEGV);
}

static void enter(struct process *process)
{
    struct machine *machine = process->machine;
    struct kernel_thread *thread = process->thread;

    process->in_kernel = true;
    if (machine->options.trace) {
        trace_enter(&process->call, machine->kernel, thread);
    }
    kernel_enter(machine->kernel, thread);
    if (!process->thread) { /* it destroyed itself */
        return;
    }
    if (machine->options.trace) {
        trace_left(&process->call, machine->kernel, image_name(&process->image), thread);
    }
    stop_at_root_fault(machine);
}

static void receive_request(struct process *process)
{
    switch (channel_receive(process->socket, kernel_message(process->thread))) {
    case CHANNEL_DONE:
        enter(process);
        break;
    case CHANNEL_EMPTY:
    case CHANNEL_FULL:
    case CHANNEL_LATER:
        break;
    case CHANNEL_BROKEN:
        process_end(process);
        break;
    }
}

static short events_of(const struct process *process)
{
    if (process->lacks_resources) { /* its socket may have room all the time */
        return 0;
    }
    if (process->answer_due) {
        return POLLOUT;
    }
    return kernel_is_running(process->thread) ? POLLIN : 0;
}

static void handle_process(struct process *process, short events)
{
    if (!process->pid) { /* it ended while we handled others */
        return;
    }
    short wanted = events_of(process);
    if (events & (POLLHUP | POLLERR | POLLNVAL)) {
        process_end(process);
    } else if (process->lacks_resources || (events & wanted & POLLOUT)) {
        send_answer(process);
    } else if (events & wanted & POLLIN) {
        receive_request(process);
    }
}

static bool make_room(struct wait_set *set, size_t count)
{
    if (count <= set->capacity) {
        return true;
    }
    size_t capacity = 2 * count;
    struct pollfd *files = realloc(set->files, capacity * sizeof(*files));
    if (!files) {
        return false;
    }
    set->files = files;
    struct process **processes = realloc(set->processes, capacity * sizeof(struct process *));
    if (!processes) {
        return false;
    }
    set->processes = processes;
    set->capacity = capacity;
    return true;
}

/* Fills the set. Returns the number of files, 0 if there is no memory. */
static size_t fill(struct wait_set *set, struct machine *machine)
{
    size_t count = WAIT_PROCESSES;
    struct process *process;

    LIST_FOREACH(process, &machine->processes, link)
    {
        count++;
    }
    if (!make_room(set, count)) {
        return 0;
    }

    int input = console_input_descriptor(&machine->console, &machine->ports.com1);
    set->files[WAIT_SIGNALS] = (struct pollfd){.fd = signals_get_descriptor(), .events = POLLIN};
    set->files[WAIT_INPUT] = (struct pollfd){.fd = input, .events = POLLIN};
    count = WAIT_PROCESSES;
    set->milliseconds = -1;
    set->may_be_deadlock = input < 0;
    LIST_FOREACH(process, &machine->processes, link)
    {
        if (!process->pid) {
            continue;
        }
        if (process->lacks_resources) {
            set->milliseconds = RETRY_MILLISECONDS;
        }
        set->files[count] = (struct pollfd){.fd = process->socket, .events = events_of(process)};
        if (process->lacks_resources || set->files[count].events) {
            set->may_be_deadlock = false;
        }
        set->processes[count++] = process;
    }
    return count;
}

/* Acts on what has been collected, here or while output waited. Nothing is collected until the next wait. */
static void handle_signals(struct machine *machine)
{
    int stop = signals_get_stop();

    if (signals_take_snapshot()) {
        machine_draw(machine, false);
    }
    if (stop) {
        machine_stop(machine, STATUS_SIGNAL + stop);
    } else if (signals_take_child()) {
        process_reap(machine);
    }
}

/*
 * Waits for an event. If nobody can go on, looks several times whether all processes sleep: one may be about
 * to end, or to close its socket. Returns false if there was no event.
 */
static bool wait_for_event(struct wait_set *set, size_t count, struct machine *machine)
{
    int milliseconds = set->may_be_deadlock ? RETRY_MILLISECONDS : set->milliseconds;
    int events = poll(set->files, count, milliseconds);

    if (events != 0 || !set->may_be_deadlock || !deadlock_all_sleep(machine)) {
        set->looks = 0;
    } else if (++set->looks == DEADLOCK_LOOKS) {
        deadlock_stop(machine);
    }
    return events > 0 || (events == 0 && !set->may_be_deadlock);
}

static void wait_and_handle(struct wait_set *set, struct machine *machine)
{
    size_t count = fill(set, machine);

    if (count == 0) {
        fprintf(stderr, "sel4host: no memory\n");
        machine_stop(machine, STATUS_FAILED);
        return;
    }
    if (!wait_for_event(set, count, machine)) {
        return;
    }
    if (set->files[WAIT_SIGNALS].revents) {
        signals_collect();
    }
    if (set->files[WAIT_INPUT].revents) {
        console_read(&machine->console, &machine->ports.com1);
    }
    for (size_t i = WAIT_PROCESSES; i < count && !machine->stopped; i++) {
        if (set->files[i].revents || set->processes[i]->lacks_resources) {
            handle_process(set->processes[i], set->files[i].revents);
        }
    }
}

void machine_run(struct machine *machine)
{
    struct wait_set set = {0};

    while (!machine->stopped) {
        handle_signals(machine);
        raise_interrupts(machine);
        deliver_all(machine);
        process_free_gone(machine);
        if (!machine->stopped) {
            wait_and_handle(&set, machine);
        }
    }
    free(set.files);
    free(set.processes);
}
