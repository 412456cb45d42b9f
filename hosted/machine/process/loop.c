/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The machine's loop: send answers, then wait for whatever comes first: a packet, room in a socket, the end
 * of a child, input for COM1, the timer, a signal.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "machine/process/confine.h"
#include "machine/process/deadlock.h"
#include "machine/process/join.h"
#include "machine/process/machine.h"
#include "machine/process/process.h"
#include "machine/process/serve.h"
#include "machine/process/signals.h"
#include "machine/process/thread.h"

/* What we wait for: signals, the input, then each running thread and process. */
enum { WAIT_SIGNALS, WAIT_INPUT, WAIT_THREADS };

struct wait_set {
    struct pollfd *files;
    struct thread **threads;    /* whose socket each of the files is, or NULL */
    struct process **processes; /* or whose listener, or NULL */
    size_t capacity;
    uint64_t nanoseconds; /* until the timer interrupts, or we retry something; TIMING_NEVER: neither */
    bool may_be_deadlock; /* nobody can go on, as far as we know */
    unsigned looks;       /* how often in a row nobody could */
};

#define RETRY_NANOSECONDS UINT64_C(10000000)
#define LONGEST_WAIT (3600 * TIMING_SECOND) /* whatever can be written as a struct timespec */
#define DEADLOCK_LOOKS 3

static void raise_interrupts(struct machine *machine)
{
    if (machine->com1_interrupted) {
        machine->com1_interrupted = false;
        kernel_interrupt(machine->kernel, SERIAL_LINE);
    }
    if (timer_interrupts(&machine->ports.timer, machine_now(machine))) {
        kernel_interrupt(machine->kernel, TIMER_LINE);
    }
}

/* Nanoseconds until the timer's interrupt; TIMING_NEVER if there will be none, or if nobody would notice. */
static uint64_t time_to_interrupt(const struct machine *machine)
{
    uint64_t next = timer_next(&machine->ports.timer), now = machine_now(machine);

    if (next == TIMING_NEVER || !kernel_takes_interrupt(machine->kernel, TIMER_LINE)) {
        return TIMING_NEVER;
    }
    return next > now ? next - now : 0;
}

/* Returns false if a process must be asked again after a while. */
static bool announce_all(struct machine *machine)
{
    struct process *process;
    bool done = true;

    LIST_FOREACH(process, &machine->processes, link)
    {
        done = join_announce(process) && done;
    }
    return done;
}

/* Returns false if there was none. */
static bool serve_some_kept_requests(struct machine *machine)
{
    struct process *process;
    struct thread *thread;
    bool served = false;

    LIST_FOREACH(process, &machine->processes, link)
    {
        LIST_FOREACH(thread, &process->threads, link)
        {
            served = (!machine->stopped && serve_kept_request(thread)) || served;
        }
    }
    return served;
}

static void serve_kept_requests(struct machine *machine)
{
    while (serve_some_kept_requests(machine)) { /* one may resume another */
        ;
    }
}

static void deliver_all(struct machine *machine)
{
    struct kernel_thread *thread;

    while (!machine->stopped && (thread = kernel_take_ready(machine->kernel))) {
        serve_answer(*kernel_thread_host(thread));
    }
}

static bool make_room(struct wait_set *set, size_t count)
{
    if (set->files && count <= set->capacity) {
        return true;
    }
    size_t capacity = 2 * count;
    struct pollfd *files = realloc(set->files, capacity * sizeof(*files));
    if (!files) {
        return false;
    }
    set->files = files;
    struct thread **threads = realloc(set->threads, capacity * sizeof(struct thread *));
    if (!threads) {
        return false;
    }
    set->threads = threads;
    struct process **processes = realloc(set->processes, capacity * sizeof(struct process *));
    if (!processes) {
        return false;
    }
    set->processes = processes;
    set->capacity = capacity;
    return true;
}

static size_t count_files(const struct machine *machine)
{
    const struct process *process;
    const struct thread *thread;
    size_t count = WAIT_THREADS;

    LIST_FOREACH(process, &machine->processes, link)
    {
        count++;
        LIST_FOREACH(thread, &process->threads, link)
        {
            count++;
        }
    }
    return count;
}

static void retry_soon(struct wait_set *set)
{
    if (set->nanoseconds > RETRY_NANOSECONDS) {
        set->nanoseconds = RETRY_NANOSECONDS;
    }
}

static void add_thread(struct wait_set *set, size_t i, struct thread *thread)
{
    if (thread->lacks_resources) {
        retry_soon(set);
    }
    set->files[i] = (struct pollfd){.fd = thread->socket, .events = serve_events(thread)};
    set->threads[i] = thread;
    set->processes[i] = NULL;
    if (thread->lacks_resources || set->files[i].events) {
        set->may_be_deadlock = false;
    }
}

static void add_listener(struct wait_set *set, size_t i, struct process *process)
{
    set->files[i] = (struct pollfd){.fd = process->listener, .events = POLLIN};
    set->threads[i] = NULL;
    set->processes[i] = process;
}

/* Fills the set. Returns the number of files, 0 if there is no memory. */
static size_t fill(struct wait_set *set, struct machine *machine, bool retry)
{
    int input = console_input_descriptor(&machine->console, &machine->ports.com1);
    size_t count = WAIT_THREADS;
    struct process *process;
    struct thread *thread;

    if (!make_room(set, count_files(machine))) {
        return 0;
    }
    set->files[WAIT_SIGNALS] = (struct pollfd){.fd = signals_get_descriptor(), .events = POLLIN};
    set->files[WAIT_INPUT] = (struct pollfd){.fd = input, .events = POLLIN};
    set->nanoseconds = time_to_interrupt(machine);
    set->may_be_deadlock = input < 0 && set->nanoseconds == TIMING_NEVER;
    if (retry) {
        retry_soon(set);
        set->may_be_deadlock = false;
    }
    LIST_FOREACH(process, &machine->processes, link)
    {
        if (process->listener >= 0) {
            add_listener(set, count++, process);
        }
        LIST_FOREACH(thread, &process->threads, link)
        {
            if (thread->socket >= 0) {
                add_thread(set, count++, thread);
            }
        }
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

static int wait_at_most(const struct wait_set *set, size_t count, uint64_t nanoseconds)
{
    uint64_t wait = nanoseconds < LONGEST_WAIT ? nanoseconds : LONGEST_WAIT;
    struct timespec time = {.tv_sec = (time_t)(wait / TIMING_SECOND),
                            .tv_nsec = (long)(wait % TIMING_SECOND)};

    return ppoll(set->files, count, nanoseconds != TIMING_NEVER ? &time : NULL, NULL);
}

/*
 * Waits for an event. If nobody can go on, looks several times whether all processes sleep: one may be about
 * to end, or to close its socket. Returns false if there was no event.
 */
static bool wait_for_event(struct wait_set *set, size_t count, struct machine *machine)
{
    int events = wait_at_most(set, count, set->may_be_deadlock ? RETRY_NANOSECONDS : set->nanoseconds);

    if (events != 0 || !set->may_be_deadlock || !deadlock_all_sleep(machine)) {
        set->looks = 0;
    } else if (++set->looks == DEADLOCK_LOOKS) {
        deadlock_stop(machine);
    }
    return events > 0 || (events == 0 && !set->may_be_deadlock);
}

static void wait_and_handle(struct wait_set *set, struct machine *machine, bool retry)
{
    size_t count = fill(set, machine, retry);

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
    for (size_t i = WAIT_THREADS; i < count && !machine->stopped; i++) {
        if (set->threads[i]) {
            serve_handle(set->threads[i], set->files[i].revents);
        } else if ((set->files[i].revents & POLLIN) && set->processes[i]->listener >= 0) {
            confine_answer(set->processes[i]->listener, &set->processes[i]->clones_due);
        }
    }
}

void machine_run(struct machine *machine)
{
    struct wait_set set = {0};

    while (!machine->stopped) {
        handle_signals(machine);
        raise_interrupts(machine);
        serve_kept_requests(machine);
        bool announced = announce_all(machine);
        deliver_all(machine);
        thread_free_gone(machine);
        if (!machine->stopped) {
            wait_and_handle(&set, machine, !announced);
        }
    }
    free(set.files);
    free(set.threads);
    free(set.processes);
}
