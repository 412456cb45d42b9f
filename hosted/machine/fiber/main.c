/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The command line of an executable with programs and the fiber machine: runs one of the programs as the root
 * task, in seL4's order or on a schedule given by a seed. Reads all standard input before anything runs.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

#include "machine/fiber/machine.h"
#include "machine/fiber/programs.h"
#include "machine/fiber/thread.h"
#include "machine/graph/graph.h"
#include "machine/trace/trace.h"
#include "protocol/protocol.h"
#include "machine/page_size.h"

#define DEFAULT_CNODE_BITS 12
#define ADDRESSES_UNCHANGED 0xffffffff /* for personality(): only tells */
#define STATUS_FAILED 125
#define STATUS_SIGNAL 128 /* plus the signal's number */

static const char help[] =
    "usage: %s [--seed N] [--any-order] [--cnode-bits N] [--lenient] [--trace[=FILTER] | -c]\n"
    "       [--graph FILE] [PROGRAM [ARGUMENTS]]\n"
    "Runs PROGRAM, or the first of those below, as the root task of a hosted seL4 in this "
    "process; its exit\nstatus is ours. Standard input and output are the serial port COM1.\n"
    "  --seed N        decides every choice, mainly which of the threads of the highest priority runs; the\n"
    "                  same seed, the same run. Without it they run in seL4's order.\n"
    "  --any-order     lets threads run in any order, whatever their priorities, to find races; with --seed\n"
    "  --cnode-bits N  the root task's CNode has 2^N slots (12)\n"
    "  --lenient       mappings need no paging structures, and VSpaces no ASID\n"
    "  --trace         print every system call on standard error, and in braces what requests say\n"
    "  --trace=rpc     print requests and their answers only\n"
    "  --trace=TEXT    print lines with TEXT in them only: a program, a call, an object\n"
    "  -c              count calls, requests and their errors, and print them at the end\n"
    "  --graph FILE    write who holds what for graphviz, at the end; before that, to FILE.1, FILE.2, ...,\n"
    "                  whenever a program calls seL4_DebugSnapshot()\n"
    "  --help          print this\n"
    "Programs:";

static void print_help(FILE *file, const char *name)
{
    fprintf(file, help, name);
    for (size_t i = 0; i < fiber_program_count; i++) {
        fprintf(file, " %s", fiber_programs[i].name);
    }
    fprintf(file, "\n");
}

static int output_error; /* the first one */

static void put(void *context, const char *bytes, size_t count)
{
    (void)context;
    if ((fwrite(bytes, 1, count, stdout) != count || fflush(stdout) != 0) && output_error == 0) {
        output_error = errno;
    }
}

static void trace(void *context, const char *bytes, size_t count)
{
    (void)context;
    fwrite(bytes, 1, count, stderr);
}

static void tell_wait(void *name, const char *text)
{
    fprintf(stderr, "%s: %s\n", (const char *)name, text);
}

static const char *program_of(const void *thread)
{
    return ((const struct thread *)thread)->program->name;
}

static struct graph graph = {.program = program_of};

static void draw(void *name, struct kernel *kernel, bool at_end)
{
    if (!graph_write(&graph, kernel, at_end, name) && output_error == 0) {
        output_error = EIO;
    }
}

static bool get_number(const char *text, uint64_t *number)
{
    char *end;

    errno = 0;
    *number = strtoull(text, &end, 0);
    return errno == 0 && *text != '\0' && *text != '-' && *end == '\0';
}

static bool get_cnode_bits(const char *name, const char *text, unsigned *bits)
{
    uint64_t number;

    if (!get_number(text, &number) || number < KERNEL_MIN_CNODE_BITS || number > KERNEL_MAX_CNODE_BITS) {
        fprintf(stderr, "%s: --cnode-bits takes %d to %d\n", name, KERNEL_MIN_CNODE_BITS,
                KERNEL_MAX_CNODE_BITS);
        return false;
    }
    *bits = (unsigned)number;
    return true;
}

struct seed {
    bool is_given;
    uint64_t number;
};

/* Returns -1 to continue, or an exit status. */
static int get_options(struct fiber_options *options, struct seed *seed, int argc, char *argv[])
{
    static const struct option names[] = {
        {"seed", required_argument, NULL, 's'},  {"cnode-bits", required_argument, NULL, 'n'},
        {"lenient", no_argument, NULL, 'l'},     {"any-order", no_argument, NULL, 'a'},
        {"trace", optional_argument, NULL, 't'}, {"graph", required_argument, NULL, 'g'},
        {"help", no_argument, NULL, 'h'},        {NULL, 0, NULL, 0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "+c", names, NULL)) !=
           -1) { /* +: options after PROGRAM are its own */
        if (option == 's' && get_number(optarg, &seed->number)) {
            seed->is_given = true;
            continue;
        }
        if (option == 'c') {
            options->trace = trace;
            trace_set_summary(protocol_describe);
            continue;
        }
        if (option == 'n' && get_cnode_bits(argv[0], optarg, &options->root_cnode_bits)) {
            continue;
        }
        if (option == 'l') {
            options->lenient = true;
            continue;
        }
        if (option == 'a') {
            options->any_order = true;
            continue;
        }
        if (option == 'g') {
            graph.path = optarg;
            continue;
        }
        if (option == 't') {
            options->trace = trace;
            trace_set_protocol(protocol_describe, optarg);
            continue;
        }
        print_help(option == 'h' ? stdout : stderr, argv[0]);
        return option == 'h' ? 0 : STATUS_FAILED;
    }
    static char *arguments[2];
    arguments[0] = (char *)fiber_programs[0].name;
    options->arguments = optind < argc ? argv + optind : arguments;
    options->root = options->arguments[0];
    if (program_find(fiber_programs, fiber_program_count, options->root)) {
        return -1;
    }
    fprintf(stderr, "%s: no program %s\n", argv[0], options->root);
    return STATUS_FAILED;
}

/* All of standard input, without NULs; NULL: no memory. */
static char *read_input(void)
{
    size_t size = 1024, used = 0;
    char *bytes = malloc(size);
    int byte;

    while (bytes && (byte = getchar()) != EOF) {
        if (used + 1 == size) {
            char *larger = realloc(bytes, size *= 2);
            if (!larger) {
                free(bytes);
            }
            bytes = larger;
        }
        if (bytes && byte != '\0') {
            bytes[used++] = (char)byte;
        }
    }
    if (bytes) {
        bytes[used] = '\0';
    }
    return bytes;
}

static int run(struct fiber_options options, const struct seed *seed, const char *name)
{
    struct fiber_machine *machine = fiber_machine_new();
    struct fiber_result result;
    struct schedule_seeded seeded;
    struct schedule first;
    char text[64];

    schedule_seed(&seeded, seed->number);
    schedule_first(&first);
    options.schedule = seed->is_given ? &seeded.schedule : &first;
    options.requests_at_once = !seed->is_given;
    int status = machine ? fiber_machine_run(machine, &options, &result) : -1;
    trace_end();
    if (machine) {
        fiber_machine_destroy(machine);
    }
    if (status != 0) {
        fprintf(stderr, "%s: no memory, too little for --cnode-bits, or the arguments are too long\n", name);
        return STATUS_FAILED;
    }
    if (output_error != 0) {
        fprintf(stderr, "%s: standard output: %s\n", name, strerror(output_error));
        return STATUS_FAILED;
    }
    if (result.wrong) {
        fprintf(stderr, "%s: the kernel's state: %s\n", name, result.wrong);
    }
    if (result.end == FIBER_EXITED) {
        return result.wrong ? STATUS_FAILED : result.status;
    }
    fprintf(stderr, "%s: %s", name, fiber_result_text(&result, text, sizeof(text)));
    if (seed->is_given) {
        fprintf(stderr, " (seed %llu)", (unsigned long long)seed->number);
    }
    fprintf(stderr, "\n");
    return result.end == FIBER_DEADLOCK ? STATUS_FAILED : STATUS_SIGNAL + result.status;
}

/* Begins anew with the same addresses in each run, unless that is so already, or not allowed: programs may
 * print addresses, and faults tell them. */
static void fix_addresses(char *argv[])
{
    int now = personality(ADDRESSES_UNCHANGED);

    if (now >= 0 && !(now & ADDR_NO_RANDOMIZE) && personality((unsigned long)now | ADDR_NO_RANDOMIZE) >= 0) {
        execv("/proc/self/exe", argv);
    }
}

int main(int argc, char *argv[])
{
    struct fiber_options options = {
        .programs = fiber_programs,
        .program_count = fiber_program_count,
        .ram_bits = FIBER_MAX_RAM_BITS,
        .root_cnode_bits = DEFAULT_CNODE_BITS,
        .put = put,
        .waits = tell_wait,
        .snapshot = draw,
        .context = argv[0],
    };
    struct seed seed = {0};

    fix_addresses(argv);
    int status = get_options(&options, &seed, argc, argv);

    if (status >= 0) {
        return status;
    }
    if (!page_size_check(argv[0], sysconf(_SC_PAGESIZE))) {
        return STATUS_FAILED;
    }
    char *input = read_input();
    if (!input) {
        return STATUS_FAILED;
    }
    options.input = input;
    status = run(options, &seed, argv[0]);
    free(input);
    return status;
}
