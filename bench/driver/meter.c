/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Runs the bench's scenarios on the fiber machine under callgrind, which counts instructions.
 *
 * Each line of standard input is a scenario: its name, the root task's program, and that program's arguments.
 * The measuring program sets marks (programs/mark.h) around what to count, any number of times. The meter
 * answers a mark when nothing else can happen, so a section includes what the server does after its answer.
 *
 * Client and server call functions of the same names, which callgrind does not tell apart. So each scenario
 * runs twice, from the same start on the same schedule: one run counts while the server runs, the other while
 * the client does. The kernel counts for the program whose request it executes. Each section ends with a dump
 * named SCENARIO:SECTION:PARTY, and a line on standard output with the party's kernel calls and RPCs.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <valgrind/callgrind.h>

#include "machine/fiber/machine.h"
#include "machine/fiber/programs.h"

#define RAM_BITS FIBER_MAX_RAM_BITS
#define ROOT_CNODE_BITS 16
#define MAX_WORDS 12

enum party { CLIENT, SERVER, PARTIES };

static const char *const party_names[] = {"client", "server"};

struct meter {
    struct schedule schedule;
    const char *scenario;
    enum party party;  /* the party that this run counts */
    bool marked;       /* a mark awaits its answer, */
    enum party marker; /* and who set it */
    bool in_section;
    bool collects;
    unsigned section;
    unsigned kernel_calls, rpcs;
};

/* Chooses the first that can go on: the longest ready thread, or a mark if no thread is ready. */
static unsigned choose_first(struct schedule *schedule, unsigned count)
{
    (void)schedule;
    (void)count;
    return 0;
}

static enum party party_of(const char *program)
{
    return strstr(program, "server") ? SERVER : CLIENT;
}

static void collect(struct meter *meter, bool wanted)
{
    if (meter->collects != wanted) {
        meter->collects = wanted;
        CALLGRIND_TOGGLE_COLLECT;
    }
}

static void begin_section(struct meter *meter)
{
    meter->in_section = true;
    meter->kernel_calls = 0;
    meter->rpcs = 0;
    CALLGRIND_START_INSTRUMENTATION;
    CALLGRIND_ZERO_STATS;
}

static void end_section(struct meter *meter)
{
    char name[128];

    collect(meter, false);
    meter->in_section = false;
    snprintf(name, sizeof(name), "%s:%u:%s", meter->scenario, meter->section, party_names[meter->party]);
    CALLGRIND_DUMP_STATS_AT(name);
    CALLGRIND_STOP_INSTRUMENTATION;
    printf("%s %u %u\n", name, meter->kernel_calls, meter->rpcs);
    meter->section++;
}

/* An RPC is a Call without a label; kernel invocations have one. */
static bool is_rpc(const struct abi_message *message)
{
    return message->what == ABI_SYS_CALL && ABI_INFO_LABEL(message->info) == 0;
}

static bool request(void *context, struct kernel_thread *thread, const char *program,
                    struct abi_message *message)
{
    struct meter *meter = context;

    (void)thread;
    if (message->what == ABI_SYS_YIELD) {
        meter->marked = true;
        meter->marker = party_of(program);
        message->what = ABI_ANSWER_RETURN;
        message->info = 0;
        return true;
    }
    if (meter->in_section && party_of(program) == meter->party) {
        meter->kernel_calls++;
        meter->rpcs += is_rpc(message);
    }
    return false;
}

static void answer(void *context, struct kernel_thread *thread, const char *program,
                   struct abi_message *message)
{
    struct meter *meter = context;

    (void)thread;
    (void)message;
    if (meter->marked && party_of(program) == meter->marker) {
        meter->marked = false;
        if (meter->in_section) {
            end_section(meter);
        } else {
            begin_section(meter);
        }
    }
    if (meter->in_section) {
        collect(meter, party_of(program) == meter->party);
    }
}

static void put(void *context, const char *bytes, size_t count)
{
    (void)context;
    fwrite(bytes, 1, count, stdout);
}

static void run(struct fiber_machine *machine, char *words[], enum party party)
{
    static const struct fiber_hooks hooks = {.request = request, .answer = answer};
    struct meter meter = {.schedule.choose = choose_first, .scenario = words[0], .party = party};
    struct fiber_options options = {
        .programs = fiber_programs,
        .program_count = fiber_program_count,
        .root = words[1],
        .arguments = words + 1,
        .schedule = &meter.schedule,
        .ram_bits = RAM_BITS,
        .root_cnode_bits = ROOT_CNODE_BITS,
        .requests_at_once = true,
        .any_order = true,
        .context = &meter,
        .put = put,
        .hooks = &hooks,
    };
    struct fiber_result result;
    char text[64];

    if (fiber_machine_run(machine, &options, &result) != 0) {
        fprintf(stderr, "%s: cannot be run\n", words[0]);
        exit(EXIT_FAILURE);
    }
    if (result.end != FIBER_EXITED || result.status != 0 || result.wrong || meter.in_section) {
        fprintf(stderr, "%s: %s; kernel: %s\n", words[0], fiber_result_text(&result, text, sizeof(text)),
                result.wrong ? result.wrong : "consistent");
        exit(EXIT_FAILURE);
    }
}

/* Splits a line at spaces, in place. Returns whether it is a scenario. */
static bool split(char *line, char *words[])
{
    unsigned count = 0;

    for (char *word = strtok(line, " \n"); word && count < MAX_WORDS; word = strtok(NULL, " \n")) {
        words[count++] = word;
    }
    words[count] = NULL;
    return count >= 2;
}

int main(void)
{
    struct fiber_machine *machine = fiber_machine_new();
    char line[256], *words[MAX_WORDS + 1];

    if (!machine) {
        return EXIT_FAILURE;
    }
    while (fgets(line, sizeof(line), stdin)) {
        if (!split(line, words)) {
            continue;
        }
        for (unsigned party = 0; party < PARTIES; party++) {
            run(machine, words, (enum party)party);
        }
    }
    fiber_machine_destroy(machine);
    return EXIT_SUCCESS;
}
