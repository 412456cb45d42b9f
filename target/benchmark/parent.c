/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The benchmark's root task: what requests cost on the real kernel. Starts children that measure, one after
 * the other, with each of several servers, and prints tables.
 */
#include "calls.h"
#include "measure.h"
#include "print.h"
#include "unlimited.h"

#include <sel4rpc/vka.h>
#include <stdio.h>
#include <stdlib.h>
#include <vka/object.h>
#include <vspace/page.h>

#define CHILD_CNODE_BITS 13
#define RECORDS 512
#define PARKED_LEASES 64
#define PARKED_BYTES ((uint64_t)1 << 20)
#define MEMORY_BITS 26 /* log2 of the bytes that all children need together */

/* A server, and the child that asks it. */
struct configuration {
    const char *name;
    const char *image;
    loop_t loop;
    bool has_pool;
    bool parks;
    sel4rpc_parent_t parent;
    sel4rpc_parent_child_t child;
    struct results results;
    sel4rpc_vka_t pool;
    sel4rpc_vka_record_t records[RECORDS];
};

static struct configuration configurations[] = {
    {.name = "library", .image = "benchmark-library", .loop = loop_serve},
    {.name = "library, pool", .image = "benchmark-library", .loop = loop_serve, .has_pool = true},
    {.name = "library, pool, parking",
     .image = "benchmark-library",
     .loop = loop_serve,
     .has_pool = true,
     .parks = true},
    {.name = "hand-written", .image = "benchmark-bare", .loop = loop_bare},
    {.name = "hand-written, pool", .image = "benchmark-bare", .loop = loop_bare, .has_pool = true},
};
#define CONFIGURATIONS (sizeof(configurations) / sizeof(configurations[0]))
#define WITH_POOL (&configurations[1])
#define BARE (&configurations[3])

static struct results loops[4], kernel_calls;
static int failures;

static void expect(const char *what, bool done)
{
    if (!done) {
        printf("benchmark: FAILED: %s\n", what);
        failures++;
    }
}

/*
 * Has the kernel clear memory for all children: it does so with the first Retype in each untyped that it gave
 * the root task, however large that is. Takes from each size twice, because there may be two such untypeds,
 * and keeps that, so that what is left of the largest size stays clear.
 */
static void clear_memory(vka_t *vka)
{
    vka_object_t kept;

    for (int times = 0; times < 2; times++) {
        for (size_t bits = MEMORY_BITS; bits >= seL4_PageBits; bits--) {
            (void)vka_alloc_untyped(vka, bits, &kept);
        }
    }
    expect("memory for all", vka_alloc_untyped(vka, MEMORY_BITS, &kept) == 0);
}

/* Makes the parent on the platform, or on a pool that takes its memory from there. */
static int init(struct configuration *configuration, sel4rpc_platform_t *platform)
{
    sel4rpc_platform_t own = *platform;
    int error = 0;

    if (configuration->has_pool) {
        error = sel4rpc_pool_make(&configuration->pool, &platform->vka, configuration->records, RECORDS,
                                  &own.vka);
    }
    if (error == 0) {
        error = sel4rpc_parent_init_on(&configuration->parent, &own, NULL, NULL);
    }
    if (configuration->has_pool) {
        sel4rpc_server_set_untyped_of(&configuration->parent.server, sel4rpc_vka_untyped_of,
                                      &configuration->pool);
    }
    if (configuration->parks) {
        sel4rpc_server_set_parking(&configuration->parent.server, PARKED_LEASES, PARKED_BYTES);
    }
    configuration->parent.child_cnode_bits = CHILD_CNODE_BITS;
    return error;
}

/* Runs a child until it has ended, but leaves it what it holds. given: a capability for it, or 0. */
static void run_with(struct configuration *configuration, const char *name, loop_t loop,
                     struct results *results, seL4_CPtr given)
{
    struct run run = {.parent = &configuration->parent, .results = results};
    int error = sel4rpc_parent_start_with(&configuration->parent, &configuration->child, configuration->image,
                                          name, &unlimited, given);

    expect("starting a child", error == 0);
    if (error == 0) {
        loop(&run);
        expect(name, !run.failed);
    }
}

static void run(struct configuration *configuration, const char *name, loop_t loop, struct results *results)
{
    run_with(configuration, name, loop, results, seL4_CapNull);
}

static void end(struct configuration *configuration)
{
    expect("ending a child", sel4rpc_parent_end(&configuration->parent, &configuration->child) == 0);
}

static void run_and_end(struct configuration *configuration, const char *name, loop_t loop,
                        struct results *results)
{
    run(configuration, name, loop, results);
    end(configuration);
}

/* First all that needs memory which nobody has used: nothing is freed meanwhile. With MCS, this root task
 * runs on the last child's time in the end; so that one stays. */
static void run_all(void)
{
    for (size_t i = 0; i < CONFIGURATIONS; i++) {
        run(&configurations[i], "new", configurations[i].loop, &configurations[i].results);
    }
    for (size_t i = 0; i < CONFIGURATIONS; i++) {
        end(&configurations[i]);
    }
    for (size_t i = 0; i < CONFIGURATIONS; i++) {
        run_and_end(&configurations[i], "used", configurations[i].loop, &configurations[i].results);
        run_and_end(&configurations[i], "untypeds", configurations[i].loop, &configurations[i].results);
        run_and_end(&configurations[i], "untypeds", configurations[i].loop, &configurations[i].results);
        expect("nothing is parked", sel4rpc_server_flush_parked(&configurations[i].parent.server) == 0);
    }
    run_and_end(BARE, "ipc", loop_ipc, &BARE->results);
    run_and_end(WITH_POOL, "loop", loop_serve, &loops[0]);
    run_and_end(WITH_POOL, "loop", loop_prepare, &loops[1]);
    run_and_end(WITH_POOL, "loop", loop_handle, &loops[2]);
    if (config_set(CONFIG_KERNEL_MCS)) {
        run_with(WITH_POOL, "loop", loop_serve, &loops[3], seL4_CapInitThreadSC);
    }
}

static void print_all(void)
{
    struct column columns[CONFIGURATIONS + 1] = {{NULL, NULL}};
    const struct column of_loops[] = {{"serve", &loops[0]},
                                      {"prepare", &loops[1]},
                                      {"handle", &loops[2]},
                                      {config_set(CONFIG_KERNEL_MCS) ? "serve, passive" : NULL, &loops[3]},
                                      {NULL, NULL}};
    const struct column of_calls[] = {{"the kernel", &kernel_calls}, {NULL, NULL}};

    for (size_t i = 0; i < CONFIGURATIONS; i++) {
        columns[i] = (struct column){configurations[i].name, &configurations[i].results};
        if (configurations[i].results.zero_frames > 0) {
            printf(
                "benchmark: %s: all zero: %u frames, of these %u in memory just written through by the same "
                "client, %u by the client before\n",
                configurations[i].name, configurations[i].results.zero_frames,
                configurations[i].results.zero_again, configurations[i].results.zero_handed_on);
        }
    }
    print_requests(columns);
    print_requests(of_loops);
    print_calls(of_calls);
}

int main(void)
{
    static sel4rpc_platform_t platform;

    if (sel4rpc_platform_init(&platform) != 0) {
        return EXIT_FAILURE;
    }
    counter_start();
    measure_start();
    if (!print_unit()) {
        return EXIT_FAILURE;
    }
    clear_memory(&platform.vka);
    for (size_t i = 0; i < CONFIGURATIONS; i++) {
        if (init(&configurations[i], &platform) != 0) {
            printf("benchmark: no memory for a parent\n");
            return EXIT_FAILURE;
        }
    }
    expect("kernel calls", measure_calls(&platform.vka, &kernel_calls) == 0);
    run_all();
    print_all();
    printf("\nbenchmark: %d failed\n", failures);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
