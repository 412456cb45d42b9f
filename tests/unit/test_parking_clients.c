/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Parking on the hosted kernel: one client's untypeds and ports become another's, of whom nothing is left;
 * and why other objects are not parked.
 */
#include "support/crowd.h"
#include "support/pair.h"
#include "support/test.h"
#include "support/unlimited.h"

#include <sel4utils/api.h>
#include <sel4utils/process.h>
#include <vka/object.h>
#include <vspace/arch/page.h>

#define MOST 8
#define MOST_BYTES (1 << 23)
#define BITS 16 /* of untypeds */
#define OWN 90  /* a slot for what a client makes */

static int set_up(void **state)
{
    assert_int_equal(crowd_set_up(state), 0);
    struct crowd *crowd = *state;

    for (unsigned n = 0; n < CROWD_CLIENTS; n++) {
        assert_int_equal(sel4rpc_server_register(&crowd->env, crowd->clients[n].badge, &unlimited, NULL), 0);
    }
    sel4rpc_server_set_parking(&crowd->env, MOST, MOST_BYTES);
    return 0;
}

static int ask(struct crowd *crowd, unsigned n, seL4_Word type, seL4_Word bits, unsigned slot,
               sel4rpc_memory_t *memory)
{
    return sel4rpc_alloc_memory(crowd_be(crowd, n), type, bits, client_slot(slot), memory);
}

static sel4rpc_memory_t grant(struct crowd *crowd, unsigned n, seL4_Word type, seL4_Word bits, unsigned slot)
{
    sel4rpc_memory_t memory;

    assert_int_equal(ask(crowd, n, type, bits, slot, &memory), 0);
    return memory;
}

static void give_back(struct crowd *crowd, unsigned n, const sel4rpc_memory_t *memory)
{
    assert_int_equal(sel4rpc_free_memory(crowd_be(crowd, n), memory), 0);
}

/* Makes objects in the current client's slots from `first` on. */
static int make(unsigned untyped, seL4_Word type, seL4_Word bits, unsigned first, seL4_Word count)
{
    sel4rpc_slot_t slot = client_slot(first);

    return (int)seL4_Untyped_Retype(client_slot(untyped).index, type, bits, slot.root, 0, 0, slot.index,
                                    count);
}

static void copy(unsigned from, sel4rpc_slot_t to)
{
    sel4rpc_slot_t slot = client_slot(from);

    assert_int_equal(seL4_CNode_Copy(to.root, to.index, (seL4_Uint8)to.depth, slot.root, slot.index,
                                     (seL4_Uint8)slot.depth, seL4_AllRights),
                     0);
}

/* ---- What is parked. */

static void the_last_holder_has_nothing_left_of_an_untyped(void **state)
{
    struct crowd *crowd = *state;
    sel4rpc_memory_t memory = grant(crowd, 0, seL4_UntypedObject, BITS, 0);

    copy(0, client_slot(1));
    assert_int_equal(make(1, seL4_ARCH_4KPage, seL4_PageBits, 2, 3), 0);
    give_back(crowd, 0, &memory);
    assert_int_equal(crowd->env.parked.count, 1);
    (void)grant(crowd, 1, seL4_UntypedObject, BITS, 0);
    assert_int_equal(crowd->env.parked.count, 0);
    crowd_be(crowd, 0);
    for (unsigned slot = 0; slot < 5; slot++) {
        assert_false(client_slot_is_full(slot));
    }
    crowd_be_server();
}

static void the_next_holder_has_the_whole_untyped(void **state)
{
    struct crowd *crowd = *state;
    sel4rpc_memory_t memory = grant(crowd, 0, seL4_UntypedObject, BITS, 0);
    seL4_Word frames = (seL4_Word)1 << (BITS - seL4_PageBits);

    assert_int_equal(make(0, seL4_ARCH_4KPage, seL4_PageBits, 1, frames), 0);
    uint64_t paddr = memory.paddr;
    give_back(crowd, 0, &memory);
    memory = grant(crowd, 1, seL4_UntypedObject, BITS, 0);
    assert_int_equal(memory.paddr, paddr);
    assert_int_equal(make(0, seL4_ARCH_4KPage, seL4_PageBits, 1, frames), 0);
    assert_int_equal(client_frame_paddr(1), paddr);
    crowd_be_server();
}

static void ports_of_another_range_can_be_had_at_once(void **state)
{
    static const seL4_Word ranges[][2] = {{0x3f8, 0x3ff}, {0x3f8, 0x3f8}, {0x3f9, 0x400}, {0x3f0, 0x410}};
    struct crowd *crowd = *state;
    uint64_t cookie;

    for (unsigned i = 0; i < 2 * COUNT_OF(ranges); i++) {
        const seL4_Word *range = ranges[i % COUNT_OF(ranges)];
        sel4rpc_client_t *rpc = crowd_be(crowd, i % CROWD_CLIENTS);
        assert_int_equal(sel4rpc_get_ioports(rpc, range[0], range[1], client_slot(0), &cookie), 0);
        assert_int_equal(sel4rpc_release(rpc, cookie), 0);
        assert_in_range(crowd->env.parked.count, 1, 2);
    }
    crowd_be_server();
}

static void what_is_parked_is_in_nobodys_way(void **state)
{
    struct crowd *crowd = *state;
    sel4rpc_memory_t memory;
    unsigned most = 0;

    while (ask(crowd, 0, seL4_UntypedObject, 20, most, &memory) == 0) {
        most++;
    }
    assert_in_range(most, 2, 7);
    crowd_be_server();
    assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[0].badge), 0);
    assert_int_equal(crowd->env.parked.count, most);
    for (unsigned i = 0; i < 2 * (most - 1); i++) {
        (void)grant(crowd, 1, seL4_UntypedObject, 19, i);
    }
    crowd_be_server();
}

/* ---- What is not. */

/* Whether nothing is left that the current client made in an untyped. */
static bool is_empty(unsigned untyped)
{
    return make(untyped, seL4_UntypedObject, BITS - 1, OWN + 1, 2) == 0;
}

static void a_thread_that_is_freed_is_gone_with_what_it_holds(void **state)
{
    struct crowd *crowd = *state;
    sel4rpc_memory_t memory;

    (void)grant(crowd, 0, seL4_UntypedObject, BITS, 0);
    memory = grant(crowd, 0, seL4_TCBObject, seL4_TCBBits, 1);
    assert_int_equal(make(0, seL4_CapTableObject, 4, OWN, 1), 0);
    assert_int_equal(api_tcb_set_space(client_slot(1).index, seL4_CapNull, client_slot(OWN).index,
                                       api_make_guard_skip_word(seL4_WordBits - 4), SEL4UTILS_PD_SLOT, 0),
                     0);
    client_delete(OWN); /* the thread has another one */
    assert_false(is_empty(0));
    give_back(crowd, 0, &memory);
    assert_true(is_empty(0));
    crowd_be_server();
}

static void a_cnode_that_is_freed_is_gone_with_what_it_holds(void **state)
{
    struct crowd *crowd = *state;
    sel4rpc_memory_t memory;

    (void)grant(crowd, 0, seL4_UntypedObject, BITS, 0);
    memory = grant(crowd, 0, seL4_CapTableObject, 4, 1);
    assert_int_equal(make(0, seL4_EndpointObject, 0, OWN, 1), 0);
    copy(OWN, (sel4rpc_slot_t){client_slot(1).index, 3, 4});
    client_delete(OWN); /* the CNode has another one */
    assert_false(is_empty(0));
    give_back(crowd, 0, &memory);
    assert_true(is_empty(0));
    crowd_be_server();
}

static void nobody_waits_at_an_endpoint_that_is_granted_after_another(void **state)
{
    struct crowd *crowd = *state;

    (void)grant(crowd, 0, seL4_EndpointObject, 0, 0);
    crowd_be_server();
    fixture_begin(crowd->clients[0].thread, ABI_SYS_RECV, client_slot(0).index,
                  seL4_MessageInfo_new(0, 0, 0, 0));
    assert_int_equal(sel4rpc_server_release_client(&crowd->env, crowd->clients[0].badge), 0);
    (void)grant(crowd, 1, seL4_EndpointObject, 0, 0);
    seL4_NBSend(client_slot(0).index, seL4_MessageInfo_new(0, 0, 0, 0));
    crowd_be_server();
    assert_false(fixture_is_done(crowd->clients[0].thread));
    crowd_destroy(crowd, 0);
    crowd_start(crowd, 0);
}

/* ---- What it costs. */

/* Kernel entries of a grant of ports, and of their release. */
static void count_entries(struct crowd *crowd, unsigned long *to_grant, unsigned long *to_release)
{
    sel4rpc_client_t *rpc = crowd_be(crowd, 0);
    unsigned long before = fixture_entries();
    uint64_t cookie;

    assert_int_equal(sel4rpc_get_ioports(rpc, 0x60, 0x64, client_slot(0), &cookie), 0);
    *to_grant = fixture_entries() - before;
    assert_int_equal(sel4rpc_release(rpc, cookie), 0);
    *to_release = fixture_entries() - before - *to_grant;
    crowd_be_server();
}

/* Neither is the kernel asked for the ports, nor to delete them. */
static void a_grant_of_what_was_parked_takes_one_kernel_call_less(void **state)
{
    struct crowd *crowd = *state;
    unsigned long grant[2], release[2];

    sel4rpc_server_set_parking(&crowd->env, 0, 0);
    count_entries(crowd, &grant[0], &release[0]);
    sel4rpc_server_set_parking(&crowd->env, MOST, MOST_BYTES);
    count_entries(crowd, &grant[1], &release[1]);
    count_entries(crowd, &grant[1], &release[1]);
    assert_int_equal(grant[1], grant[0] - 1);
    assert_true(release[1] < release[0]);
    print_message("ports: %lu and %lu entries; parked: %lu and %lu\n", grant[0], release[0], grant[1],
                  release[1]);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, crowd_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_last_holder_has_nothing_left_of_an_untyped),
        TEST(the_next_holder_has_the_whole_untyped),
        TEST(ports_of_another_range_can_be_had_at_once),
        TEST(what_is_parked_is_in_nobodys_way),
        TEST(a_thread_that_is_freed_is_gone_with_what_it_holds),
        TEST(a_cnode_that_is_freed_is_gone_with_what_it_holds),
        TEST(nobody_waits_at_an_endpoint_that_is_granted_after_another),
        TEST(a_grant_of_what_was_parked_takes_one_kernel_call_less),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
