/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task of the scenarios; see scenario.h. Whatever happens to the clients and their messages, each
 * client that ends leaves everything free, the books stay valid, and the next client is served.
 */
#include "../support/is_valid.h"
#include "../../examples/common/parent.h"
#include "../support/unlimited.h"
#include "budget.h"
#include "faulty.h"
#include "kernel/abi.h"
#include "scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IMAGE "schedule-child"
#define HEIR "ufdimpo"
#define POOL_RECORDS 32
#define MOST_PARKED 3
#define MOST_PARKED_BYTES 0x4000

struct scenario {
    sel4rpc_parent_t parent;
    sel4rpc_server_env_t open; /* knows no clients: serves the parent's children in an open scenario */
    sel4rpc_server_env_t *server;
    struct faulty faulty;
    sel4rpc_vka_record_t records[POOL_RECORDS];
    sel4rpc_vka_t pool;
    vka_t pool_vka;
    bool has_pool;
    bool is_open;
    bool has_budgets;
    bool fails; /* a call is to fail */
    const char *names[SCENARIO_MAX_CLIENTS];
    sel4rpc_parent_child_t clients[SCENARIO_MAX_CLIENTS];
    unsigned count;
    unsigned running;
};

static const sel4rpc_limits_t limits = {.memory_bytes = 0x10000, .leases = 8, ALL_NUMBERS};

/* The client's exit status, unless it was killed; see child.c. */
static bool ended_well(seL4_MessageInfo_t info)
{
    return seL4_MessageInfo_get_label(info) != seL4_Fault_UserException ||
           seL4_GetMR(seL4_UserException_Number) != ABI_EXCEPTION_EXIT ||
           seL4_GetMR(seL4_UserException_Code) == 0;
}

/* Tries to revoke again if the kernel refused it once. */
static void take_back(struct scenario *scenario, seL4_Word badge)
{
    sel4rpc_server_env_t *server = scenario->server;
    AccountMessage account = {.leases = 1};

    if (sel4rpc_server_release_client(server, badge) != 0) {
        parent_expect(sel4rpc_server_release_client(server, badge) == 0, "to take back in two tries");
    }
    parent_expect(sel4rpc_server_get_account(server, badge, &account) == 0 && account.leases == 0,
                  "that a client that has ended holds nothing");
}

static bool is_fault(seL4_MessageInfo_t info)
{
    switch (seL4_MessageInfo_get_label(info)) {
    case seL4_Fault_CapFault:
    case seL4_Fault_UnknownSyscall:
    case seL4_Fault_UserException:
    case seL4_Fault_VMFault:
        return true;
    default:
        return false;
    }
}

/* Handles messages that are not requests: ended clients, and requests garbled on their way. */
static sel4rpc_next_t other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                            seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct scenario *scenario = data;

    parent_expect(server_is_valid(server, true), "valid books");
    if (budget_has_ended(info)) {
        *answer = seL4_MessageInfo_new(0, 0, 0, 0);
        return SEL4RPC_ANSWER;
    }
    if (!is_fault(info)) {
        *answer = seL4_MessageInfo_new(1, 0, 0, 0);
        return SEL4RPC_ANSWER;
    }
    parent_expect(ended_well(info), "answers that may come");
    if (!scenario->is_open) {
        take_back(scenario, badge);
    }
    return --scenario->running == 0 ? SEL4RPC_STOP : SEL4RPC_NEXT;
}

static void prepare(struct scenario *scenario, sel4rpc_parent_child_t *client, const char *name)
{
    if (sel4rpc_parent_prepare(&scenario->parent, client, IMAGE, name, &limits) != 0) {
        exit(SCENARIO_FAILED);
    }
}

static void resume(struct scenario *scenario, const sel4rpc_parent_child_t *client)
{
    seL4_CPtr tcb = client->process.thread.tcb.cptr;

    parent_expect(seL4_TCB_Resume(tcb) == seL4_NoError || seL4_TCB_Resume(tcb) == seL4_NoError,
                  "to start a client in two tries");
    scenario->running++;
}

static void end(struct scenario *scenario, sel4rpc_parent_child_t *client)
{
    parent_expect(sel4rpc_parent_end(&scenario->parent, client) == 0, "to end a client");
}

/* Serves from the first message to the end of the last client. */
static void serve(struct scenario *scenario)
{
    sel4rpc_server_serve(scenario->server, scenario->parent.endpoint.cptr, other, scenario);
}

static void run(struct scenario *scenario)
{
    sel4rpc_parent_child_t heir;

    for (unsigned i = 0; i < scenario->count; i++) {
        prepare(scenario, &scenario->clients[i], scenario->names[i]);
        if (scenario->has_budgets) {
            budget_limit(&scenario->parent, &scenario->clients[i]);
        }
    }
    seL4_Yield();
    scenario->faulty.is_armed = true;
    for (unsigned i = 0; i < scenario->count; i++) {
        resume(scenario, &scenario->clients[i]);
    }
    serve(scenario);
    scenario->faulty.is_armed = false;
    seL4_Yield();

    for (unsigned i = 0; i < scenario->count; i++) {
        end(scenario, &scenario->clients[i]);
    }
    sel4rpc_server_clean_up(scenario->server);
    prepare(scenario, &heir, HEIR);
    resume(scenario, &heir);
    serve(scenario);
    end(scenario, &heir);
}

static void use_pool(struct scenario *scenario)
{
    sel4rpc_server_env_t *const servers[] = {&scenario->parent.server, &scenario->open};
    int error = sel4rpc_pool_make(&scenario->pool, &scenario->faulty.vka, scenario->records, POOL_RECORDS,
                                  &scenario->pool_vka);

    parent_expect(error == 0, "to make a pool");
    scenario->has_pool = true;
    for (unsigned i = 0; i < 2; i++) {
        servers[i]->vka = &scenario->pool_vka;
        sel4rpc_server_set_untyped_of(servers[i], sel4rpc_vka_untyped_of, &scenario->pool);
    }
}

static void clean_up(struct scenario *scenario)
{
    sel4rpc_server_clean_up(&scenario->open);
    sel4rpc_server_clean_up(&scenario->parent.server);
    if (scenario->has_pool) {
        parent_expect(sel4rpc_vka_clean_up(&scenario->pool) == 0, "to give the pool's memory back");
    }
    sel4rpc_parent_clean_up(&scenario->parent);
}

static void take_argument(struct scenario *scenario, const char *argument)
{
    struct faulty *faulty = &scenario->faulty;

    if (strcmp(argument, SCENARIO_OPEN) == 0) {
        scenario->is_open = true;
    } else if (strcmp(argument, SCENARIO_BUDGETS) == 0) {
        scenario->has_budgets = true;
    } else if (strcmp(argument, SCENARIO_PARKS) == 0) {
        sel4rpc_server_set_parking(&scenario->parent.server, MOST_PARKED, MOST_PARKED_BYTES);
    } else if (strcmp(argument, SCENARIO_POOL) == 0) {
        use_pool(scenario);
    } else if (strncmp(argument, SCENARIO_VKA, strlen(SCENARIO_VKA)) == 0) {
        faulty->vka_n = (unsigned)strtoul(argument + strlen(SCENARIO_VKA), NULL, 10);
    } else if (strncmp(argument, SCENARIO_SIMPLE, strlen(SCENARIO_SIMPLE)) == 0) {
        faulty->simple_n = (unsigned)strtoul(argument + strlen(SCENARIO_SIMPLE), NULL, 10);
    } else if (scenario->count < SCENARIO_MAX_CLIENTS) {
        scenario->names[scenario->count++] = argument;
    }
    scenario->fails = faulty->vka_n + faulty->simple_n > 0;
}

int main(int argc, char *argv[])
{
    static struct scenario scenario;
    sel4rpc_parent_t *parent = &scenario.parent;

    if (sel4rpc_parent_init(parent, NULL, NULL) != 0) {
        return SCENARIO_FAILED;
    }
    faulty_init(&scenario.faulty, &parent->platform.vka, &parent->platform.simple);
    parent->server.vka = &scenario.faulty.vka;
    parent->server.simple = &scenario.faulty.simple;
    scenario.open = parent->server;
    for (int i = 1; i < argc; i++) {
        take_argument(&scenario, argv[i]);
    }
    scenario.server = scenario.is_open ? &scenario.open : &parent->server;
    run(&scenario);
    clean_up(&scenario);
    parent_expect(sel4rpc_platform_is_balanced(), "all memory and slots back");
    if (parent_failures != 0) {
        return SCENARIO_FAILED;
    }
    return scenario.fails && !scenario.faulty.has_failed ? SCENARIO_UNTOUCHED : SCENARIO_PASSED;
}
