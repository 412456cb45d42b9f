/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The examples and end-to-end tests, unchanged, with one thing going wrong, for every n: the kernel refuses
 * the n-th call of a child, or the n-th message between a child and its parent is shortened or altered. In
 * every case the kernel's invariants hold after each step, and the root task reaches its own end, whether it
 * reports failures or not.
 *
 * A child's messages that are not requests, ready and done, may be lost; then child and parent wait forever.
 * Altered answers alone cannot cause that. The root task's own kernel calls are not refused, because these
 * programs would give up. test_faults.c covers its server's calls.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "tampering.h"

#define ROOT_CNODE_BITS 12
#define NO_FAULT_LABEL 77

static const struct program {
    const char *name;
    const char *arguments;
    const char *input;
} programs[] = {
    {"older-parent", "", NULL},
    {"demo-parent", "", "hello\n"},
    {"two-children-parent", "", NULL},
    {"three-levels-parent", "", NULL},
    {"deadline-parent", "", NULL},
    {"end-to-end-parent", "objects", NULL},
    {"end-to-end-parent", "devices", NULL},
    {"end-to-end-leases", "crashes", NULL},
};
#define PROGRAMS (sizeof(programs) / sizeof(programs[0]))

static size_t program_count = PROGRAMS; /* the argument may lower it */

struct faults {
    struct runs runs;
    struct tampering tampering;
    unsigned long injected;
};

static bool ends_well(const struct faults *faults)
{
    const struct fiber_result *result = &faults->runs.result;
    bool waits = result->end == FIBER_DEADLOCK && faults->tampering.kind != TAMPER_ANSWER;

    return result->wrong == NULL &&
           (waits || (result->end == FIBER_EXITED && result->status <= EXIT_FAILURE));
}

/* Runs it once, on a schedule with seed n. */
static void run_once(struct faults *faults, const struct program *program)
{
    struct tampering *tampering = &faults->tampering;
    struct schedule_seeded seeded;
    char what[256];

    schedule_seed(&seeded, tampering->n);
    tampering_reset(tampering);
    tampering->spared = program->name;
    faults->runs.options.input = program->input;
    (void)runs_program(&faults->runs, program->name, program->arguments, &seeded.schedule);
    if (!ends_well(faults)) {
        snprintf(what, sizeof(what), "%s %s; kind %d, n %u, alteration %d, position %u, value %u",
                 program->name, program->arguments, (int)tampering->kind, tampering->n,
                 (int)tampering->alteration, tampering->position, tampering->value);
        runs_fail(&faults->runs, what);
    }
    faults->injected += tampering->is_done;
}

/* Here, not earlier: children crash, and cmocka installs its own signal handlers when a test begins. */
static void begin(struct faults *faults, enum tampering_kind kind)
{
    *faults = (struct faults){.tampering.kind = kind};
    runs_init(&faults->runs);
    faults->runs.options.root_cnode_bits = ROOT_CNODE_BITS;
    faults->runs.options.checks_each_step = true;
    tampering_use(&faults->tampering, &faults->runs);
}

static void end(struct faults *faults, const char *what)
{
    runs_clean_up(&faults->runs);
    assert_true(faults->injected > 0);
    print_message("%lu faults: %s\n", faults->injected, what);
}

/* Takes the errors in turn. */
static void each_kernel_call_of_a_child_is_refused(void **state)
{
    static struct faults faults;
    struct tampering *tampering = &faults.tampering;

    (void)state;
    begin(&faults, TAMPER_CALL);
    for (size_t i = 0; i < program_count; i++) {
        tampering->n = 0;
        do {
            tampering->n++;
            tampering->value = ABI_INVALID_ARGUMENT + tampering->n % ABI_NOT_ENOUGH_MEMORY;
            run_once(&faults, &programs[i]);
        } while (tampering->is_done);
    }
    end(&faults, "a kernel call refused");
}

/* Alters the n-th message in one way after another; where, and to what, varies with n. */
static const struct alterations {
    enum tampering_kind kind;
    enum alteration alteration;
    unsigned positions, first_value, values;
} alterations[] = {
    {TAMPER_REQUEST, ALTER_LENGTH, 3, 0, 1}, {TAMPER_REQUEST, ALTER_BYTE, 24, 0, 2},
    {TAMPER_REQUEST, ALTER_BYTE, 23, 2, 2},  {TAMPER_REQUEST, ALTER_LABEL, 1, NO_FAULT_LABEL, 1},
    {TAMPER_ANSWER, ALTER_LENGTH, 3, 0, 1},  {TAMPER_ANSWER, ALTER_BYTE, 16, 0, TAMPERED_BYTES},
    {TAMPER_ANSWER, ALTER_CAPS, 1, 0, 2},
};

static void alter_in_each_way(struct faults *faults, const struct program *program)
{
    struct tampering *tampering = &faults->tampering;

    for (size_t i = 0; i < sizeof(alterations) / sizeof(alterations[0]); i++) {
        const struct alterations *row = &alterations[i];
        if (row->kind == tampering->kind) {
            tampering->alteration = row->alteration;
            tampering->position = tampering->n % row->positions;
            tampering->value = row->first_value + tampering->n / row->positions % row->values;
            run_once(faults, program);
        }
    }
}

/* seen: the number of such messages in a run. */
static void alter_each_message(struct faults *faults, const unsigned *seen)
{
    for (size_t i = 0; i < program_count; i++) {
        faults->tampering.n = 0;
        do {
            faults->tampering.n++;
            alter_in_each_way(faults, &programs[i]);
        } while (*seen >= faults->tampering.n);
    }
}

static void each_request_is_altered(void **state)
{
    static struct faults faults;

    (void)state;
    begin(&faults, TAMPER_REQUEST);
    alter_each_message(&faults, &faults.tampering.requests);
    end(&faults, "a request altered");
}

static void each_answer_is_altered(void **state)
{
    static struct faults faults;

    (void)state;
    begin(&faults, TAMPER_ANSWER);
    alter_each_message(&faults, &faults.tampering.answers);
    end(&faults, "an answer altered");
}

int main(int argc, char *argv[])
{
    size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : PROGRAMS;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kernel_call_of_a_child_is_refused),
        cmocka_unit_test(each_request_is_altered),
        cmocka_unit_test(each_answer_is_altered),
    };
    program_count = count < PROGRAMS ? count : PROGRAMS;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
