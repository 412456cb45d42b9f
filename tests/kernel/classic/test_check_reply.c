/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's self-check finds what is wrong with reply capabilities.
 */
#include "broken.h"

/* Makes a thread that waits for the root task's reply. */
static struct kernel_thread *calling_thread(struct fixture *fixture)
{
    struct fixture_thread caller = fixture_thread(fixture, 0);
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    fixture_do(fixture, caller.thread, ABI_SYS_CALL, endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    (void)fixture_answer(fixture, fixture->root);
    return caller.thread;
}

static void check_finds_a_reply_capability_whose_caller_does_not_wait(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "a reply capability's caller does not wait for it";
    struct kernel_thread *caller = calling_thread(fixture);
    ASSERT_FOUND(fixture, caller->schedule.reply, NULL, what);
    ASSERT_FOUND(fixture, caller->state, THREAD_INACTIVE, what);
    ASSERT_FOUND(fixture, fixture->root->slots[THREAD_SLOT_CALLER].capability.caller, fixture->root, what);
}

static void check_finds_a_reply_capability_that_was_copied(void **state)
{
    struct fixture *fixture = *state;
    (void)calling_thread(fixture);
    struct slot *reply = &fixture->root->slots[THREAD_SLOT_CALLER];
    struct slot copy = {.capability = reply->capability, .parent = reply};
    fixture->kernel->census.capabilities++;
    reply->first_child = &copy;
    assert_string_equal(checked(fixture), "a reply capability was copied");
    fixture->kernel->census.capabilities--;
    reply->first_child = NULL;
    assert_string_equal(checked(fixture), "nothing");
}

static void check_finds_a_reply_capability_that_is_gone(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "a thread waits for a reply capability that is gone";
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct fixture_thread caller = fixture_thread(fixture, 0);
    fixture_do(fixture, caller.thread, ABI_SYS_CALL, endpoint, 0, NO_WORDS, NO_WORDS);
    fixture_do(fixture, fixture->root, ABI_SYS_RECV, endpoint, 0, NO_WORDS, NO_WORDS);
    (void)fixture_answer(fixture, fixture->root);
    ASSERT_FOUND(fixture, fixture->root->schedule.reply, &fixture->root->slots[THREAD_SLOT_BUFFER], what);
    ASSERT_FOUND(fixture, fixture->root->schedule.reply, &fixture->root->slots[THREAD_SLOT_CALLER], what);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(check_finds_a_reply_capability_whose_caller_does_not_wait),
        KERNEL_TEST(check_finds_a_reply_capability_that_was_copied),
        KERNEL_TEST(check_finds_a_reply_capability_that_is_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
