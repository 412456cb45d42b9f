/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A hostile client beside a victim, on the hosted kernel: whatever it sends, within its limits and beyond,
 * the victim notices nothing, and the books balance.
 */
#include "support/crowd.h"
#include "support/hostile.h"
#include "support/pair.h"
#include "support/request.h"
#include "support/test.h"

#include <stdio.h>

#ifndef MESSAGES
#define MESSAGES 10000
#endif
#define HOSTILE 0
#define VICTIM 1

/* The same kinds of things as the victim's, but none of those that the victim may have. */
static const sel4rpc_limits_t hostile_limits = {
    .memory_bytes = 0x20000,
    .leases = 12,
    .addresses = {.ranges = (const sel4rpc_range_t[]){{0x10450000, 0x1045ffff}}, .count = 1},
    .objects = {.all = true},
    .irqs = {.ranges = (const sel4rpc_range_t[]){{5, 8}, {12, 12}}, .count = 2},
    .msis = {.ranges = (const sel4rpc_range_t[]){{0, 3}, {5, 8}, {12, 13}}, .count = 3},
    .pins = {.ranges = (const sel4rpc_range_t[]){{SEL4RPC_PIN(0, 0), SEL4RPC_PIN(0, 3)},
                                                 {SEL4RPC_PIN(0, 5), SEL4RPC_PIN(0, 17)}},
             .count = 2},
    .ports = {.ranges = (const sel4rpc_range_t[]){{0, 0x3f7}, {0x400, 0xffff}}, .count = 2},
};

static const sel4rpc_limits_t victim_limits = {
    .memory_bytes = SEL4RPC_UNLIMITED,
    .leases = SEL4RPC_UNLIMITED,
    .addresses = {.all = true},
    .objects = {.all = true},
    .irqs = {.ranges = (const sel4rpc_range_t[]){{4, 4}}, .count = 1, .exclusive = true},
    .msis = {.ranges = (const sel4rpc_range_t[]){{9, 11}}, .count = 1, .exclusive = true},
    .pins = {.ranges = (const sel4rpc_range_t[]){{SEL4RPC_PIN(0, 18), SEL4RPC_PIN(0, 18)}}, .count = 1},
    .ports = {.ranges = (const sel4rpc_range_t[]){{0x3f8, 0x3ff}}, .count = 1, .exclusive = true},
};

struct victim {
    uint64_t cookies[REQUEST_COUNT];
    unsigned missing;       /* freed for now; available again on request */
    AccountMessage account; /* while it holds one of each */
};

static void victim_take(struct crowd *crowd, struct victim *victim, struct hostile *hostile, unsigned n)
{
    struct grant_result grant;

    assert_int_equal(request_ask(&crowd->clients[VICTIM].rpc, &requests[n], client_slot(n), &grant), 0);
    victim->cookies[n] = grant.cookie;
    hostile_learn(hostile, grant.cookie);
}

static void victim_give_back(struct crowd *crowd, struct victim *victim, unsigned n)
{
    assert_int_equal(sel4rpc_release(&crowd->clients[VICTIM].rpc, victim->cookies[n]), 0);
    assert_false(client_slot_is_full(n));
    victim->missing = n;
}

/* The victim takes one of each. */
static void victim_start(struct crowd *crowd, struct victim *victim, struct hostile *hostile)
{
    sel4rpc_client_t *rpc = crowd_be(crowd, VICTIM);

    for (unsigned n = 0; n < REQUEST_COUNT; n++) {
        victim_take(crowd, victim, hostile, n);
    }
    assert_int_equal(sel4rpc_get_account(rpc, &victim->account), 0);
    victim_give_back(crowd, victim, 0);
}

/*
 * The victim's ordinary work: gets again what it freed, finds everything unchanged, and frees the next thing.
 */
static void victim_work(struct crowd *crowd, struct victim *victim, struct hostile *hostile)
{
    sel4rpc_client_t *rpc = crowd_be(crowd, VICTIM);
    AccountMessage account;

    victim_take(crowd, victim, hostile, victim->missing);
    for (unsigned n = 0; n < REQUEST_COUNT; n++) {
        assert_true(client_slot_is_full(n));
    }
    assert_int_equal(seL4_IRQHandler_Ack(client_slot(9).index), 0);
    assert_int_equal(seL4_X86_IOPort_In8(client_slot(12).index, 0x3f8).error, 0);
    assert_int_equal(sel4rpc_get_account(rpc, &account), 0);
    assert_memory_equal(&account, &victim->account, sizeof(account));
    victim_give_back(crowd, victim, (victim->missing + 1) % REQUEST_COUNT);
}

static void hostile_strike(struct crowd *crowd, struct hostile *hostile)
{
    seL4_CPtr endpoint = crowd_be(crowd, HOSTILE)->server_ep;
    unsigned slot = random_below(&hostile->random, CROWD_SLOTS);

    if (random_below(&hostile->random, 2) == 0) {
        client_delete(slot);
    }
    seL4_MessageInfo_t info = hostile_fill(hostile);
    seL4_SetCapReceivePath(SEL4UTILS_CNODE_SLOT, client_slot(slot).index,
                           random_below(&hostile->random, 8) == 0 ? 1 : seL4_WordBits);
    switch (random_below(&hostile->random, 16)) {
    case 0:
        seL4_Send(endpoint, info); /* it holds such grants without a capability */
        break;
    case 1:
        seL4_NBSend(endpoint, info);
        break;
    default:
        hostile_take(hostile, seL4_Call(endpoint, info));
    }
}

static void run_seed(struct crowd *crowd, unsigned seed)
{
    struct hostile hostile = hostile_new(seed, SEL4RPC_MSG_MAGIC);
    struct victim victim;

    crowd_be_server();
    assert_int_equal(
        sel4rpc_server_register(&crowd->env, crowd->clients[HOSTILE].badge, &hostile_limits, NULL), 0);
    assert_int_equal(sel4rpc_server_register(&crowd->env, crowd->clients[VICTIM].badge, &victim_limits, NULL),
                     0);
    hostile.capability = crowd->clients[HOSTILE].rpc.server_ep;
    victim_start(crowd, &victim, &hostile);
    for (unsigned i = 0; i < MESSAGES; i++) {
        hostile_strike(crowd, &hostile);
        crowd_assert_valid(crowd);
        if (i % 4 == 0) {
            victim_work(crowd, &victim, &hostile);
        }
        if (i % 64 == 63) { /* it has reached its limits: let it start anew */
            crowd_be_server();
            assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[HOSTILE].badge), 0);
        }
    }
    printf("seed %u: %u messages, %u grants, %u refusals\n", seed, MESSAGES, hostile.granted,
           hostile.refused);
    assert_int_equal(hostile.strange, 0);
    assert_true(hostile.granted > MESSAGES / 100 && hostile.refused > MESSAGES / 10);
}

static void victim_notices_nothing_and_the_books_balance(void **state)
{
    struct crowd *crowd = *state;

    for (unsigned seed = 1; seed <= 3; seed++) {
        run_seed(crowd, seed);
        crowd_be_server();
        assert_int_equal(sel4rpc_server_unregister(&crowd->env, crowd->clients[HOSTILE].badge), 0);
        assert_int_equal(sel4rpc_server_unregister(&crowd->env, crowd->clients[VICTIM].badge), 0);
        crowd_be(crowd, HOSTILE);
        for (unsigned slot = 0; slot < CROWD_SLOTS; slot++) {
            client_delete(slot);
        }
        crowd_assert_nothing_is_held(crowd);
    }
}

/* Once a client is registered, unregistered ones get nothing, whatever they send. */
static void badge_that_is_not_registered_gets_nothing(void **state)
{
    struct crowd *crowd = *state;
    struct hostile hostile = hostile_new(1, SEL4RPC_MSG_MAGIC);
    struct victim victim;

    assert_int_equal(sel4rpc_server_register(&crowd->env, crowd->clients[VICTIM].badge, &victim_limits, NULL),
                     0);
    victim_start(crowd, &victim, &hostile);
    for (unsigned i = 0; i < MESSAGES; i++) {
        hostile_strike(crowd, &hostile);
        victim_work(crowd, &victim, &hostile);
    }
    crowd_be(crowd, HOSTILE);
    for (unsigned slot = 0; slot < CROWD_SLOTS; slot++) {
        assert_false(client_slot_is_full(slot));
    }
    assert_int_equal(hostile.granted, 0);
    assert_int_equal(hostile.strange, 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, crowd_set_up, crowd_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(victim_notices_nothing_and_the_books_balance),
        TEST(badge_that_is_not_registered_gets_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
