/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The timer, with the examples' driver. The argument names the test; the two that end in a deadlock show that
 * a timer that will not interrupt does not hide one.
 */
#include "../support/is_valid.h"
#include "../../examples/common/parent.h"
#include "../../examples/common/timer.h"
#include "../support/unlimited.h"
#include "timer_registers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vka/capops.h>
#include <vka/object_capops.h>

#define TIMER_BADGE ((seL4_Word)1 << 27)
#define SHORT_WAIT 50u    /* microseconds */
#define LONG_WAIT 150000u /* several parts of what a PC's timer can wait at once */
#define WATCHED 1000u
#define FIRST_DEADLINE 20u
#define LAST_DEADLINE 60000000u

struct test {
    sel4rpc_parent_t parent;
    struct timer timer;
    vka_object_t notification;
    cspacepath_t signal;
    bool is_late;
};

/* Returns how many signals it took. */
static unsigned wait_for(struct test *test, uint64_t microseconds)
{
    unsigned signals = 0;

    timer_start(&test->timer, microseconds);
    do {
        seL4_Wait(test->notification.cptr, NULL);
        signals++;
    } while (!timer_acknowledge(&test->timer));
    parent_expect(timer_read(&test->timer) >= microseconds, "no end before the time");
    return signals;
}

/* One wait after another. */
static void run_waits(struct test *test)
{
    parent_expect(wait_for(test, SHORT_WAIT) == 1, "a single signal");
    parent_expect(wait_for(test, LONG_WAIT) > 0, "a long wait");
}

/* Time passes for a program that only looks at it, and never goes back. A second takes too long. */
static void run_watches(struct test *test)
{
    uint64_t now = 0, before;

    timer_start(&test->timer, LAST_DEADLINE);
    do {
        before = now;
        now = timer_read(&test->timer);
        parent_expect(now >= before, "no time before the last");
    } while (now < WATCHED && timer_step < WATCHED);
    timer_stop(&test->timer);
}

/* Another wait replaces the first. */
static void run_replaced(struct test *test)
{
    timer_start(&test->timer, LAST_DEADLINE);
    (void)wait_for(test, SHORT_WAIT);
}

/* A deadlock. */
static void run_stopped(struct test *test)
{
    timer_start(&test->timer, LAST_DEADLINE);
    timer_stop(&test->timer);
    seL4_Wait(test->notification.cptr, NULL);
}

/* A deadlock: the second signal does not come. */
static void run_unacknowledged(struct test *test)
{
    timer_start(&test->timer, SHORT_WAIT);
    seL4_Wait(test->notification.cptr, NULL);
    timer_start(&test->timer, SHORT_WAIT);
    seL4_Wait(test->notification.cptr, NULL);
}

static void run_registers(struct test *test)
{
    test_registers(&test->timer);
}

static sel4rpc_next_t take_other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct test *test = data;
    seL4_Word what = seL4_GetMR(0), failures = seL4_GetMR(1);

    (void)server;
    (void)info;
    (void)answer;
    if ((badge & TIMER_BADGE) != 0) {
        test->is_late = timer_acknowledge(&test->timer);
        return test->is_late ? SEL4RPC_STOP : SEL4RPC_NEXT;
    }
    parent_expect(what == SEL4RPC_CHILD_IS_DONE && failures == 0, "a child that is done");
    return SEL4RPC_STOP;
}

/* A child that works with memory until it is done or the time is over: then the root task takes back what it
 * holds, while it goes on. Returns whether it was done. */
static bool work_until(struct test *test, uint64_t microseconds)
{
    sel4rpc_server_env_t *server = &test->parent.server;
    sel4rpc_parent_child_t child;
    AccountMessage account = {.leases = 1};

    test->is_late = false;
    timer_start(&test->timer, microseconds);
    if (sel4rpc_parent_start(&test->parent, &child, "end-to-end-lease-child", "reader", &unlimited) != 0) {
        exit(EXIT_FAILURE);
    }
    sel4rpc_server_serve(server, test->parent.endpoint.cptr, take_other, test);
    timer_stop(&test->timer);
    parent_expect(sel4rpc_server_release_client(server, child.badge) == 0, "to take all back");
    parent_expect(sel4rpc_server_get_account(server, child.badge, &account) == 0 && account.leases == 0,
                  "that it holds nothing");
    parent_expect(server_is_valid(server, true), "valid books");
    parent_expect(sel4rpc_parent_end(&test->parent, &child) == 0, "to end it");
    return !test->is_late;
}

/* The time is over earlier and later, and at last after the work. */
static void run_deadlines(struct test *test)
{
    uint64_t deadline = FIRST_DEADLINE;

    while (!work_until(test, deadline) && deadline < LAST_DEADLINE) {
        deadline += deadline / 2;
    }
    parent_expect(deadline < LAST_DEADLINE, "the work to end");
}

static const struct {
    const char *name;
    void (*run)(struct test *test);
} tests[] = {
    {"waits", run_waits},         {"watches", run_watches},     {"replaced", run_replaced},
    {"stopped", run_stopped},     {"registers", run_registers}, {"unacknowledged", run_unacknowledged},
    {"deadlines", run_deadlines},
};

static void open_timer(struct test *test)
{
    vka_t *vka = &test->parent.platform.vka;

    parent_expect(vka_alloc_notification(vka, &test->notification) == 0, "a notification");
    parent_expect(vka_mint_object(vka, &test->notification, &test->signal, seL4_CanWrite, TIMER_BADGE) == 0,
                  "its badge");
    parent_expect(seL4_TCB_BindNotification(seL4_CapInitThreadTCB, test->notification.cptr) == 0,
                  "to bind it");
    parent_expect(sel4rpc_server_set_notifications(&test->parent.server, TIMER_BADGE) == 0, "to tell of it");
    parent_expect(timer_open(&test->timer, &test->parent.platform, test->signal.capPtr) == 0, "a timer");
}

static void close_timer(struct test *test)
{
    vka_t *vka = &test->parent.platform.vka;

    timer_close(&test->timer);
    parent_expect(seL4_TCB_UnbindNotification(seL4_CapInitThreadTCB) == 0, "to unbind it");
    parent_expect(vka_cnode_delete(&test->signal) == 0, "to delete the badged one");
    vka_cspace_free_path(vka, test->signal);
    vka_free_object(vka, &test->notification);
}

int main(int argc, char *argv[])
{
    static struct test test;
    bool is_known = false;

    if (sel4rpc_parent_init(&test.parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    open_timer(&test);
    for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]) && parent_failures == 0; i++) {
        if (argc == 2 && strcmp(argv[1], tests[i].name) == 0) {
            is_known = true;
            tests[i].run(&test);
        }
    }
    parent_expect(is_known, "the name of a test");
    close_timer(&test);
    return parent_finish(&test.parent);
}
