/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Scenarios in which one thing goes wrong, for every n: the n-th call of the server's vka or simple fails,
 * the kernel refuses the n-th call with each possible error, or the n-th message is shortened or altered in
 * each byte, its label and its capabilities. In every case each request gets one answer, the kernel's
 * invariants hold after each step, the books balance, and the next client is served (see parent.c).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "scenario.h"
#include "tampering.h"

/* Clients that accept any answer; see child.c. */
static const char *const scenarios[] = {
    "~uq",
    "~ir ~or",
    "~vw",
    "~vw ~u",
    "~fr ~dq",
    "~mrp ~ui",
    "open ~urf",
    "open ~i ~o",
    "parks ~urdu ~or",
    "pool ~uf ~fr",
    "pool parks ~ur ~uf",
};
#define SCENARIOS (sizeof(scenarios) / sizeof(scenarios[0]))

static size_t scenario_count = SCENARIOS; /* the argument may lower it */

struct faults {
    struct runs runs;
    struct tampering tampering;
    struct schedule_seeded seeded;
    unsigned long injected;
};

/* Returns whether the fault occurred. */
static bool run_once(struct faults *faults, const char *arguments, uint64_t seed)
{
    struct tampering *tampering = &faults->tampering;
    char what[256];

    schedule_seed(&faults->seeded, seed);
    tampering_reset(tampering);
    int status = runs_scenario(&faults->runs, arguments, &faults->seeded.schedule);
    if (status == SCENARIO_FAILED || tampering->waiting_count != 0) {
        snprintf(what, sizeof(what),
                 "%s, seed %lu; kind %d, n %u, alteration %d, position %u, value %u; %u wait", arguments,
                 (unsigned long)seed, (int)tampering->kind, tampering->n, (int)tampering->alteration,
                 tampering->position, tampering->value, tampering->waiting_count);
        runs_fail(&faults->runs, what);
    }
    bool came = tampering->kind == TAMPER_NOTHING ? status == SCENARIO_PASSED : tampering->is_done;
    faults->injected += came;
    return came;
}

static int set_up(void **state)
{
    static struct faults faults;

    faults = (struct faults){.injected = 0};
    runs_init(&faults.runs);
    faults.runs.options.checks_each_step = true;
    tampering_use(&faults.tampering, &faults.runs);
    *state = &faults;
    return 0;
}

static int tear_down(void **state)
{
    runs_clean_up(&((struct faults *)*state)->runs);
    return 0;
}

static void print_count(const struct faults *faults, const char *what)
{
    assert_true(faults->injected > 0);
    print_message("%lu faults: %s\n", faults->injected, what);
}

/* ---- The server's vka and simple. */

static void fail_each_call(struct faults *faults, const char *option)
{
    char arguments[64];

    for (size_t i = 0; i < scenario_count; i++) {
        unsigned n = 0;
        do {
            snprintf(arguments, sizeof(arguments), "%s%u %s", option, ++n, scenarios[i]);
        } while (run_once(faults, arguments, n));
    }
}

static void each_vka_call_fails(void **state)
{
    fail_each_call(*state, SCENARIO_VKA);
    print_count(*state, "a call of the vka");
}

static void each_simple_call_fails(void **state)
{
    fail_each_call(*state, SCENARIO_SIMPLE);
    print_count(*state, "a call of the simple");
}

/* ---- The kernel. */

static void each_kernel_call_is_refused(void **state)
{
    struct faults *faults = *state;

    faults->tampering.kind = TAMPER_CALL;
    for (size_t i = 0; i < scenario_count; i++) {
        for (unsigned error = ABI_INVALID_ARGUMENT; error <= ABI_NOT_ENOUGH_MEMORY; error++) {
            faults->tampering.value = error;
            faults->tampering.n = 1;
            while (run_once(faults, scenarios[i], faults->tampering.n)) {
                faults->tampering.n++;
            }
        }
    }
    print_count(faults, "a kernel call refused");
}

/* ---- Messages. */

/* A label that no fault message has: whoever sends one announces its end. */
#define NO_FAULT_LABEL 77

/* Tries every position of the n-th message. */
static bool alter_all(struct faults *faults, const char *scenario, enum alteration alteration,
                      unsigned values)
{
    struct tampering *tampering = &faults->tampering;
    bool any = false;

    tampering->alteration = alteration;
    for (tampering->value = 0; tampering->value < values; tampering->value++) {
        for (tampering->position = 0; run_once(faults, scenario, tampering->n); tampering->position++) {
            any = true;
        }
    }
    return any;
}

static void alter_once(struct faults *faults, const char *scenario, enum alteration alteration,
                       unsigned value)
{
    faults->tampering.alteration = alteration;
    faults->tampering.value = value;
    (void)run_once(faults, scenario, faults->tampering.n);
}

static void alter_each_message(struct faults *faults, enum tampering_kind kind)
{
    faults->tampering.kind = kind;
    for (size_t i = 0; i < scenario_count; i++) {
        bool any;
        faults->tampering.n = 0;
        do {
            faults->tampering.n++;
            any = alter_all(faults, scenarios[i], ALTER_LENGTH, 1);
            any = alter_all(faults, scenarios[i], ALTER_BYTE, TAMPERED_BYTES) || any;
            alter_once(faults, scenarios[i], ALTER_LABEL, NO_FAULT_LABEL);
            if (kind == TAMPER_ANSWER) {
                alter_once(faults, scenarios[i], ALTER_CAPS, 0);
                alter_once(faults, scenarios[i], ALTER_CAPS, 1);
            }
        } while (any);
    }
}

static void each_request_is_altered(void **state)
{
    alter_each_message(*state, TAMPER_REQUEST);
    print_count(*state, "a request altered");
}

static void each_answer_is_altered(void **state)
{
    alter_each_message(*state, TAMPER_ANSWER);
    print_count(*state, "an answer altered");
}

int main(int argc, char *argv[])
{
    size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : SCENARIOS;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_vka_call_fails, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_simple_call_fails, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_kernel_call_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_request_is_altered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_answer_is_altered, set_up, tear_down),
    };
    scenario_count = count < SCENARIOS ? count : SCENARIOS;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
