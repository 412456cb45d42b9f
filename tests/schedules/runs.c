/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Runs; see runs.h.
 */
#include "runs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "machine/fiber/programs.h"
#include "scenario.h"

#define RAM_BITS 23
#define ROOT_CNODE_BITS 10
#define MAX_STEPS 1000000

/* Tells whether the run is in the part under test. */
static bool is_in_scenario(const struct runs *runs)
{
    return runs->is_whole || runs->yields == 1;
}

static unsigned choose(struct schedule *schedule, unsigned count)
{
    struct runs *runs = (struct runs *)schedule;

    return is_in_scenario(runs) ? runs->inner->choose(runs->inner, count) : 0;
}

static bool request(void *context, struct kernel_thread *thread, const char *program,
                    struct abi_message *message)
{
    struct runs *runs = context;

    if (message->what == ABI_SYS_YIELD && strcmp(program, runs->options.root) == 0) {
        runs->yields++;
    }
    if (!is_in_scenario(runs) || runs->hooks.request == NULL) {
        return false;
    }
    return runs->hooks.request(runs->context, thread, program, message);
}

static void answer(void *context, struct kernel_thread *thread, const char *program,
                   struct abi_message *message)
{
    struct runs *runs = context;

    if (is_in_scenario(runs) && runs->hooks.answer != NULL) {
        runs->hooks.answer(runs->context, thread, program, message);
    }
}

static void put(void *context, const char *bytes, size_t count)
{
    struct runs *runs = context;
    size_t room = sizeof(runs->output) - runs->output_bytes;

    count = count < room ? count : room;
    memcpy(runs->output + runs->output_bytes, bytes, count);
    runs->output_bytes += count;
}

void runs_init(struct runs *runs)
{
    memset(runs, 0, sizeof(*runs));
    runs->machine = fiber_machine_new();
    if (runs->machine == NULL) {
        fail_msg("no memory for a machine");
    }
    runs->own_hooks = (struct fiber_hooks){.request = request, .answer = answer};
    runs->schedule.choose = choose;
    runs->options = (struct fiber_options){
        .any_order = true,
        .programs = fiber_programs,
        .program_count = fiber_program_count,
        .ram_bits = RAM_BITS,
        .root_cnode_bits = ROOT_CNODE_BITS,
        .max_steps = MAX_STEPS,
        .context = runs,
        .put = put,
        .hooks = &runs->own_hooks,
    };
}

void runs_clean_up(struct runs *runs)
{
    fiber_machine_destroy(runs->machine);
}

/* Splits words at spaces, in place. */
static void split(char *words, char *arguments[], unsigned room)
{
    unsigned count = 0;

    for (char *word = strtok(words, " "); word != NULL && count < room - 1; word = strtok(NULL, " ")) {
        arguments[count++] = word;
    }
    arguments[count] = NULL;
}

static void run(struct runs *runs, const char *program, const char *words, struct schedule *schedule)
{
    char copy[256];
    char *arguments[RUNS_MAX_ARGUMENTS];

    snprintf(copy, sizeof(copy), "%s %s", program, words);
    split(copy, arguments, RUNS_MAX_ARGUMENTS);
    runs->options.root = program;
    runs->options.arguments = arguments;
    runs->options.schedule = schedule;
    runs->yields = 0;
    runs->output_bytes = 0;
    runs->count++;
    if (fiber_machine_run(runs->machine, &runs->options, &runs->result) != 0) {
        fail_msg("%s cannot be run", program);
    }
}

bool runs_program(struct runs *runs, const char *program, const char *arguments, struct schedule *schedule)
{
    runs->is_whole = true;
    run(runs, program, arguments, schedule);
    return runs->result.end == FIBER_EXITED && runs->result.status == 0 && runs->result.wrong == NULL;
}

int runs_scenario(struct runs *runs, const char *arguments, struct schedule *schedule)
{
    runs->is_whole = false;
    runs->inner = schedule;
    run(runs, "schedule-parent", arguments, &runs->schedule);
    return runs->result.end == FIBER_EXITED && runs->result.wrong == NULL ? runs->result.status
                                                                          : SCENARIO_FAILED;
}

_Noreturn void runs_fail(const struct runs *runs, const char *what)
{
    char text[64];

    fail_msg("%s: %s; kernel: %s\n%.*s", what, fiber_result_text(&runs->result, text, sizeof(text)),
             runs->result.wrong != NULL ? runs->result.wrong : "consistent", (int)runs->output_bytes,
             runs->output);
    abort(); /* not reached */
}
