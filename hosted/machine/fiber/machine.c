/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The fiber machine: its memory, what its kernel asks for, and one run from boot to end; see machine.h.
 * steps.c has the steps of a run.
 */
#include "machine/fiber/machine.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "machine/fiber/runtime/exceptions.h"
#include "machine/fiber/steps.h"
#include "machine/page_size.h"

/* ---- What the kernel asks for. */

static abi_word set_image(void *machine, struct kernel_thread *kernel, const char *bytes, size_t count)
{
    struct fiber_machine *self = machine;
    struct thread *former = *kernel_thread_host(kernel);

    if (former && former->state != THREAD_NOT_STARTED) {
        return ABI_ILLEGAL_OPERATION;
    }
    abi_word error = thread_new(&self->threads, kernel, &self->memory, self->options->programs,
                                self->options->program_count, bytes, count);
    if (error == ABI_NO_ERROR && former) {
        former->kernel = NULL;
        thread_free(former);
    }
    return error;
}

static abi_word start(void *machine, struct kernel_thread *kernel)
{
    struct fiber_machine *self = machine;
    return thread_start(&self->threads, kernel, &self->memory);
}

/* Nothing to do: kernel_is_running() is false for a suspended thread. */
static enum kernel_paused pause_thread(void *machine, struct kernel_thread *kernel, bool paused)
{
    (void)machine;
    (void)paused;
    const struct thread *thread = *kernel_thread_host(kernel);
    return thread->state == THREAD_REQUESTING ? KERNEL_PAUSED_REQUESTING : KERNEL_PAUSED;
}

/* It has made a request: that is forgotten. */
static void abandon(void *machine, struct kernel_thread *kernel)
{
    (void)machine;
    struct thread *thread = *kernel_thread_host(kernel);
    if (thread->state == THREAD_REQUESTING || thread->state == THREAD_REFUSED) {
        thread->state = THREAD_WAITING;
    }
}

static void destroy_thread(void *machine, struct kernel_thread *kernel)
{
    struct fiber_machine *self = machine;
    struct thread *thread = *kernel_thread_host(kernel);

    if (!thread) {
        return;
    }
    if (thread == self->root) {
        steps_stop(self, FIBER_KILLED, SIGKILL);
    }
    thread_end(thread);
    *kernel_thread_host(kernel) = NULL;
    thread->kernel = NULL;
    self->has_dead = true;
}

static bool map_frame(void *machine, struct kernel_vspace *vspace, struct kernel_frame *frame, abi_word vaddr,
                      bool writable)
{
    return memory_frame_map(&((struct fiber_machine *)machine)->memory, vspace, frame, vaddr, writable);
}

static void unmap_frame(void *machine, struct kernel_vspace *vspace, struct kernel_frame *frame,
                        abi_word vaddr)
{
    memory_frame_unmap(&((struct fiber_machine *)machine)->memory, vspace, frame, vaddr);
}

static void destroy_frame(void *machine, struct kernel_frame *frame)
{
    memory_frame_destroy(&((struct fiber_machine *)machine)->memory, frame);
}

/* Ends the threads that run in it, as a process would be ended: it cannot be told to unmap what it has. The
 * kernel must not be told now. */
static void destroy_vspace(void *machine, struct kernel_vspace *vspace)
{
    struct fiber_machine *self = machine;
    const struct space *space = *kernel_vspace_host(vspace);
    struct thread *thread;

    LIST_FOREACH(thread, &self->threads, link)
    {
        if (space && space->process && thread->process == space->process) {
            thread->signal = SIGKILL;
            self->has_killed = true;
        }
    }
    if (space && space->process) {
        space->process->space = NULL;
    }
    memory_vspace_destroy(&self->memory, vspace);
}

static abi_word port_in(void *machine, unsigned port, unsigned bytes)
{
    struct fiber_machine *self = machine;

    return ports_in(&self->ports, port, bytes, self->now);
}

static void port_out(void *machine, unsigned port, unsigned bytes, abi_word value)
{
    struct fiber_machine *self = machine;

    ports_out(&self->ports, port, bytes, value, self->now);
}

static void put(void *machine, const char *bytes, size_t count)
{
    const struct fiber_options *options = ((struct fiber_machine *)machine)->options;

    if (options->put) {
        options->put(options->context, bytes, count);
    }
}

static void tell_snapshot(struct fiber_machine *machine, bool at_end)
{
    const struct fiber_options *options = machine->options;

    if (options->snapshot) {
        options->snapshot(options->context, machine->kernel, at_end);
    }
}

static void debug_snapshot(void *machine)
{
    tell_snapshot(machine, false);
}

static unsigned choose(void *machine, unsigned count)
{
    return steps_choose(machine, count);
}

static const struct kernel_machine_ops kernel_ops = {
    .thread_set_image = set_image,
    .thread_start = start,
    .thread_pause = pause_thread,
    .thread_abandon = abandon,
    .thread_destroy = destroy_thread,
    .frame_map = map_frame,
    .frame_unmap = unmap_frame,
    .frame_destroy = destroy_frame,
    .vspace_destroy = destroy_vspace,
    .port_in = port_in,
    .port_out = port_out,
    .debug_put = put,
    .debug_snapshot = debug_snapshot,
    .choose = choose,
};

static void com1_send(void *machine, uint8_t byte)
{
    put(machine, (const char *)&byte, 1);
}

/* The kernel must not be entered now: a port access happens within an entry. */
static void com1_interrupt(void *machine)
{
    ((struct fiber_machine *)machine)->com1_interrupted = true;
}

static const struct uart16550_ops com1_ops = {.send = com1_send, .interrupt = com1_interrupt};

/* ---- Memory, which outlives runs. */

struct fiber_machine *fiber_machine_new(void)
{
    if (!page_size_check("fiber machine", sysconf(_SC_PAGESIZE))) {
        return NULL;
    }
    struct fiber_machine *machine = calloc(1, sizeof(*machine));
    if (!machine) {
        return NULL;
    }
    LIST_INIT(&machine->threads);
    exceptions_take();
    struct board *board = &machine->board;
    if (!board_init(board, FIBER_MAX_RAM_BITS) ||
        memory_init(&machine->memory, board->regions, board->region_count) != 0) {
        fiber_machine_destroy(machine);
        return NULL;
    }
    return machine;
}

void fiber_machine_destroy(struct fiber_machine *machine)
{
    if (machine->memory.regions) {
        memory_clean_up(&machine->memory);
    }
    board_clean_up(&machine->board);
    free(machine);
    exceptions_restore();
}

/* ---- One run. */

/* Names the root task's program and its arguments, as others name a thread's. */
static abi_word name_root(struct fiber_machine *machine, const struct fiber_options *options)
{
    char text[1024];
    size_t used = strlen(options->root) + 1;

    if (used > sizeof(text)) {
        return ABI_INVALID_ARGUMENT;
    }
    memcpy(text, options->root, used);
    for (char *const *argument = options->arguments; *argument; argument++) {
        size_t size = strlen(*argument) + 1;
        if (size > sizeof(text) - used) {
            return ABI_INVALID_ARGUMENT;
        }
        memcpy(text + used, *argument, size);
        used += size;
    }
    return set_image(machine, kernel_root_thread(machine->kernel), text, used);
}

static int start_root(struct fiber_machine *machine, const struct fiber_options *options)
{
    struct kernel_thread *kernel = kernel_root_thread(machine->kernel);

    if (name_root(machine, options) != ABI_NO_ERROR) {
        return -1;
    }
    machine->root = *kernel_thread_host(kernel);
    if (thread_start(&machine->threads, kernel, &machine->memory) != ABI_NO_ERROR) {
        return -1;
    }
    kernel_start_root(machine->kernel);
    return 0;
}

static void give_back(struct fiber_machine *machine)
{
    while (!LIST_EMPTY(&machine->threads)) {
        thread_free(LIST_FIRST(&machine->threads));
    }
    for (size_t i = 0; i < machine->options->program_count; i++) {
        program_clean_up(&machine->options->programs[i]);
    }
    memory_reset(&machine->memory);
    machine->root = NULL;
    machine->options = NULL;
}

int fiber_machine_run(struct fiber_machine *machine, const struct fiber_options *options,
                      struct fiber_result *result)
{
    int status = -1;

    if (options->ram_bits < 20 || options->ram_bits > FIBER_MAX_RAM_BITS) {
        return -1;
    }
    machine->options = options;
    machine->input = options->input;
    machine->input_has_ended = false;
    machine->now = 0;
    machine->com1_interrupted = false;
    machine->has_dead = false;
    machine->has_killed = false;
    machine->is_stopped = false;
    ports_init(&machine->ports, &com1_ops, machine);
    if (options->trace) {
        trace_set_output(options->trace, options->context);
    }
    machine->kernel = board_boot(&machine->board, &kernel_ops, machine, options->ram_bits,
                                 options->root_cnode_bits, options->lenient);
    if (machine->kernel && start_root(machine, options) == 0) {
        *result = (struct fiber_result){0};
        machine->result = result;
        steps_run(machine);
        tell_snapshot(machine, true);
        if (!result->wrong) {
            result->wrong = kernel_check(machine->kernel);
        }
        status = 0;
    }
    give_back(machine);
    return status;
}

struct kernel *fiber_machine_kernel(struct fiber_machine *machine)
{
    return machine->kernel;
}

const char *fiber_result_text(const struct fiber_result *result, char *text, size_t size)
{
    switch (result->end) {
    case FIBER_EXITED:
        snprintf(text, size, "exited with %d", result->status);
        return text;
    case FIBER_KILLED:
        snprintf(text, size, "killed by signal %d", result->status);
        return text;
    case FIBER_ROOT_FAULT:
        return "the root task faulted";
    case FIBER_DEADLOCK:
        return "deadlock: nobody can go on";
    case FIBER_TOO_LONG:
        return "given up after too many steps";
    default:
        return result->wrong ? result->wrong : "inconsistent";
    }
}
