/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Records of leases: how many there can be, where they are, and that a cookie names only one grant.
 */
#include "support/registering.h"
#include "support/scripted_kernel.h"
#include "support/serving.h"
#include "support/steps.h"
#include "support/test.h"

#include "server/lease.h"
#include <stdlib.h>
#include <string.h>
#include <vspace/arch/page.h>

#define MOST_RECORDS (1u << (seL4_WordBits == 64 ? 20 : 18)) /* which an index can name */
#define FRAME seL4_ARCH_4KPage, seL4_PageBits

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
    uint32_t blocks = served->env.strangers.blocks;
    for (unsigned round = 0; round < 100; round++) {
        free_frame(served, cookies[7]);
        grant_frames(served, &cookies[7], 1);
    }
    assert_int_equal(served->env.strangers.blocks, blocks);
}

/* A sanitizer finds leaked blocks at tear-down; this shows that the records know of none. */
static void clean_up_frees_all_blocks(void **state)
{
    struct served *served = *state;
    static uint64_t cookies[100];

    grant_frames(served, cookies, COUNT_OF(cookies));
    sel4rpc_server_clean_up(&served->env);
    assert_null(served->env.strangers.root);
    assert_int_equal(served->env.strangers.blocks, 0);
}

static void clean_up_keeps_the_blocks_while_the_kernel_refuses_to_revoke(void **state)
{
    struct served *served = *state;
    uint64_t cookie;

    grant_frames(served, &cookie, 1);
    steps_fail_from(1);
    sel4rpc_server_clean_up(&served->env);
    steps_reset();
    assert_int_equal(served->env.strangers.count, 1);
    free_frame(served, cookie);
}

static void a_grant_adds_at_most_one_block(void **state)
{
    struct served *served = *state;
    uint64_t cookie;

    for (size_t i = 0; i < 40 * SEL4RPC_BLOCK_LEASES; i++) {
        uint32_t blocks = served->env.strangers.blocks;
        grant_frames(served, &cookie, 1);
        assert_int_equal(served->env.strangers.blocks, blocks + (i % SEL4RPC_BLOCK_LEASES == 0));
    }
    sel4rpc_server_clean_up(&served->env);
}

static void a_record_never_moves(void **state)
{
    struct served *served = *state;
    static uint64_t cookies[20 * SEL4RPC_BLOCK_LEASES];

    grant_frames(served, cookies, 1);
    const sel4rpc_lease_t *lease = srpc_lease_find(&served->env.strangers, cookies[0]);
    grant_frames(served, cookies + 1, COUNT_OF(cookies) - 1);
    assert_ptr_equal(srpc_lease_find(&served->env.strangers, cookies[0]), lease);
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
    assert_ptr_equal(served->env.strangers.root, blocks);

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

static void memory_is_refused_while_records_are_in_use(void **state)
{
    struct served *served = *state;
    sel4rpc_lease_block_t records[2];
    uint64_t cookie;

    grant_frames(served, &cookie, 1);
    assert_int_equal(sel4rpc_server_use_memory(&served->env, records, sizeof(records)),
                     seL4_IllegalOperation);
    sel4rpc_server_clean_up(&served->env);
    assert_int_equal(sel4rpc_server_use_memory(&served->env, records, sizeof(records)), 0);
}

/* A ledger by itself, and where its blocks come from. */
struct books {
    sel4rpc_block_pool_t pool;
    sel4rpc_ledger_t ledger;
};

static sel4rpc_lease_t *take(struct books *books)
{
    return srpc_lease_new(&books->pool, &books->ledger, true);
}

static void give(struct books *books, sel4rpc_lease_t *lease)
{
    srpc_lease_destroy(&books->ledger, lease);
}

static void assert_nothing_is_left(struct books *books)
{
    assert_int_equal(books->ledger.count, 0);
    assert_false(srpc_ledger_free(&books->pool, &books->ledger, UINT32_MAX));
    assert_int_equal(books->pool.in_use, 0);
}

/* Takes leases until there are no more, each with a slot of its own. Returns how many. */
static size_t take_all(struct books *books, uint64_t *cookies, size_t most)
{
    size_t count = 0;

    for (; count < most; count++) {
        sel4rpc_lease_t *lease = take(books);
        if (lease == NULL) {
            break;
        }
        cookies[count] = srpc_lease_cookie(lease);
        lease->slot = count + 1;
        lease->badge = A_CLIENT;
    }
    return count;
}

/* Every one of as many as there can be has a cookie that names it and fits in a word. */
static void assert_every_lease_is_found(struct books *books)
{
    const size_t most = MOST_RECORDS + 1;
    uint64_t *cookies = malloc(most * sizeof(*cookies));

    assert_non_null(cookies);
    size_t count = take_all(books, cookies, most);
    assert_int_equal(count, MOST_RECORDS);
    for (size_t i = 0; i < count; i++) {
        sel4rpc_lease_t *lease = srpc_lease_find(&books->ledger, cookies[i]);
        assert_non_null(lease);
        assert_int_equal(lease->slot, i + 1);
        assert_true(cookies[i] <= (seL4_Word)-1);
    }
    for (size_t i = 0; i < count; i++) {
        give(books, srpc_lease_find(&books->ledger, cookies[i]));
    }
    assert_nothing_is_left(books);
    free(cookies);
}

static void as_many_leases_as_there_can_be_are_all_found(void **state)
{
    struct books books = {0};

    (void)state;
    assert_true(MOST_RECORDS >= 1048575 || seL4_WordBits == 32);
    assert_every_lease_is_found(&books);
}

static void as_many_leases_as_fit_in_the_users_memory_are_all_found(void **state)
{
    const uint32_t count = MOST_RECORDS / SEL4RPC_BLOCK_LEASES + 1;
    struct books books = {.pool = {.given = malloc(count * sizeof(*books.pool.given)), .given_count = count}};

    (void)state;
    assert_non_null(books.pool.given);
    assert_every_lease_is_found(&books);
    assert_int_equal(books.pool.given_used, count - 1);
    free(books.pool.given);
}

static void blocks_of_the_users_memory_are_used_again(void **state)
{
    sel4rpc_lease_block_t blocks[3];
    struct books books = {.pool = {.given = blocks, .given_count = COUNT_OF(blocks)}};
    uint64_t cookies[COUNT_OF(blocks) * SEL4RPC_BLOCK_LEASES + 1];

    (void)state;
    for (unsigned round = 0; round < 3; round++) {
        assert_int_equal(take_all(&books, cookies, COUNT_OF(cookies)), COUNT_OF(cookies) - 1);
        while (books.ledger.held != NULL) {
            give(&books, books.ledger.held);
        }
        assert_nothing_is_left(&books);
    }
}

static void a_ledger_is_freed_a_few_blocks_at_a_time(void **state)
{
    struct books books = {0};
    uint64_t cookies[5 * SEL4RPC_BLOCK_LEASES];

    (void)state;
    (void)take_all(&books, cookies, COUNT_OF(cookies));
    while (books.ledger.held != NULL) {
        give(&books, books.ledger.held);
    }
    assert_true(srpc_ledger_free(&books.pool, &books.ledger, 2));
    assert_int_equal(books.pool.in_use, 3);
    assert_true(srpc_ledger_free(&books.pool, &books.ledger, 2));
    assert_false(srpc_ledger_free(&books.pool, &books.ledger, 2));
    assert_int_equal(books.pool.in_use, 0);
}

/* Until generations repeat, which with words of 32 bits takes 2^14 grants. */
static void a_cookie_does_not_come_again_within_2_to_14_grants(void **state)
{
    struct books books = {0};

    (void)state;
    sel4rpc_lease_t *keep = take(&books);
    sel4rpc_lease_t *lease = take(&books);
    const uint64_t first = srpc_lease_cookie(lease);
    give(&books, lease);
    for (uint32_t i = 2; i < 1u << 14; i++) {
        lease = take(&books);
        assert_true(srpc_lease_cookie(lease) != first);
        give(&books, lease);
    }
    give(&books, keep);
    assert_nothing_is_left(&books);
}

/* Also after the generation has come round, which takes a word of 32 bits 2^14 grants. */
static void a_cookie_fits_in_a_word_after_any_number_of_grants(void **state)
{
    struct books books = {0};

    (void)state;
    sel4rpc_lease_t *keep = take(&books);
    for (uint32_t i = 0; i < (1u << 14) + 10; i++) {
        sel4rpc_lease_t *lease = take(&books);
        uint64_t cookie = srpc_lease_cookie(lease);
        assert_true(cookie != 0 && cookie <= (seL4_Word)-1);
        lease->slot = 1;
        assert_ptr_equal(srpc_lease_find(&books.ledger, cookie), lease);
        give(&books, lease);
    }
    give(&books, keep);
    assert_nothing_is_left(&books);
}

static void a_lease_without_a_slot_is_not_found(void **state)
{
    struct books books = {0};

    (void)state;
    sel4rpc_lease_t *lease = take(&books);
    assert_null(srpc_lease_find(&books.ledger, srpc_lease_cookie(lease)));
    give(&books, lease);
    assert_nothing_is_left(&books);
}

/* What a client's cookies are while another does what `noise` says. */
static void get_cookies(struct served *served, unsigned noise, uint64_t cookies[], size_t count)
{
    RpcMessage request = allocate_anywhere(FRAME);

    assert_int_equal(sel4rpc_server_register(&served->env, A_CLIENT, &unlimited, NULL), 0);
    assert_int_equal(sel4rpc_server_register(&served->env, ANOTHER_CLIENT, &unlimited, NULL), 0);
    for (size_t i = 0; i < count; i++) {
        for (unsigned n = 0; n < noise; n++) {
            uint64_t cookie = serve(served, ANOTHER_CLIENT, &request).cookie;
            RpcMessage free_request = free_of(cookie, FRAME);
            if (n % 3 == 0) {
                (void)serve(served, ANOTHER_CLIENT, &free_request);
            }
        }
        cookies[i] = serve_granted(served, &request).cookie;
        if (i % 4 == 3) {
            free_frame(served, cookies[i - 1]);
        }
    }
    assert_int_equal(sel4rpc_server_unregister(&served->env, A_CLIENT), 0);
    assert_int_equal(sel4rpc_server_unregister(&served->env, ANOTHER_CLIENT), 0);
}

static void cookies_tell_nothing_about_what_others_do(void **state)
{
    uint64_t alone[50], beside_another[50];

    get_cookies(*state, 0, alone, COUNT_OF(alone));
    get_cookies(*state, 7, beside_another, COUNT_OF(beside_another));
    assert_memory_equal(alone, beside_another, sizeof(alone));
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
        TEST(memory_is_refused_while_records_are_in_use),
        TEST(as_many_leases_as_there_can_be_are_all_found),
        TEST(as_many_leases_as_fit_in_the_users_memory_are_all_found),
        TEST(blocks_of_the_users_memory_are_used_again),
        TEST(a_ledger_is_freed_a_few_blocks_at_a_time),
        TEST(a_cookie_does_not_come_again_within_2_to_14_grants),
        TEST(a_cookie_fits_in_a_word_after_any_number_of_grants),
        TEST(a_lease_without_a_slot_is_not_found),
        TEST(cookies_tell_nothing_about_what_others_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
