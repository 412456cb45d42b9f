/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task of the end-to-end tests of leases: children that die while they ask, or with
 * everything they hold, and a hostile child beside a working one. At the end of each test everything is free.
 */
#include "../support/is_valid.h"
#include "../../examples/common/parent.h"
#include "../support/unlimited.h"
#include "hostile_limits.h"

#include <sel4utils/api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IMAGE "end-to-end-lease-child"
#define THING_COUNT 7 /* the child takes as many things */
#define RECORDS 64
#define MOST_PARKED 4
#define MOST_PARKED_BYTES 0x10000

enum { FIRST, SECOND }; /* children */
enum point { BEFORE_THE_HANDLER, AFTER_THE_HANDLER, AFTER_THE_ANSWER };

struct test {
    sel4rpc_parent_t parent;
    sel4rpc_parent_child_t children[2];
    /* For the deaths. */
    enum point point;
    bool is_next; /* the first child dies of its next request */
    /* For the hostile child and its victim. */
    unsigned done;
};

static void start(struct test *test, unsigned child, const char *image, const char *name,
                  const sel4rpc_limits_t *limits)
{
    if (sel4rpc_parent_start(&test->parent, &test->children[child], image, name, limits) != 0) {
        exit(EXIT_FAILURE);
    }
}

static void end(struct test *test, unsigned child)
{
    parent_expect(sel4rpc_parent_end(&test->parent, &test->children[child]) == 0, "to end it");
}

/* Of the first child: one lease after another. Its process may exist or not. */
static int dismiss(struct test *test)
{
    bool more;
    int error;

    do {
        error = sel4rpc_server_dismiss(&test->parent.server, test->children[FIRST].badge, 1, &more);
    } while (error == 0 && more);
    return error;
}

/* ---- Deaths in the middle of a request. */

/* The process is gone; what it held, and its place among the clients, are not. */
static void die(struct test *test)
{
    test->is_next = false;
    sel4utils_destroy_process(&test->children[FIRST].process, &test->parent.platform.vka);
}

static int handle(sel4rpc_server_env_t *server, void *data, RpcMessage *request)
{
    struct test *test = data;
    enum point point = test->is_next ? test->point : AFTER_THE_ANSWER;

    if (point == BEFORE_THE_HANDLER) {
        die(test);
    }
    int error = sel4rpc_default_handler(server, NULL, request);
    if (point == AFTER_THE_HANDLER) {
        die(test);
    }
    return error;
}

static void serve_to_its_death(struct test *test)
{
    sel4rpc_parent_t *parent = &test->parent;
    bool told = false;

    while (!told || test->is_next) {
        seL4_Word badge;
        seL4_MessageInfo_t info = api_recv(parent->endpoint.cptr, &badge, parent->reply.cptr);

        if (!sel4rpc_server_handle(&parent->server, badge, info)) {
            told = test->is_next = true; /* SEL4RPC_CHILD_IS_READY */
        } else if (test->is_next) {
            die(test); /* it has been answered, but may not have run since */
        }
    }
}

/* A child that gets everything. */
static void run_heir(struct test *test)
{
    sel4rpc_parent_t *parent = &test->parent;

    start(test, SECOND, IMAGE, "heir", &unlimited);
    parent_expect(sel4rpc_parent_serve(parent, &test->children[SECOND]) == 0, "everything is there again");
    end(test, SECOND);
}

static void run_deaths(struct test *test)
{
    sel4rpc_parent_t *parent = &test->parent;
    char name[16];

    for (unsigned i = 0; i < 3 * THING_COUNT; i++) {
        test->point = (enum point)(i / THING_COUNT);
        snprintf(name, sizeof(name), "ask-%u", i % THING_COUNT);
        start(test, FIRST, IMAGE, name, &unlimited);
        parent->server.handler = handle;
        parent->server.data = test;
        serve_to_its_death(test);
        parent->server.handler = sel4rpc_default_handler;
        parent_expect(dismiss(test) == 0, "to take back");
        parent_expect(server_is_valid(&parent->server, true), "valid books");
        run_heir(test);
    }
}

/* ---- Deaths with everything that a child can hold. */

static sel4rpc_next_t take_back(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct test *test = data;
    sel4rpc_statistics_t statistics;

    (void)answer;
    parent_expect(badge == test->children[FIRST].badge &&
                      seL4_MessageInfo_get_label(info) != seL4_Fault_NullFault,
                  "a fault");
    sel4rpc_server_get_statistics(server, &statistics);
    parent_expect(statistics.held >= 6, "that it held everything");
    parent_expect(dismiss(test) == 0, "to take back");
    parent_expect(dismiss(test) == seL4_FailedLookup, "that it is no client any more");
    sel4rpc_server_get_statistics(server, &statistics);
    parent_expect(statistics.held == 0, "that nothing is held");
    return SEL4RPC_STOP;
}

static void run_crashes(struct test *test)
{
    static const char *const names[] = {"crash", "exit", "kill"};
    sel4rpc_parent_t *parent = &test->parent;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        start(test, FIRST, "end-to-end-child", names[i], &unlimited);
        sel4rpc_server_serve(&parent->server, parent->endpoint.cptr, take_back, test);
        /* Its process still exists, but what was revoked is free. */
        run_heir(test);
        end(test, FIRST);
    }
}

/* ---- A hostile child and its victim. */

static const sel4rpc_limits_t hostile_limits = {
    .memory_bytes = 0x20000,
    .leases = 12,
    .addresses = {.ranges = (const sel4rpc_range_t[]){{0x10450000, 0x1045ffff}}, .count = 1},
    .objects = {.all = true},
    HOSTILE_DEVICES,
};

static const sel4rpc_limits_t victim_limits = {
    .memory_bytes = SEL4RPC_UNLIMITED,
    .leases = SEL4RPC_UNLIMITED,
    .addresses = {.ranges = (const sel4rpc_range_t[]){{0x10440000, 0x10440fff}},
                  .count = 1,
                  .exclusive = true},
    .objects = {.all = true},
    VICTIM_DEVICES,
};

/* Answers the hostile child, whatever it sends, until it is done. */
static sel4rpc_next_t answer_all(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct test *test = data;
    bool own = seL4_MessageInfo_get_label(info) == 0 && seL4_MessageInfo_get_length(info) > 0;
    seL4_Word what = own ? seL4_GetMR(0) : 0;
    bool failed = seL4_GetMR(1) != 0;
    bool is_hostile = badge != test->children[SECOND].badge;

    if (!is_hostile && what == SEL4RPC_CHILD_IS_READY) {
        start(test, FIRST, IMAGE, "hostile", &hostile_limits);
        return SEL4RPC_NEXT;
    }
    if (what == SEL4RPC_CHILD_IS_DONE) {
        parent_expect(!failed, is_hostile ? "the hostile child" : "the victim");
        parent_expect(server_is_valid(server, true), "valid books");
        return ++test->done == 2 ? SEL4RPC_STOP : SEL4RPC_NEXT;
    }
    parent_expect(is_hostile, "the victim is alive");
    *answer = seL4_MessageInfo_new(1, 0, 0, 0);
    return is_hostile ? SEL4RPC_ANSWER : SEL4RPC_STOP;
}

static void run_hostile(struct test *test)
{
    sel4rpc_parent_t *parent = &test->parent;

    start(test, SECOND, IMAGE, "victim", &victim_limits);
    sel4rpc_server_serve(&parent->server, parent->endpoint.cptr, answer_all, test);
    end(test, FIRST);
    end(test, SECOND);
}

/* ---- What is parked. */

/* The slot of the latest that is parked. */
static seL4_CPtr parked_slot(const struct test *test)
{
    const sel4rpc_lease_t *lease = test->parent.server.parked.held;

    return lease != NULL ? lease->slot : 0;
}

/* Not a byte that one child wrote into its untyped reaches the next, which gets the same untyped. */
static void run_parked(struct test *test)
{
    static const char *const names[] = {"writer", "writer", "keeper", "reader"};
    seL4_CPtr slot = 0;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        start(test, SECOND, IMAGE, names[i], &unlimited);
        parent_expect(sel4rpc_parent_serve(&test->parent, &test->children[SECOND]) == 0, names[i]);
        end(test, SECOND);
        parent_expect(parked_slot(test) != 0 && (slot == 0 || parked_slot(test) == slot),
                      "that the same untyped is parked");
        slot = parked_slot(test);
        parent_expect(server_is_valid(&test->parent.server, true), "valid books");
    }
}

static const struct {
    const char *name;
    void (*run)(struct test *test);
    bool parks;
    bool pools;
} tests[] = {{"deaths", run_deaths, false, false},       {"crashes", run_crashes, false, false},
             {"hostile", run_hostile, false, false},     {"parked", run_parked, true, false},
             {"parked_deaths", run_deaths, true, false}, {"parked_hostile", run_hostile, true, false},
             {"pool_deaths", run_deaths, false, true},   {"pool_hostile", run_hostile, true, true},
             {"pool_parked", run_parked, true, true}};

int main(int argc, char *argv[])
{
    static sel4rpc_vka_record_t records[RECORDS];
    static struct test test;
    sel4rpc_parent_t *parent = &test.parent;
    sel4rpc_statistics_t statistics;

    test.done = 0; /* on the real kernel, one program runs several stories */
    if (sel4rpc_parent_init(parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    for (size_t i = 0; argc == 2 && i < sizeof(tests) / sizeof(tests[0]); i++) {
        if (strcmp(tests[i].name, argv[1]) == 0) {
            parent_expect(!tests[i].pools || sel4rpc_parent_use_pool(parent, records, RECORDS) == 0,
                          "a pool");
            sel4rpc_server_set_parking(&parent->server, tests[i].parks ? MOST_PARKED : 0, MOST_PARKED_BYTES);
            tests[i].run(&test);
        }
    }
    sel4rpc_server_get_statistics(&parent->server, &statistics);
    parent_expect(statistics.granted != 0 && statistics.held == 0, "the statistics");
    sel4rpc_parent_clean_up(parent);
    parent_expect(sel4rpc_platform_is_balanced(), "all memory and slots are back");
    return parent_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
