/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Records of leases: how many there can be, where they are, and that a cookie names only one grant.
 */
#include "support/scripted_kernel.h"
#include "support/serving.h"
#include "support/steps.h"
#include "support/test.h"

#include "server/lease.h"
#include <stdlib.h>
#include <string.h>

#define MOST_RECORDS (1u << 14) /* as many as an index of 14 bits can name */
#define FRAME seL4_X86_4K, seL4_PageBits

static void grant_frames(struct served *served, uint64_t cookies[], size_t count)
{
    RpcMessage request = allocate_anywhere(FRAME);

    for (size_t i = 0; i < count; i++) {
        cookies[i] = serve_granted(served, &request).cookie;
    }
}

static void free_frame(struct served *served, uint64_t cookie)
{
    RpcMessage request = free_of(cookie, FRAME);

    (void)serve_granted(served, &request);
}

static void env_is_smaller_than_1_kib(void **state)
{
    (void)state;
    assert_true(sizeof(sel4rpc_server_env_t) < 1024);
}

static void thousand_and_more_grants_can_be_held_and_freed_in_any_order(void **state)
{
    struct served *served = *state;
    static uint64_t cookies[1500];
    RpcMessage request = free_of(0, FRAME);

    grant_frames(served, cookies, COUNT_OF(cookies));
    assert_int_equal(served->memory.objects, COUNT_OF(cookies));
    for (size_t i = 0; i < COUNT_OF(cookies); i++) { /* 701 and 1500 have no common divisor */
        free_frame(served, cookies[i * 701 % COUNT_OF(cookies)]);
    }
    assert_int_equal(served->memory.objects, 0);
    request.msg.memory.address = cookies[0];
    assert_refused(served, &request, seL4_InvalidCapability);
}

static void cookies_are_all_different(void **state)
{
    struct served *served = *state;
    static uint64_t cookies[300];

    grant_frames(served, cookies, COUNT_OF(cookies));
    for (size_t i = 0; i < COUNT_OF(cookies); i++) {
        for (size_t j = 0; j < i; j++) {
            assert_true(cookies[i] != cookies[j]);
        }
    }
}

static void records_that_were_freed_are_used_again(void **state)
{
    struct served *served = *state;
    static uint64_t cookies[20];

    grant_frames(served, cookies, COUNT_OF(cookies));
    uint32_t blocks = served->env.leases.blocks;
    for (unsigned round = 0; round < 100; round++) {
        free_frame(served, cookies[7]);
        grant_frames(served, &cookies[7], 1);
    }
    assert_int_equal(served->env.leases.blocks, blocks);
}

/* A sanitizer finds leaked blocks at tear-down; this shows that the records know of none. */
static void clean_up_frees_all_blocks(void **state)
{
    struct served *served = *state;
    static uint64_t cookies[100];

    grant_frames(served, cookies, COUNT_OF(cookies));
    sel4rpc_server_clean_up(&served->env);
    assert_null(served->env.leases.root);
    assert_int_equal(served->env.leases.blocks, 0);
}

static void clean_up_keeps_the_blocks_while_the_kernel_refuses_to_revoke(void **state)
{
    struct served *served = *state;
    uint64_t cookie;

    grant_frames(served, &cookie, 1);
    steps_fail_from(1);
    sel4rpc_server_clean_up(&served->env);
    steps_reset();
    assert_int_equal(served->env.leases.held, 1);
    free_frame(served, cookie);
}

static void a_grant_adds_at_most_one_block(void **state)
{
    struct served *served = *state;
    uint64_t cookie;

    for (size_t i = 0; i < 40 * SEL4RPC_BLOCK_LEASES; i++) {
        uint32_t blocks = served->env.leases.blocks;
        grant_frames(served, &cookie, 1);
        assert_int_equal(served->env.leases.blocks, blocks + (i % SEL4RPC_BLOCK_LEASES == 0));
    }
    sel4rpc_server_clean_up(&served->env);
}

static void a_record_never_moves(void **state)
{
    struct served *served = *state;
    static uint64_t cookies[20 * SEL4RPC_BLOCK_LEASES];

    grant_frames(served, cookies, 1);
    const sel4rpc_lease_t *lease = srpc_lease_find(&served->env.leases, cookies[0]);
    grant_frames(served, cookies + 1, COUNT_OF(cookies) - 1);
    assert_ptr_equal(srpc_lease_find(&served->env.leases, cookies[0]), lease);
    sel4rpc_server_clean_up(&served->env);
}

static void a_grant_is_refused_where_malloc_fails_and_had_when_it_does_not(void **state)
{
    struct served *served = *state;
    uint64_t cookies[SEL4RPC_BLOCK_LEASES + 1];
    RpcMessage request = allocate_anywhere(FRAME);

    for (size_t i = 0; i < COUNT_OF(cookies); i += SEL4RPC_BLOCK_LEASES) {
        steps_fail_at(1); /* records are the first step */
        assert_refused(served, &request, seL4_NotEnoughMemory);
        assert_true(steps_have_failed());
        steps_reset();
        grant_frames(served, &cookies[i], i == 0 ? SEL4RPC_BLOCK_LEASES : 1);
    }
    for (size_t i = 0; i < COUNT_OF(cookies); i++) {
        free_frame(served, cookies[i]);
    }
}

static void memory_that_the_user_gave_is_used_in_place_of_mallocs(void **state)
{
    struct served *served = *state;
    static sel4rpc_lease_block_t blocks[20];
    static uint64_t cookies[COUNT_OF(blocks) * SEL4RPC_BLOCK_LEASES];
    RpcMessage request = allocate_anywhere(FRAME);

    assert_int_equal(sel4rpc_server_use_memory(&served->env, blocks, sizeof(blocks)), 0);
    grant_frames(served, cookies, COUNT_OF(cookies));
    assert_refused(served, &request, seL4_NotEnoughMemory);
    assert_ptr_equal(served->env.leases.root, blocks);

    free_frame(served, cookies[COUNT_OF(cookies) - 1]);
    grant_frames(served, &cookies[COUNT_OF(cookies) - 1], 1);
    assert_refused(served, &request, seL4_NotEnoughMemory);
    sel4rpc_server_clean_up(&served->env);
    grant_frames(served, cookies, COUNT_OF(cookies));
    assert_refused(served, &request, seL4_NotEnoughMemory);
    sel4rpc_server_clean_up(&served->env);
}

static void memory_that_the_user_gave_is_not_written_past_its_end(void **state)
{
    struct served *served = *state;
    struct {
        sel4rpc_lease_block_t blocks[2];
        unsigned char rest[sizeof(sel4rpc_lease_block_t)];
    } memory;
    uint64_t cookies[2 * SEL4RPC_BLOCK_LEASES];
    RpcMessage request = allocate_anywhere(FRAME);

    memset(&memory, 0x5a, sizeof(memory));
    /* Two blocks, and a third that lacks one byte. */
    assert_int_equal(sel4rpc_server_use_memory(&served->env, &memory, sizeof(memory) - 1), 0);
    grant_frames(served, cookies, COUNT_OF(cookies));
    assert_refused(served, &request, seL4_NotEnoughMemory);
    for (size_t i = 0; i < sizeof(memory.rest); i++) {
        assert_int_equal(memory.rest[i], 0x5a);
    }
    sel4rpc_server_clean_up(&served->env);
}

static void memory_too_small_for_a_block_is_refused(void **state)
{
    struct served *served = *state;
    sel4rpc_lease_block_t block;

    assert_int_equal(sel4rpc_server_use_memory(&served->env, &block, sizeof(block) - 1),
                     seL4_InvalidArgument);
}

static void memory_is_refused_where_it_is_null_or_misaligned(void **state)
{
    struct served *served = *state;
    sel4rpc_lease_block_t records[2];

    assert_int_equal(sel4rpc_server_use_memory(&served->env, NULL, sizeof(records)), seL4_InvalidArgument);
    assert_int_equal(sel4rpc_server_use_memory(&served->env, (char *)records + 1, sizeof(*records)),
                     seL4_InvalidArgument);
}

static void memory_is_refused_while_something_is_granted(void **state)
{
    struct served *served = *state;
    sel4rpc_lease_block_t records[2];
    uint64_t cookie;

    grant_frames(served, &cookie, 1);
    assert_int_equal(sel4rpc_server_use_memory(&served->env, records, sizeof(records)),
                     seL4_IllegalOperation);
    free_frame(served, cookie);
    assert_int_equal(sel4rpc_server_use_memory(&served->env, records, sizeof(records)), 0);
}

/* Takes leases, each with its own slot, until there are no more. Returns their number. */
static size_t take_all(sel4rpc_leases_t *leases, uint64_t *cookies, size_t most)
{
    size_t count = 0;

    for (; count < most; count++) {
        sel4rpc_lease_t *lease = srpc_lease_new(leases);
        if (lease == NULL) {
            break;
        }
        cookies[count] = srpc_lease_cookie(lease);
        lease->slot = count + 1;
        lease->badge = A_CLIENT;
    }
    return count;
}

/* With as many leases as possible, each has a cookie that names it and fits in a word. */
static void assert_every_lease_is_found(sel4rpc_leases_t *leases)
{
    const size_t most = 2 * (MOST_RECORDS);
    uint64_t *cookies = malloc(most * sizeof(*cookies));

    assert_non_null(cookies);
    size_t count = take_all(leases, cookies, most);
    assert_int_equal(count, MOST_RECORDS);
    for (size_t i = 0; i < count; i++) {
        sel4rpc_lease_t *lease = srpc_lease_find(leases, cookies[i]);
        assert_non_null(lease);
        assert_int_equal(lease->slot, i + 1);
        assert_true(cookies[i] <= (seL4_Word)-1);
    }
    for (size_t i = 0; i < count; i++) {
        srpc_lease_destroy(leases, srpc_lease_find(leases, cookies[i]));
    }
    assert_int_equal(leases->held, 0);
    srpc_lease_free_blocks(leases);
    free(cookies);
}

static void as_many_leases_as_there_can_be_are_all_found(void **state)
{
    sel4rpc_leases_t leases = {0};

    (void)state;
    assert_every_lease_is_found(&leases);
}

static void as_many_leases_as_fit_in_the_users_memory_are_all_found(void **state)
{
    sel4rpc_leases_t leases = {0};
    const size_t count = 2 * (MOST_RECORDS) / SEL4RPC_BLOCK_LEASES;
    sel4rpc_lease_block_t *records = malloc(count * sizeof(*records));

    (void)state;
    assert_non_null(records);
    srpc_lease_use_memory(&leases, records, count);
    assert_every_lease_is_found(&leases);
    free(records);
}

/* No two grants of one record share a cookie, until so many grants were made that cookies may come again. */
static void a_cookie_does_not_come_again_within_2_to_18_grants(void **state)
{
    sel4rpc_leases_t leases = {0};

    (void)state;
    sel4rpc_lease_t *keep = srpc_lease_new(&leases);
    sel4rpc_lease_t *lease = srpc_lease_new(&leases);
    const uint64_t first = srpc_lease_cookie(lease);
    srpc_lease_destroy(&leases, lease);
    for (uint32_t i = 2; i < 1u << 18; i++) {
        lease = srpc_lease_new(&leases);
        assert_true(srpc_lease_cookie(lease) != first);
        srpc_lease_destroy(&leases, lease);
    }
    srpc_lease_destroy(&leases, keep);
    srpc_lease_free_blocks(&leases);
}

/* Even after the generation wraps around, which takes 2^18 grants with 32-bit words. */
static void a_cookie_fits_in_a_word_after_any_number_of_grants(void **state)
{
    sel4rpc_leases_t leases = {0};

    (void)state;
    sel4rpc_lease_t *keep = srpc_lease_new(&leases);
    for (uint32_t i = 0; i < (1u << 18) + 10; i++) {
        sel4rpc_lease_t *lease = srpc_lease_new(&leases);
        uint64_t cookie = srpc_lease_cookie(lease);
        assert_true(cookie <= (seL4_Word)-1);
        lease->slot = 1;
        assert_ptr_equal(srpc_lease_find(&leases, cookie), lease);
        srpc_lease_destroy(&leases, lease);
    }
    srpc_lease_destroy(&leases, keep);
    srpc_lease_free_blocks(&leases);
}

/* The first grants of an env, and again after as many grants as a 32-bit word can distinguish. */
static void a_cookie_of_64_bits_does_not_come_again_after_2_to_the_18_grants(void **state)
{
    sel4rpc_leases_t leases = {0};

    (void)state;
    sel4rpc_lease_t *lease = srpc_lease_new(&leases);
    uint64_t first = srpc_lease_cookie(lease);
    srpc_lease_destroy(&leases, lease);
    leases.generation = (1u << 18) - 1;
    lease = srpc_lease_new(&leases);
    assert_int_equal(srpc_lease_cookie(lease) == first, seL4_WordBits == 32);
    srpc_lease_destroy(&leases, lease);
    srpc_lease_free_blocks(&leases);
}

static void a_lease_without_a_slot_is_not_found(void **state)
{
    sel4rpc_leases_t leases = {0};

    (void)state;
    sel4rpc_lease_t *lease = srpc_lease_new(&leases);
    assert_null(srpc_lease_find(&leases, srpc_lease_cookie(lease)));
    srpc_lease_destroy(&leases, lease);
    srpc_lease_free_blocks(&leases);
}

static void next_gives_every_lease_once(void **state)
{
    sel4rpc_leases_t leases = {0};
    uint64_t cookies[30];
    uint32_t index = 0;
    unsigned count = 0;
    sel4rpc_lease_t *lease;

    (void)state;
    assert_int_equal(take_all(&leases, cookies, COUNT_OF(cookies)), COUNT_OF(cookies));
    for (size_t i = 0; i < COUNT_OF(cookies); i += 3) {
        srpc_lease_destroy(&leases, srpc_lease_find(&leases, cookies[i]));
    }
    while ((lease = srpc_lease_next(&leases, &index)) != NULL) {
        assert_true((lease->slot - 1) % 3 != 0);
        count++;
    }
    assert_int_equal(count, 20);
    index = 0;
    while ((lease = srpc_lease_next(&leases, &index)) != NULL) {
        srpc_lease_destroy(&leases, lease);
    }
    assert_int_equal(leases.held, 0);
    srpc_lease_free_blocks(&leases);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(env_is_smaller_than_1_kib),
        TEST(thousand_and_more_grants_can_be_held_and_freed_in_any_order),
        TEST(cookies_are_all_different),
        TEST(records_that_were_freed_are_used_again),
        TEST(clean_up_frees_all_blocks),
        TEST(clean_up_keeps_the_blocks_while_the_kernel_refuses_to_revoke),
        TEST(a_grant_adds_at_most_one_block),
        TEST(a_record_never_moves),
        TEST(a_grant_is_refused_where_malloc_fails_and_had_when_it_does_not),
        TEST(memory_that_the_user_gave_is_used_in_place_of_mallocs),
        TEST(memory_that_the_user_gave_is_not_written_past_its_end),
        TEST(memory_too_small_for_a_block_is_refused),
        TEST(memory_is_refused_where_it_is_null_or_misaligned),
        TEST(memory_is_refused_while_something_is_granted),
        TEST(as_many_leases_as_there_can_be_are_all_found),
        TEST(as_many_leases_as_fit_in_the_users_memory_are_all_found),
        TEST(a_cookie_does_not_come_again_within_2_to_18_grants),
        TEST(a_cookie_fits_in_a_word_after_any_number_of_grants),
        TEST(a_cookie_of_64_bits_does_not_come_again_after_2_to_the_18_grants),
        TEST(a_lease_without_a_slot_is_not_found),
        TEST(next_gives_every_lease_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
