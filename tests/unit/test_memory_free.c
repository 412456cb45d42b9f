/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * FREE: what it frees, and that it touches nothing else.
 */
#include "support/scripted_kernel.h"
#include "support/serving.h"
#include "support/steps.h"
#include "support/test.h"

#include <vspace/arch/page.h>

#define FRAME seL4_ARCH_4KPage, seL4_PageBits
#define ANOTHER_CLIENT (A_CLIENT + 1)

static uint64_t grant_frame(struct served *served)
{
    RpcMessage request = allocate_anywhere(FRAME);

    return serve_granted(served, &request).cookie;
}

static void free_frame(struct served *served, uint64_t cookie)
{
    RpcMessage request = free_of(cookie, FRAME);
    struct answer answer = serve_granted(served, &request);

    assert_int_equal(answer.caps, 0);
    assert_int_equal(answer.cookie, 0);
}

static void assert_cookie_refused(struct served *served, uint64_t cookie)
{
    RpcMessage request = free_of(cookie, FRAME);

    assert_refused(served, &request, seL4_InvalidCapability);
}

static void free_gives_object_slot_and_record_back(void **state)
{
    struct served *served = *state;
    struct holdings before = holdings_of(served);
    uint64_t cookie = grant_frame(served);

    free_frame(served, cookie);
    struct holdings after = holdings_of(served);
    assert_int_equal(after.slots, before.slots);
    assert_int_equal(after.objects, before.objects);
    assert_int_equal(after.full_slots, before.full_slots);
    assert_int_equal(after.records, before.records);
    assert_int_equal(after.freed, 1);
}

static void free_revokes_every_copy_before_the_master_goes(void **state)
{
    struct served *served = *state;
    uint64_t cookie = grant_frame(served);

    free_frame(served, cookie);
    assert_int_equal(scripted_kernel.revokes, 1);
    assert_int_equal(scripted_kernel.full_slots, 0);
}

static void free_gives_back_the_one_that_the_cookie_names(void **state)
{
    struct served *served = *state;
    RpcMessage untyped = allocate_anywhere(seL4_UntypedObject, 16);
    uint64_t first = grant_frame(served);
    uint64_t second = serve_granted(served, &untyped).cookie;
    uint64_t third = grant_frame(served);

    RpcMessage request = free_of(second, seL4_UntypedObject, 16);
    (void)serve_granted(served, &request);
    assert_int_equal(served->memory.objects, 2);
    free_frame(served, first);
    free_frame(served, third);
    assert_int_equal(served->memory.objects, 0);
}

static void free_takes_size_0_for_objects_of_a_fixed_size(void **state)
{
    struct served *served = *state;
    RpcMessage request = free_of(grant_frame(served), seL4_ARCH_4KPage, 0);

    (void)serve_granted(served, &request);
    request = allocate_anywhere(seL4_ARCH_4KPage, 0);
    free_frame(served, serve_granted(served, &request).cookie);
}

static void freed_memory_can_be_had_again_with_another_cookie(void **state)
{
    struct served *served = *state;
    uint64_t first = grant_frame(served);

    free_frame(served, first);
    uint64_t second = grant_frame(served);
    assert_true(first != second);
    free_frame(served, second);
}

static void a_second_free_is_refused(void **state)
{
    struct served *served = *state;
    uint64_t kept = grant_frame(served);
    uint64_t cookie = grant_frame(served);

    free_frame(served, cookie);
    assert_cookie_refused(served, cookie);
    free_frame(served, kept);
    assert_cookie_refused(served, kept);
}

/* The record is reused at once; the cookie of its earlier grant must not name the new one. */
static void the_cookie_of_a_record_used_again_is_refused(void **state)
{
    struct served *served = *state;
    uint64_t kept = grant_frame(served);
    uint64_t former = grant_frame(served);

    free_frame(served, former);
    uint64_t present = grant_frame(served);
    assert_cookie_refused(served, former);
    free_frame(served, present);
    free_frame(served, kept);
    uint64_t after_all = grant_frame(served);
    assert_cookie_refused(served, kept);
    assert_cookie_refused(served, former);
    free_frame(served, after_all);
}

static void another_clients_cookie_is_refused(void **state)
{
    struct served *served = *state;
    RpcMessage request = free_of(grant_frame(served), FRAME);
    struct holdings before = holdings_of(served);
    const seL4_Word badges[] = {0, ANOTHER_CLIENT, ~(seL4_Word)0};

    for (size_t i = 0; i < COUNT_OF(badges); i++) {
        assert_int_equal(serve(served, badges[i], &request).error, seL4_InvalidCapability);
        assert_holdings_equal(before, holdings_of(served));
    }
}

static void a_wrong_size_or_type_is_refused(void **state)
{
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(seL4_UntypedObject, 12);
    uint64_t cookie = serve_granted(served, &request).cookie;
    const uint64_t wrong[][2] = {{seL4_UntypedObject, 0},
                                 {seL4_UntypedObject, 11},
                                 {seL4_UntypedObject, 13},
                                 {seL4_UntypedObject, 200},
                                 {seL4_UntypedObject, 256 + 12},
                                 {seL4_UntypedObject, (UINT64_C(1) << 32) + 12},
                                 {seL4_UntypedObject, UINT64_MAX},
                                 {seL4_ARCH_4KPage, 12},
                                 {seL4_EndpointObject, 0},
                                 {9999, 12},
                                 {(UINT64_C(1) << 32) + seL4_UntypedObject, 12},
                                 {UINT64_MAX, 12}};

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        RpcMessage free_request = free_of(cookie, wrong[i][0], wrong[i][1]);
        assert_refused(served, &free_request, seL4_InvalidArgument);
    }
    request = free_of(cookie, seL4_UntypedObject, 12);
    (void)serve_granted(served, &request);
}

static void cookies_that_were_never_given_are_refused(void **state)
{
    struct served *served = *state;
    const uint64_t cookie = grant_frame(served);
    const uint64_t others[] = {0,
                               1,
                               cookie - 1,
                               cookie + 1,
                               cookie ^ (UINT64_C(1) << 63),
                               cookie ^ (UINT64_C(1) << 32),
                               cookie ^ (UINT64_C(1) << 31),
                               cookie & UINT32_MAX,
                               cookie << 1,
                               ~cookie,
                               UINT64_MAX,
                               (uintptr_t)&served->env,
                               (uintptr_t)&served->env.strangers.root->leases[0],
                               served->env.strangers.root->leases[0].vka_cookie,
                               served->env.strangers.root->leases[0].slot};

    for (size_t i = 0; i < COUNT_OF(others); i++) {
        if (others[i] != cookie) {
            assert_cookie_refused(served, others[i]);
        }
    }
    free_frame(served, cookie);
}

static void every_single_bit_of_a_cookie_counts(void **state)
{
    struct served *served = *state;
    const uint64_t cookie = grant_frame(served);

    for (unsigned bit = 0; bit < 64; bit++) {
        assert_cookie_refused(served, cookie ^ (UINT64_C(1) << bit));
    }
    free_frame(served, cookie);
}

static uint64_t random_word(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void random_cookies_are_refused(void **state)
{
    struct served *served = *state;
    uint64_t cookies[20];
    uint64_t random = 0x5e14;

    for (size_t i = 0; i < COUNT_OF(cookies); i++) {
        cookies[i] = grant_frame(served);
    }
    for (unsigned round = 0; round < 100000; round++) {
        uint64_t cookie = random_word(&random) >> (round % 64);
        bool is_one = false;
        for (size_t i = 0; i < COUNT_OF(cookies); i++) {
            is_one = is_one || cookies[i] == cookie;
        }
        if (!is_one) {
            assert_cookie_refused(served, cookie);
        }
    }
    for (size_t i = 0; i < COUNT_OF(cookies); i++) {
        free_frame(served, cookies[i]);
    }
}

static void a_cookie_fits_in_a_word(void **state)
{
    struct served *served = *state;

    for (unsigned i = 0; i < 100; i++) {
        assert_true(grant_frame(served) <= (seL4_Word)-1);
    }
}

static void a_free_that_the_kernel_fails_changes_nothing_and_can_be_repeated(void **state)
{
    struct served *served = *state;
    uint64_t cookie = grant_frame(served);
    RpcMessage request = free_of(cookie, FRAME);
    struct holdings before = holdings_of(served);

    for (unsigned step = 1; step <= 2; step++) {
        steps_fail_at(step);
        assert_int_equal(serve(served, A_CLIENT, &request).error, seL4_FailedLookup);
        assert_true(steps_have_failed());
        assert_holdings_equal(before, holdings_of(served));
    }
    steps_reset();
    free_frame(served, cookie);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(free_gives_object_slot_and_record_back),
        TEST(free_revokes_every_copy_before_the_master_goes),
        TEST(free_gives_back_the_one_that_the_cookie_names),
        TEST(free_takes_size_0_for_objects_of_a_fixed_size),
        TEST(freed_memory_can_be_had_again_with_another_cookie),
        TEST(a_second_free_is_refused),
        TEST(the_cookie_of_a_record_used_again_is_refused),
        TEST(another_clients_cookie_is_refused),
        TEST(a_wrong_size_or_type_is_refused),
        TEST(cookies_that_were_never_given_are_refused),
        TEST(every_single_bit_of_a_cookie_counts),
        TEST(random_cookies_are_refused),
        TEST(a_cookie_fits_in_a_word),
        TEST(a_free_that_the_kernel_fails_changes_nothing_and_can_be_repeated),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
