/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The command line: see options.h.
 */
#include "machine/process/options.h"

#include "machine/trace/trace.h"
#include "protocol/protocol.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#define MIN_RAM_BITS 22
#define DEFAULT_RAM_BITS 26
#define DEFAULT_CNODE_BITS 12

const char options_help[] =
    "usage: sel4host [--ram SIZE] [--cnode-bits N] [--lenient] [--trace[=FILTER] | -c] [--graph FILE]\n"
    "                [--audit] PROGRAM [ARGUMENTS]\n"
    "Runs PROGRAM as the root task of a hosted seL4, until it ends; its exit status is ours.\n"
    "Standard input and output are the serial port COM1.\n"
    "  --ram SIZE      memory: a number with K, M or G, rounded up to a power of two (64M)\n"
    "  --cnode-bits N  the root task's CNode has 2^N slots (12)\n"
    "  --lenient       mappings need no paging structures, and VSpaces no ASID\n"
    "  --trace         print every system call on standard error, and in braces what requests say\n"
    "  --trace=rpc     print requests and their answers only\n"
    "  --trace=TEXT    print lines with TEXT in them only: a program, a call, an object\n"
    "  -c              count calls, requests and their errors, and print them at the end\n"
    "  --graph FILE    write who holds what for graphviz, at the end; before that, to FILE.1, FILE.2, ...,\n"
    "                  at SIGUSR1 and whenever a program calls seL4_DebugSnapshot()\n"
    "  --audit         check at the end that no descriptor, process or object was lost\n"
    "  --help          print this\n";

static const char *const ram_range = ABI_WORD_BITS == 64
                                         ? "4M to 256G: seL4 addresses no more"
                                         : "4M to 256M: it takes 8 times as much address space";

/* The factor that a suffix stands for, as a shift; -1: not a suffix. */
static int suffix_bits(const char *suffix)
{
    if (suffix[0] && suffix[1]) {
        return -1;
    }
    switch (toupper((unsigned char)suffix[0])) {
    case '\0':
        return 0;
    case 'K':
        return 10;
    case 'M':
        return 20;
    case 'G':
        return 30;
    default:
        return -1;
    }
}

static bool get_ram_bits(const char *text, unsigned *bits)
{
    char *suffix;

    errno = 0;
    unsigned long long size = strtoull(text, &suffix, 10);
    int shift = suffix_bits(suffix);
    unsigned long long limit = 1ULL << BOARD_MAX_RAM_BITS;
    if (errno || !isdigit((unsigned char)text[0]) || shift < 0 || size > limit >> shift) {
        return false;
    }
    size <<= shift;
    if (size < 1ULL << MIN_RAM_BITS) {
        return false;
    }
    *bits = MIN_RAM_BITS;
    while (1ULL << *bits < size) {
        (*bits)++;
    }
    return true;
}

static bool get_cnode_bits(const char *text, unsigned *bits)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);

    if (!isdigit((unsigned char)text[0]) || *end || number < KERNEL_MIN_CNODE_BITS ||
        number > KERNEL_MAX_CNODE_BITS) {
        return false;
    }
    *bits = (unsigned)number;
    return true;
}

enum options_result options_get(struct machine_options *options, int argc, char *argv[])
{
    static const struct option names[] = {
        {"ram", required_argument, NULL, 'r'},   {"cnode-bits", required_argument, NULL, 'n'},
        {"lenient", no_argument, NULL, 'l'},     {"trace", optional_argument, NULL, 't'},
        {"graph", required_argument, NULL, 'g'}, {"audit", no_argument, NULL, 'a'},
        {"help", no_argument, NULL, 'h'},        {NULL, 0, NULL, 0},
    };
    int option;

    *options = (struct machine_options){.ram_bits = DEFAULT_RAM_BITS, .cnode_bits = DEFAULT_CNODE_BITS};
    while ((option = getopt_long(argc, argv, "+c", names, NULL)) !=
           -1) { /* +: options after PROGRAM are its own */
        switch (option) {
        case 'r':
            if (!get_ram_bits(optarg, &options->ram_bits)) {
                fprintf(stderr, "sel4host: --ram takes %s\n", ram_range);
                return OPTIONS_WRONG;
            }
            break;
        case 'c':
            options->trace = true;
            trace_set_summary(protocol_describe);
            break;
        case 'n':
            if (!get_cnode_bits(optarg, &options->cnode_bits)) {
                fprintf(stderr, "sel4host: --cnode-bits takes %d to %d\n", KERNEL_MIN_CNODE_BITS,
                        KERNEL_MAX_CNODE_BITS);
                return OPTIONS_WRONG;
            }
            break;
        case 'l':
            options->lenient = true;
            break;
        case 't':
            options->trace = true;
            trace_set_protocol(protocol_describe, optarg);
            break;
        case 'g':
            options->graph = optarg;
            break;
        case 'a':
            options->audit = true;
            break;
        case 'h':
            return OPTIONS_HELP;
        default:
            return OPTIONS_WRONG;
        }
    }
    if (optind == argc) {
        fprintf(stderr, "sel4host: no program given\n");
        return OPTIONS_WRONG;
    }
    options->program = argv[optind];
    options->arguments = argv + optind;
    return OPTIONS_RUN;
}
