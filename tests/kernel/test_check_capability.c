/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel's self-check finds faults in a capability. Each test breaks one thing and mends it.
 */
#include "broken.h"

static void check_finds_a_capability_to_a_dead_object(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "a capability leads to a dead object";
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    struct object *object = capability_at(fixture, endpoint)->object;
    ASSERT_FOUND(fixture, object->kind, CAPABILITY_NULL, what);
    ASSERT_FOUND(fixture, object->kind, CAPABILITY_NOTIFICATION, what);
    ASSERT_FOUND(fixture, object->references, 0, what);
}

static void check_finds_rights_that_a_type_does_not_have(void **state)
{
    struct fixture *fixture = *state;
    abi_word notification = fixture_retype(fixture, ABI_OBJECT_NOTIFICATION, 0, 1);
    ASSERT_FOUND(fixture, capability_at(fixture, notification)->rights, ABI_RIGHTS_ALL,
                 "a capability has rights that its type does not have");
    ASSERT_FOUND(fixture, capability_at(fixture, ABI_ROOT_IRQ_CONTROL)->rights, ABI_RIGHT_WRITE,
                 "a capability has rights that its type does not have");
}

/* Makes an endpoint and, in the next slot, a copy minted with these rights and this badge. */
static abi_word mint_endpoint(struct fixture *fixture, abi_word rights, abi_word badge)
{
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    assert_int_equal(
        fixture_invoke(fixture, ABI_ROOT_CNODE, ABI_CNODE_MINT,
                       WORDS(fixture->next_slot, ABI_WORD_BITS, endpoint, ABI_WORD_BITS, rights, badge),
                       WORDS(ABI_ROOT_CNODE)),
        ABI_NO_ERROR);
    return endpoint;
}

static void check_finds_a_copy_with_more_rights(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = mint_endpoint(fixture, ABI_RIGHT_READ, 0);
    ASSERT_FOUND(fixture, capability_at(fixture, endpoint)->rights, ABI_RIGHT_WRITE,
                 "a copy has rights that its original does not have");
}

static void check_finds_a_copy_with_another_badge(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = mint_endpoint(fixture, ABI_RIGHTS_ALL, 7);
    ASSERT_FOUND(fixture, capability_at(fixture, endpoint)->badge, 8,
                 "a copy has not the badge of its original");
}

static void check_finds_an_untyped_that_cannot_be(void **state)
{
    struct fixture *fixture = *state;
    struct capability *untyped = capability_at(fixture, fixture->untyped);
    ASSERT_FOUND(fixture, untyped->watermark, ((abi_word)1 << untyped->bits) + 1,
                 "a watermark is beyond its untyped");
    ASSERT_FOUND(fixture, untyped->paddr, untyped->paddr + ((abi_word)1 << (untyped->bits - 1)),
                 "an untyped is not aligned to its size");
}

static void check_finds_a_child_that_is_not_below_the_watermark(void **state)
{
    struct fixture *fixture = *state;
    const char *what = "an untyped has a child that is not below its watermark";
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 2);
    struct capability *untyped = capability_at(fixture, fixture->untyped);
    struct object *object = capability_at(fixture, endpoint)->object;
    ASSERT_FOUND(fixture, untyped->watermark, untyped->watermark - 1, what);
    ASSERT_FOUND(fixture, untyped->watermark, 1, what);
    ASSERT_FOUND(fixture, object->paddr, untyped->paddr - 1, what);
    ASSERT_FOUND(fixture, object->paddr, untyped->paddr + untyped->watermark, what);
}

static void check_finds_a_smaller_untyped_above_the_watermark(void **state)
{
    struct fixture *fixture = *state;
    abi_word small = fixture_retype(fixture, ABI_OBJECT_UNTYPED, 10, 1);
    struct capability *untyped = capability_at(fixture, fixture->untyped);
    ASSERT_FOUND(fixture, capability_at(fixture, small)->paddr, untyped->paddr + untyped->watermark,
                 "an untyped has a child that is not below its watermark");
}

static void check_finds_a_child_that_is_not_made_of_memory(void **state)
{
    struct fixture *fixture = *state;
    abi_word endpoint = fixture_retype(fixture, ABI_OBJECT_ENDPOINT, 0, 1);
    ASSERT_FOUND(fixture, capability_at(fixture, endpoint)->type, CAPABILITY_IRQ_CONTROL,
                 "an untyped has a child that is not made of memory");
}

static void check_finds_a_frame_of_another_size(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    ASSERT_FOUND(fixture, capability_at(fixture, frame)->bits, ABI_LARGE_PAGE_BITS,
                 "a frame capability does not know its frame's size");
}

static void check_finds_an_unmapped_frame_with_an_address(void **state)
{
    struct fixture *fixture = *state;
    abi_word frame = fixture_retype(fixture, ABI_OBJECT_FRAME_4K, 0, 1);
    ASSERT_FOUND(fixture, capability_at(fixture, frame)->vaddr, 0x1000,
                 "an unmapped frame remembers an address");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KERNEL_TEST(check_finds_a_capability_to_a_dead_object),
        KERNEL_TEST(check_finds_rights_that_a_type_does_not_have),
        KERNEL_TEST(check_finds_a_copy_with_more_rights),
        KERNEL_TEST(check_finds_a_copy_with_another_badge),
        KERNEL_TEST(check_finds_an_untyped_that_cannot_be),
        KERNEL_TEST(check_finds_a_child_that_is_not_below_the_watermark),
        KERNEL_TEST(check_finds_a_smaller_untyped_above_the_watermark),
        KERNEL_TEST(check_finds_a_child_that_is_not_made_of_memory),
        KERNEL_TEST(check_finds_a_frame_of_another_size),
        KERNEL_TEST(check_finds_an_unmapped_frame_with_an_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
