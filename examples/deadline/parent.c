/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task gives a child memory for a limited time. The timer's interrupt arrives as a signal in the
 * same loop that serves requests; if the child still holds its leases then, the root task takes them back.
 */
#include "../common/parent.h"
#include "../common/timer.h"

#include <sel4rpc/report.h>
#include <stdio.h>
#include <stdlib.h>
#include <vka/capops.h>
#include <vka/object_capops.h>

#define TIMER_BADGE ((seL4_Word)1 << 27) /* a bit that no child's badge has */
#define MILLISECONDS 1000u               /* in microseconds */

/* How long the workers may work. */
static const struct {
    const char *name;
    unsigned milliseconds;
    bool is_late;
} workers[] = {{"quick", 60000, false}, {"slow", 50, true}};

static const sel4rpc_limits_t limits = {
    .memory_bytes = 128 * 1024, .leases = SEL4RPC_UNLIMITED, .objects = {.all = true}};

struct system {
    sel4rpc_parent_t parent;
    struct timer timer;
    vka_object_t notification; /* bound to this thread */
    cspacepath_t signal;       /* what the timer signals: a badged capability to it */
    vka_object_t never;        /* what a worker may wait for */
    sel4rpc_parent_child_t worker;
    unsigned milliseconds; /* that the worker has */
    bool is_late;
};

static const char *name_of(void *data, seL4_Word badge)
{
    const struct system *system = data;

    (void)badge;
    return system->worker.name;
}

static void put(void *data, const char *line)
{
    (void)data;
    printf("        | %s", line);
}

static void show_leases(struct system *system)
{
    sel4rpc_server_print(&system->parent.server, &(sel4rpc_report_t){put, name_of, system});
}

/* Takes back what the worker holds. Its process is still there, but has lost the memory. */
static void take_back(struct system *system)
{
    bool more;

    show_leases(system);
    int error = sel4rpc_server_dismiss(&system->parent.server, system->worker.badge, UINT32_MAX, &more);
    parent_say("I take it back: %s", error == 0 ? "done" : sel4rpc_strerror(error));
    parent_expect(error == 0 && !more, "taking back");
    show_leases(system);
}

static sel4rpc_next_t take_signal(struct system *system)
{
    if (!timer_acknowledge(&system->timer)) {
        return SEL4RPC_NEXT;
    }
    parent_expect(timer_read(&system->timer) >= system->milliseconds * MILLISECONDS, "the time");
    parent_say("time is up, and %s still holds", system->worker.name);
    system->is_late = true;
    take_back(system);
    return SEL4RPC_STOP;
}

/* Handles the timer's signal, and the worker's own messages. */
static sel4rpc_next_t take_other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct system *system = data;
    bool is_fault = seL4_MessageInfo_get_label(info) != seL4_Fault_NullFault;
    seL4_Word what = seL4_GetMR(0), failures = seL4_GetMR(1);

    (void)server;
    (void)answer;
    if ((badge & TIMER_BADGE) != 0) {
        return take_signal(system);
    }
    if (!is_fault && what == SEL4RPC_CHILD_IS_READY) {
        parent_say("%s has %u ms", system->worker.name, system->milliseconds);
        timer_start(&system->timer, system->milliseconds * MILLISECONDS);
        return SEL4RPC_NEXT;
    }
    timer_stop(&system->timer);
    parent_expect(!is_fault && what == SEL4RPC_CHILD_IS_DONE && failures == 0, "how it ends");
    return SEL4RPC_STOP;
}

static void run(struct system *system, size_t number)
{
    sel4rpc_parent_t *parent = &system->parent;
    const char *name = workers[number].name;

    system->milliseconds = workers[number].milliseconds;
    system->is_late = false;
    if (sel4rpc_parent_start_with(parent, &system->worker, "deadline-worker", name, &limits,
                                  system->never.cptr) != 0) {
        parent_failures++;
        return;
    }
    sel4rpc_server_serve(&parent->server, parent->endpoint.cptr, take_other, system);
    parent_say(system->is_late ? "I end %s" : "%s is done in time; I end it", name);
    parent_expect(system->is_late == workers[number].is_late, "when it ends");
    parent_expect(sel4rpc_parent_end(parent, &system->worker) == 0, "ending it");
}

/* Lets the timer signal this thread. */
static int open_timer(struct system *system)
{
    sel4rpc_platform_t *platform = &system->parent.platform;
    vka_t *vka = &platform->vka;

    if (vka_alloc_notification(vka, &system->notification) != 0 ||
        vka_alloc_notification(vka, &system->never) != 0 ||
        vka_mint_object(vka, &system->notification, &system->signal, seL4_CanWrite, TIMER_BADGE) != 0 ||
        seL4_TCB_BindNotification(seL4_CapInitThreadTCB, system->notification.cptr) != seL4_NoError) {
        return seL4_NotEnoughMemory;
    }
    int error = sel4rpc_server_set_notifications(&system->parent.server, TIMER_BADGE);
    return error == 0 ? timer_open(&system->timer, platform, system->signal.capPtr) : error;
}

static void close_timer(struct system *system)
{
    vka_t *vka = &system->parent.platform.vka;

    timer_close(&system->timer);
    parent_expect(seL4_TCB_UnbindNotification(seL4_CapInitThreadTCB) == seL4_NoError, "unbinding");
    (void)vka_cnode_delete(&system->signal);
    vka_cspace_free_path(vka, system->signal);
    vka_free_object(vka, &system->never);
    vka_free_object(vka, &system->notification);
}

int main(void)
{
    static struct system system;

    if (sel4rpc_parent_init(&system.parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    int error = open_timer(&system);
    if (error != 0) {
        parent_say("no timer: %s", sel4rpc_strerror(error));
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < sizeof(workers) / sizeof(workers[0]); i++) {
        run(&system, i);
    }
    parent_tell_balance(&system.parent);
    close_timer(&system);
    return parent_finish(&system.parent);
}
