/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Makes the process machine and takes it apart; see machine.h.
 */
#include "machine/process/machine.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "machine/process/memory.h"
#include "machine/process/process.h"
#include "machine/trace/trace.h"

static int fail(const char *subject, const char *reason, int status)
{
    fprintf(stderr, "sel4host: %s: %s\n", subject, reason);
    return status;
}

/* Output that nobody reads ends us as it would end any program. */
static void put(struct machine *machine, const char *bytes, size_t count)
{
    int error = console_write(&machine->console, bytes, count);

    if (error == EPIPE) {
        machine_stop(machine, STATUS_SIGNAL + SIGPIPE);
    } else if (error && !machine->stopped) {
        machine_stop(machine, fail("standard output", strerror(error), STATUS_FAILED));
    }
}

static void write_trace(void *machine, const char *bytes, size_t count)
{
    console_write_trace(&((struct machine *)machine)->console, bytes, count);
}

static void debug_put(void *machine, const char *bytes, size_t count)
{
    put(machine, bytes, count);
}

static void com1_send(void *machine, uint8_t byte)
{
    put(machine, (const char *)&byte, 1);
}

static const char *program_of(const void *thread)
{
    return thread_name(thread);
}

void machine_draw(struct machine *machine, bool at_end)
{
    if (!graph_write(&machine->graph, machine->kernel, at_end, "sel4host")) {
        machine_stop(machine, STATUS_FAILED);
        machine->status = STATUS_FAILED;
    }
}

/* The kernel must not be entered now: a port access happens within an entry. */
static void com1_interrupt(void *machine)
{
    ((struct machine *)machine)->com1_interrupted = true;
}

static uint64_t read_clock(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * TIMING_SECOND + (uint64_t)time.tv_nsec;
}

uint64_t machine_now(const struct machine *machine)
{
    return read_clock() - machine->started;
}

static abi_word port_in(void *machine, unsigned port, unsigned bytes)
{
    return ports_in(&((struct machine *)machine)->ports, port, bytes, machine_now(machine));
}

static void port_out(void *machine, unsigned port, unsigned bytes, abi_word value)
{
    ports_out(&((struct machine *)machine)->ports, port, bytes, value, machine_now(machine));
}

static void debug_snapshot(void *machine)
{
    machine_draw(machine, false);
}

static const struct uart16550_ops com1_ops = {.send = com1_send, .interrupt = com1_interrupt};

static const struct kernel_machine_ops kernel_ops = {
    .thread_set_image = machine_thread_set_image,
    .thread_start = machine_thread_start,
    .thread_pause = machine_thread_pause,
    .thread_abandon = machine_thread_abandon,
    .thread_destroy = machine_thread_destroy,
    .frame_map = memory_frame_map,
    .frame_unmap = memory_frame_unmap,
    .frame_destroy = memory_frame_destroy,
    .vspace_destroy = process_vspace_destroy,
    .port_in = port_in,
    .port_out = port_out,
    .debug_put = debug_put,
    .debug_snapshot = debug_snapshot,
};

static int init_kernel(struct machine *machine)
{
    const struct machine_options *options = &machine->options;

    if (!board_init(&machine->board, options->ram_bits)) {
        return fail("--ram", "too little address space or memory", STATUS_FAILED);
    }
    machine->kernel = board_boot(&machine->board, &kernel_ops, machine, options->ram_bits,
                                 options->cnode_bits, options->lenient);
    if (machine->kernel) {
        return 0;
    }
    fprintf(stderr, "sel4host: --cnode-bits: %u bits do not fit into --ram\n", options->cnode_bits);
    return STATUS_FAILED;
}

/* What Linux's own text for the error leaves open. */
static const char *hint_of(int error)
{
    switch (error) {
    case EAGAIN:
        return " (too many processes: see ulimit -u)";
    case EMFILE:
        return " (ulimit -n leaves too few descriptors)";
    case ENOENT: /* the program itself exists */
        return " (an interpreter that it names)";
    default:
        return "";
    }
}

static int fail_to_run(const char *program, int error)
{
    char reason[256];

    snprintf(reason, sizeof(reason), "cannot be run: %s%s", strerror(error), hint_of(error));
    return fail(program, reason, STATUS_NOT_EXECUTABLE);
}

/* Children are looked for where the executable itself is, whatever links lead to it. */
static int find_root(const char *program, char **path)
{
    struct stat status;

    *path = realpath(program, NULL);
    if (!*path) {
        bool missing = errno == ENOENT || errno == ENOTDIR;
        return fail(program, strerror(errno), missing ? STATUS_NOT_FOUND : STATUS_NOT_EXECUTABLE);
    }
    if (stat(*path, &status) < 0) {
        return fail(program, strerror(errno), STATUS_NOT_EXECUTABLE);
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(program, "not a file", STATUS_NOT_EXECUTABLE);
    }
    if (access(*path, X_OK) < 0) {
        return fail(program, strerror(errno), STATUS_NOT_EXECUTABLE);
    }
    return 0;
}

/* The path must be absolute. */
static char *directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

static int run_root(struct machine *machine, const char *path)
{
    const char *program = machine->options.program;

    machine->directory = directory_of(path);
    machine->root = thread_new_first(machine, kernel_root_thread(machine->kernel));
    if (!machine->directory || !machine->root ||
        image_init(&machine->root->process->image, path, machine->options.arguments) != ABI_NO_ERROR) {
        return fail(program, "no memory", STATUS_FAILED);
    }
    int error = process_run(machine->root->process, machine->root);
    if (error) {
        return fail_to_run(program, error);
    }
    kernel_start_root(machine->kernel);
    return 0;
}

static int start_root(struct machine *machine)
{
    char *path;
    int status = find_root(machine->options.program, &path);

    if (status == 0) {
        status = run_root(machine, path);
    }
    free(path);
    return status;
}

int machine_init(struct machine *machine, const struct machine_options *options)
{
    *machine =
        (struct machine){.options = *options, .graph = {.path = options->graph, .program = program_of}};
    LIST_INIT(&machine->processes);
    LIST_INIT(&machine->frames);
    LIST_INIT(&machine->spaces);
    ports_init(&machine->ports, &com1_ops, machine);
    machine->started = read_clock();
    console_init(&machine->console);
    trace_set_output(write_trace, machine);

    int status = init_kernel(machine);
    if (status == 0) {
        status = start_root(machine);
    }
    if (status) {
        machine_clean_up(machine);
    }
    return status;
}

void machine_clean_up(struct machine *machine)
{
    process_clean_up(machine);
    memory_clean_up(machine);
    board_clean_up(&machine->board);
    free(machine->directory);
}
