/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Steps. The things that can happen are always listed in the same order: ready threads, in the kernel's
 * order; threads with a request, the latest first; input; deaths. If the timer has expired, its interrupt
 * comes before them. The schedule chooses if there are two or more. So an interrupt may come late, but never
 * early.
 *
 * Of threads, only those of the highest priority among all that could do something are listed; and of these,
 * one that has yielded only if there is no other. Unless any order will do.
 */
#include "machine/fiber/steps.h"

#include <signal.h>
#include <stdlib.h>

/* What COM1 receives at the end of input, as for Ctrl-D at a terminal. */
#define END_OF_INPUT 0x04

void steps_stop(struct fiber_machine *machine, enum fiber_end end, int status)
{
    if (machine->is_stopped) {
        return;
    }
    machine->is_stopped = true;
    machine->result->end = end;
    machine->result->status = status;
}

/* ---- Traces. */

static struct trace_call *call_of(struct thread *thread)
{
    if (!thread->call) {
        thread->call = calloc(1, sizeof(*thread->call));
    }
    if (!thread->call) {
        abort(); /* no memory for one line */
    }
    return thread->call;
}

/* ---- What a step does. */

static void raise_interrupts(struct fiber_machine *machine)
{
    if (!machine->com1_interrupted) {
        return;
    }
    machine->com1_interrupted = false;
    kernel_interrupt(machine->kernel, SERIAL_LINE);
}

static void stop_at_root_fault(struct fiber_machine *machine)
{
    if (!machine->is_stopped && kernel_is_stuck(machine->root->kernel)) {
        steps_stop(machine, FIBER_ROOT_FAULT, SIGSEGV);
    }
}

/* A signal that kills a thread kills its process. */
static void end_siblings(struct fiber_machine *machine, const struct thread *thread, int signal)
{
    struct thread *sibling;

    LIST_FOREACH(sibling, &machine->threads, link)
    {
        if (sibling != thread && sibling->process == thread->process &&
            sibling->state != THREAD_NOT_STARTED) {
            sibling->signal = signal;
            machine->has_killed = true;
        }
    }
}

/* A thread has exited, or its process was killed by a signal. */
static void tell_end(struct fiber_machine *machine, struct thread *thread, abi_word exception, abi_word code)
{
    bool killed = exception == ABI_EXCEPTION_KILLED;

    if (machine->options->trace) {
        trace_ended(thread->program->name, thread->kernel, killed, (int)code);
    }
    if (killed) {
        end_siblings(machine, thread, (int)code);
    }
    thread_end(thread);
    if (thread == machine->root) {
        steps_stop(machine, killed ? FIBER_KILLED : FIBER_EXITED, (int)code);
    } else {
        kernel_thread_ended(machine->kernel, thread->kernel, exception, code);
    }
}

static bool refused_by_hook(struct fiber_machine *machine, struct thread *thread)
{
    const struct fiber_hooks *hooks = machine->options->hooks;

    return hooks && hooks->request &&
           hooks->request(machine->options->context, thread->kernel, thread->program->name,
                          kernel_message(thread->kernel));
}

static void execute(struct fiber_machine *machine, struct thread *thread)
{
    const struct fiber_options *options = machine->options;
    struct kernel_thread *kernel = thread->kernel;

    if (refused_by_hook(machine, thread)) {
        thread->state = THREAD_REFUSED;
        return;
    }
    thread->state = THREAD_WAITING;
    thread->has_yielded = kernel_message(kernel)->what == ABI_SYS_YIELD;
    machine->result->entries++;
    machine->now += FIBER_ENTRY_NS;
    if (options->trace) {
        trace_enter(call_of(thread), machine->kernel, kernel);
    }
    kernel_enter(machine->kernel, kernel);
    if (options->trace && thread->kernel) { /* it has not destroyed itself */
        trace_left(thread->call, machine->kernel, thread->program->name, kernel);
    }
    raise_interrupts(machine);
}

static void run(struct fiber_machine *machine, struct thread *thread)
{
    const struct fiber_options *options = machine->options;

    if (options->hooks && options->hooks->answer && thread->is_started) {
        options->hooks->answer(options->context, thread->kernel, thread->program->name,
                               kernel_message(thread->kernel));
    }
    if (options->trace && thread->state != THREAD_REFUSED) {
        trace_answer(call_of(thread), thread->program->name, thread->kernel, !thread->is_started);
    }
    memory_activate(&machine->memory, kernel_thread_vspace(thread->kernel));
    thread_run(thread);
    if (thread->state == THREAD_GONE) {
        tell_end(machine, thread, thread->exception, thread->code);
    } else if (options->requests_at_once) {
        execute(machine, thread);
    }
}

static bool has_input(const struct fiber_machine *machine)
{
    return machine->input && !machine->input_has_ended && uart16550_room(&machine->ports.com1) > 0;
}

static void receive_input(struct fiber_machine *machine)
{
    unsigned char byte = (unsigned char)*machine->input;

    machine->input_has_ended = byte == '\0';
    if (byte != '\0') {
        machine->input++;
    }
    uart16550_receive(&machine->ports.com1, byte != '\0' ? byte : END_OF_INPUT);
    raise_interrupts(machine);
}

static bool is_timer_due(const struct fiber_machine *machine)
{
    return timer_next(&machine->ports.timer) <= machine->now;
}

static void interrupt_by_timer(struct fiber_machine *machine)
{
    if (timer_interrupts(&machine->ports.timer, machine->now)) {
        kernel_interrupt(machine->kernel, TIMER_LINE);
    }
}

/* Nobody can go on: lets time pass until the timer interrupts. Returns false if it never will, or if nobody
 * would notice. */
static bool wait_for_timer(struct fiber_machine *machine)
{
    uint64_t next = timer_next(&machine->ports.timer);

    if (next == TIMING_NEVER || !kernel_takes_interrupt(machine->kernel, TIMER_LINE)) {
        return false;
    }
    machine->now = next;
    return true;
}

static void die(struct fiber_machine *machine, struct thread *thread)
{
    machine->result->deaths++;
    tell_end(machine, thread, ABI_EXCEPTION_KILLED, SIGKILL);
}

/* ---- The choice. */

static bool can_execute(const struct thread *thread)
{
    return thread->kernel && (thread->state == THREAD_REQUESTING || thread->state == THREAD_REFUSED) &&
           kernel_is_running(thread->kernel);
}

static bool can_die(const struct fiber_machine *machine, const struct thread *thread)
{
    return machine->result->deaths < machine->options->deaths && thread != machine->root && thread->kernel &&
           thread->state != THREAD_NOT_STARTED && thread->state != THREAD_GONE;
}

struct candidates {
    unsigned rank; /* the threads' */
    unsigned timers, ready, requests, inputs, deaths;
};

/* Who comes first; 0 for all if any order will do. */
static unsigned rank_of(const struct fiber_machine *machine, const struct thread *thread)
{
    return machine->options->any_order
               ? 0
               : 2 * kernel_thread_priority(thread->kernel) + (thread->has_yielded ? 0 : 1);
}

/* Counts those of the highest rank so far. */
static void count_thread(const struct fiber_machine *machine, const struct thread *thread,
                         struct candidates *candidates, bool is_ready)
{
    unsigned rank = rank_of(machine, thread);

    if (rank > candidates->rank) {
        candidates->rank = rank;
        candidates->ready = 0;
        candidates->requests = 0;
    }
    if (rank == candidates->rank) {
        candidates->ready += is_ready;
        candidates->requests += !is_ready;
    }
}

static void count(const struct fiber_machine *machine, struct candidates *candidates)
{
    struct kernel_thread *kernel;
    const struct thread *thread;

    *candidates = (struct candidates){.timers = is_timer_due(machine), .inputs = has_input(machine)};
    for (unsigned i = 0; (kernel = kernel_ready_at(machine->kernel, i)); i++) {
        count_thread(machine, *kernel_thread_host(kernel), candidates, true);
    }
    LIST_FOREACH(thread, &machine->threads, link)
    {
        if (can_execute(thread)) {
            count_thread(machine, thread, candidates, false);
        }
        candidates->deaths += can_die(machine, thread);
    }
}

/* A thread does something, so those of its priority that have yielded may go on. */
static void note_progress(struct fiber_machine *machine, const struct thread *thread)
{
    struct thread *other;

    LIST_FOREACH(other, &machine->threads, link)
    {
        if (other != thread && other->has_yielded &&
            kernel_thread_priority(other->kernel) == kernel_thread_priority(thread->kernel)) {
            other->has_yielded = false;
        }
    }
}

static void take_ready(struct fiber_machine *machine, unsigned rank, unsigned n)
{
    struct kernel_thread *kernel;
    struct thread *thread;

    for (unsigned i = 0;; i++) {
        kernel = kernel_ready_at(machine->kernel, i);
        thread = *kernel_thread_host(kernel);
        if (rank_of(machine, thread) == rank && n-- == 0) {
            break;
        }
    }
    kernel_take(machine->kernel, kernel);
    note_progress(machine, thread);
    if (thread->state == THREAD_WAITING) { /* otherwise its program has ended */
        run(machine, thread);
    }
}

static void take_request(struct fiber_machine *machine, unsigned rank, unsigned n)
{
    struct thread *thread;

    LIST_FOREACH(thread, &machine->threads, link)
    {
        if (can_execute(thread) && rank_of(machine, thread) == rank && n-- == 0) {
            break;
        }
    }
    note_progress(machine, thread);
    if (thread->state == THREAD_REFUSED) {
        run(machine, thread);
    } else {
        execute(machine, thread);
    }
}

static void take_death(struct fiber_machine *machine, unsigned n)
{
    struct thread *thread;

    LIST_FOREACH(thread, &machine->threads, link)
    {
        if (can_die(machine, thread) && n-- == 0) {
            break;
        }
    }
    die(machine, thread);
}

static bool allows_death(const struct fiber_machine *machine)
{
    struct schedule *schedule = machine->options->schedule;

    return !schedule->allows_death || schedule->allows_death(schedule);
}

unsigned steps_choose(struct fiber_machine *machine, unsigned count)
{
    if (count == 1) {
        return 0;
    }
    machine->result->choices++;
    return machine->options->schedule->choose(machine->options->schedule, count);
}

/* Whether a number below the count is chosen; otherwise, what is chosen of the rest. */
static bool chooses(unsigned *n, unsigned count)
{
    bool chosen = *n < count;

    *n -= chosen ? 0 : count;
    return chosen;
}

/* Returns false if nothing can be done. */
static bool step(struct fiber_machine *machine)
{
    struct candidates can;

    count(machine, &can);
    if (can.ready + can.requests + can.inputs + can.timers == 0) { /* nobody waits for a death */
        can.timers = wait_for_timer(machine);
        if (can.timers == 0) {
            return false;
        }
    }
    if (can.deaths > 0 && !allows_death(machine)) {
        can.deaths = 0;
    }
    unsigned n = steps_choose(machine, can.timers + can.ready + can.requests + can.inputs + can.deaths);
    machine->result->steps++;
    if (chooses(&n, can.timers)) {
        interrupt_by_timer(machine);
    } else if (chooses(&n, can.ready)) {
        take_ready(machine, can.rank, n);
    } else if (chooses(&n, can.requests)) {
        take_request(machine, can.rank, n);
    } else if (chooses(&n, can.inputs)) {
        receive_input(machine);
    } else {
        take_death(machine, n);
    }
    return true;
}

static void end_killed(struct fiber_machine *machine)
{
    struct thread *thread;

    machine->has_killed = false;
    LIST_FOREACH(thread, &machine->threads, link)
    {
        if (thread->signal && thread->kernel && thread->state != THREAD_GONE) {
            tell_end(machine, thread, ABI_EXCEPTION_KILLED, (abi_word)thread->signal);
        }
    }
}

/* Frees threads whose TCB is dead. Not within a step, which may use one. */
static void free_dead(struct fiber_machine *machine)
{
    struct thread *thread, *next;

    machine->has_dead = false;
    for (thread = LIST_FIRST(&machine->threads); thread; thread = next) {
        next = LIST_NEXT(thread, link);
        if (!thread->kernel) {
            thread_free(thread);
        }
    }
}

static void check(struct fiber_machine *machine)
{
    machine->result->wrong = kernel_check(machine->kernel);
    if (machine->result->wrong) {
        steps_stop(machine, FIBER_INCONSISTENT, 0);
    }
}

/* Tells what each thread waits in. */
static void tell_waits(struct fiber_machine *machine)
{
    struct thread *thread;
    char text[1400];

    if (!machine->options->waits) {
        return;
    }
    LIST_FOREACH(thread, &machine->threads, link)
    {
        if (thread->kernel && thread->is_started && thread->state == THREAD_WAITING) {
            trace_wait(call_of(thread), text, sizeof(text), machine->kernel, thread->program->name,
                       thread->kernel);
            machine->options->waits(machine->options->context, text);
        }
    }
}

void steps_run(struct fiber_machine *machine)
{
    const struct fiber_options *options = machine->options;

    while (!machine->is_stopped) {
        if (!step(machine)) {
            tell_waits(machine);
            steps_stop(machine, FIBER_DEADLOCK, 0);
        }
        while (machine->has_killed && !machine->is_stopped) {
            end_killed(machine);
        }
        stop_at_root_fault(machine);
        if (options->max_steps != 0 && machine->result->steps >= options->max_steps) {
            steps_stop(machine, FIBER_TOO_LONG, 0);
        }
        if (machine->has_dead) {
            free_dead(machine);
        }
        if (options->checks_each_step && !machine->is_stopped) {
            check(machine);
        }
    }
}
