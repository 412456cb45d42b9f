/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A thread of the highest priority hears of the root task's faults. It lets the root task go on where it ends
 * its test, as a failed assertion does.
 */
#include "crashes.h"

#include "report.h"
#include "root.h"

#include <cmocka.h>
#include <sel4utils/api.h>
#include <sel4utils/thread.h>
#include <sel4utils/util.h>
#include <stdlib.h>

static struct {
    vka_object_t faults;
    vka_object_t reply; /* with MCS */
    sel4utils_thread_t thread;
} handler;

/* The root task's stack may be what is broken. This one is enough for suite_end_step(), which only jumps. */
static seL4_Word other_stack[256] __attribute__((aligned(16)));

static int end_step_of(seL4_CPtr tcb)
{
    const size_t count = sizeof(seL4_UserContext) / sizeof(seL4_Word);
    seL4_UserContext registers;
    int error = seL4_TCB_ReadRegisters(tcb, 0, 0, count, &registers);

    if (error == 0) {
        sel4utils_set_instruction_pointer(&registers, (seL4_Word)suite_end_step);
        sel4utils_set_stack_pointer(&registers, (seL4_Word)&other_stack[128]);
        error = seL4_TCB_WriteRegisters(tcb, 1, 0, count, &registers);
    }
    return error;
}

static void handler_main(void *ignored, void *also_ignored, void *buffer)
{
    (void)ignored;
    (void)also_ignored;
    (void)buffer;
    for (;;) {
        suite_say_fault(api_recv(handler.faults.cptr, NULL, handler.reply.cptr));
        if (end_step_of(seL4_CapInitThreadTCB) != 0) {
            suite_report(SUITE_SAYS, "  the root task cannot go on");
        }
    }
}

int suite_contain_crashes(sel4rpc_platform_t *platform)
{
    simple_t *simple = &platform->simple;
    vka_t *vka = &platform->vka;
    seL4_Word data = api_make_guard_skip_word(seL4_WordBits - (seL4_Word)simple_get_cnode_size_bits(simple));
    sel4utils_thread_config_t config =
        thread_config_default(simple, simple_get_cnode(simple), data, 0, seL4_MaxPrio);
    int error = vka_alloc_endpoint(vka, &handler.faults);

    if (error == 0 && config_set(CONFIG_KERNEL_MCS)) {
        error = vka_alloc_reply(vka, &handler.reply);
    }
    if (error == 0) {
        error = sel4utils_configure_thread_config(vka, &platform->vspace, &platform->vspace, config,
                                                  &handler.thread);
    }
    if (error == 0) {
        error = sel4utils_start_thread(&handler.thread, handler_main, NULL, NULL, 1);
    }
    if (error == 0) {
        error = seL4_TCB_SetSpace(seL4_CapInitThreadTCB, handler.faults.cptr, simple_get_cnode(simple), data,
                                  simple_get_pd(simple), 0);
    }
    return error;
}

/* ---- Tests, each of which passes if it crashes. */

static void write_where_nothing_is(void **state)
{
    volatile uintptr_t nowhere = 64; /* volatile hides the value from the compiler */

    (void)state;
    *(volatile int *)nowhere = 1;
}

static void execute_no_instruction(void **state)
{
    (void)state;
    __builtin_trap();
}

static void call_beyond_the_cspace(void **state)
{
    (void)state;
    (void)seL4_Call((seL4_CPtr)1 << (seL4_WordBits - 1), seL4_MessageInfo_new(0, 0, 0, 0));
}

static void abort_the_program(void **state)
{
    (void)state;
    abort();
}

void suite_test_crashes(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(write_where_nothing_is),
        cmocka_unit_test(execute_no_instruction),
        cmocka_unit_test(call_beyond_the_cspace),
        cmocka_unit_test(abort_the_program),
    };

    suite_run_crashing_tests(tests, sizeof(tests) / sizeof(tests[0]));
    suite_end_program("crashes");
}
