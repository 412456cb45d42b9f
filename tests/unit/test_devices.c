/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Requests for x86's interrupts and I/O ports: what the server asks the simple for, what it never asks for,
 * and that it keeps nothing.
 */
#include "support/scripted_kernel.h"
#include "support/serving.h"
#include "support/test.h"

#define WIDE (UINT64_C(1) << 32) /* vanishes if a number is truncated to 32 bits */

static RpcMessage trigger_irq(uint64_t irq, uint64_t trigger)
{
    RpcMessage request = simple_irq(irq);

    request.msg.irq.type.simple.setTrigger = true;
    request.msg.irq.type.simple.trigger = trigger;
    return request;
}

/* For MSI and IOAPIC requests: the numbers in the order of the fields. */
static RpcMessage numbered_irq(pb_size_t which, const uint64_t numbers[5])
{
    RpcMessage request = {.which_msg = RpcMessage_irq_tag, .msg.irq.which_type = which};

    if (which == IrqAllocMessage_msi_tag) {
        request.msg.irq.type.msi =
            (IrqAllocMessagex86_MSI){numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
    } else {
        request.msg.irq.type.ioapic =
            (IrqAllocMessagex86_IOAPIC){numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
    }
    return request;
}

static const uint64_t msi_limits[5] = {255, 31, 7, UINT32_MAX, 255};
static const uint64_t ioapic_limits[5] = {7, 255, 1, 1, 255};

static void assert_granted(struct served *served, const RpcMessage *request, enum fake_simple_call call)
{
    struct holdings before = holdings_of(served);
    struct answer answer = serve_granted(served, request);
    struct holdings after = holdings_of(served);

    assert_int_equal(served->devices.call, call);
    assert_int_equal(answer.caps, 1);
    assert_int_equal(answer.cookie, 0);
    assert_int_equal(after.handed_over, before.handed_over + 1);
    after.handed_over = before.handed_over;
    assert_holdings_equal(before, after); /* keeps neither slot nor capability */
}

static void irq_is_asked_of_the_simple_by_number(void **state)
{
    struct served *served = *state;
    const uint64_t numbers[] = {0, 4, 255, 1023};

    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        RpcMessage request = simple_irq(numbers[i]);
        assert_granted(served, &request, FAKE_IRQ);
        assert_int_equal(served->devices.numbers[0], numbers[i]);
    }
}

static void irq_numbers_that_no_kernel_has_are_refused(void **state)
{
    const uint64_t numbers[] = {
        1024, 65536 + 4, INT32_MAX, UINT32_MAX, WIDE, WIDE + 11, UINT64_C(0x8000000000000004), UINT64_MAX};

    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        RpcMessage request = simple_irq(numbers[i]);
        assert_refused(*state, &request, seL4_RangeError);
    }
}

static void irq_with_a_trigger_is_refused(void **state)
{
    for (uint64_t trigger = 0; trigger <= 2; trigger++) {
        RpcMessage request = trigger_irq(4, trigger);
        assert_refused(*state, &request, seL4_IllegalOperation);
    }
}

static void irq_with_a_core_is_refused(void **state)
{
    for (unsigned set = 0; set <= 1; set++) {
        RpcMessage request = simple_irq(4);
        request.msg.irq.type.simple.setTrigger = set != 0;
        request.msg.irq.type.simple.target = 1;
        assert_refused(*state, &request, seL4_IllegalOperation);
    }
}

static void irq_trigger_does_not_count_where_it_is_not_set(void **state)
{
    RpcMessage request = simple_irq(4);

    request.msg.irq.type.simple.trigger = 99;
    assert_granted(*state, &request, FAKE_IRQ);
}

static void irq_without_a_type_is_refused(void **state)
{
    RpcMessage request = {.which_msg = RpcMessage_irq_tag};

    assert_refused(*state, &request, seL4_InvalidArgument);
}

static void assert_numbers_reach_the_simple(struct served *served, pb_size_t which, const uint64_t numbers[5],
                                            enum fake_simple_call call)
{
    RpcMessage request = numbered_irq(which, numbers);

    assert_granted(served, &request, call);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(served->devices.numbers[i], numbers[i]);
    }
}

static void msi_numbers_reach_the_simple_each_in_its_place(void **state)
{
    assert_numbers_reach_the_simple(*state, IrqAllocMessage_msi_tag, (const uint64_t[]){1, 2, 3, 4, 5},
                                    FAKE_MSI);
    assert_numbers_reach_the_simple(*state, IrqAllocMessage_msi_tag, msi_limits, FAKE_MSI);
}

static void ioapic_numbers_reach_the_simple_each_in_its_place(void **state)
{
    assert_numbers_reach_the_simple(*state, IrqAllocMessage_ioapic_tag, (const uint64_t[]){3, 2, 0, 1, 5},
                                    FAKE_IOAPIC);
    assert_numbers_reach_the_simple(*state, IrqAllocMessage_ioapic_tag, (const uint64_t[]){3, 2, 1, 0, 5},
                                    FAKE_IOAPIC);
    assert_numbers_reach_the_simple(*state, IrqAllocMessage_ioapic_tag, ioapic_limits, FAKE_IOAPIC);
}

/*
 * Tries each number on its own: one beyond its limit, and one that is valid only if truncated to 8 or 32
 * bits.
 */
static void assert_each_number_is_limited(struct served *served, pb_size_t which, const uint64_t limits[5])
{
    for (size_t i = 0; i < 5; i++) {
        const uint64_t beyond[] = {limits[i] + 1, WIDE, WIDE + 1, UINT64_MAX};
        for (size_t j = 0; j < COUNT_OF(beyond); j++) {
            uint64_t numbers[5] = {0};
            numbers[i] = beyond[j];
            RpcMessage request = numbered_irq(which, numbers);
            assert_refused(served, &request, seL4_RangeError);
        }
    }
}

static void msi_numbers_out_of_range_are_refused(void **state)
{
    assert_each_number_is_limited(*state, IrqAllocMessage_msi_tag, msi_limits);
}

static void ioapic_numbers_out_of_range_are_refused(void **state)
{
    assert_each_number_is_limited(*state, IrqAllocMessage_ioapic_tag, ioapic_limits);
}

static void ports_are_asked_of_the_simple(void **state)
{
    struct served *served = *state;
    const uint32_t ranges[][2] = {{0x3f8, 0x3ff}, {0, 0}, {0, 65535}, {65535, 65535}};

    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        RpcMessage request = ioports(ranges[i][0], ranges[i][1]);
        assert_granted(served, &request, FAKE_IOPORTS);
        assert_int_equal(served->devices.numbers[0], ranges[i][0]);
        assert_int_equal(served->devices.numbers[1], ranges[i][1]);
    }
}

static void ports_that_do_not_exist_are_refused(void **state)
{
    const uint32_t ranges[][2] = {{0x102f8, 0x102ff},      {0x3f8, 0x103ff}, {0x103f8, 0x3ff},
                                  {65536, 65536},          {0, 65536},       {0, UINT32_MAX},
                                  {UINT32_MAX, UINT32_MAX}};

    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        RpcMessage request = ioports(ranges[i][0], ranges[i][1]);
        assert_refused(*state, &request, seL4_RangeError);
    }
}

static void ports_in_the_wrong_order_are_refused(void **state)
{
    RpcMessage request = ioports(0x3ff, 0x3f8);

    assert_refused(*state, &request, seL4_InvalidArgument);
    request = ioports(1, 0);
    assert_refused(*state, &request, seL4_InvalidArgument);
}

/* One request of each kind of device. */
static size_t device_requests(RpcMessage requests[4])
{
    requests[0] = simple_irq(4);
    requests[1] = numbered_irq(IrqAllocMessage_msi_tag, (const uint64_t[]){1, 2, 3, 4, 5});
    requests[2] = numbered_irq(IrqAllocMessage_ioapic_tag, (const uint64_t[]){1, 2, 1, 1, 5});
    requests[3] = ioports(0x3f8, 0x3ff);
    return 4;
}

static void devices_are_refused_without_a_simple(void **state)
{
    struct served *served = *state;
    RpcMessage requests[4];

    served->env.simple = NULL;
    for (size_t i = 0; i < device_requests(requests); i++) {
        assert_refused(served, &requests[i], seL4_IllegalOperation);
    }
}

static void devices_that_the_simple_has_not_are_refused(void **state)
{
    struct served *served = *state;
    RpcMessage requests[4];

    served->devices.simple.arch_simple = (arch_simple_t){0};
    for (size_t i = 0; i < device_requests(requests); i++) {
        assert_refused(served, &requests[i], seL4_IllegalOperation);
    }
}

static void the_simples_error_is_the_answer(void **state)
{
    struct served *served = *state;
    RpcMessage requests[4];

    for (size_t i = 0; i < device_requests(requests); i++) {
        for (int error = 1; error <= seL4_NotEnoughMemory; error++) {
            struct holdings before = holdings_of(served);
            served->devices.error = error;
            struct answer answer = serve(served, A_CLIENT, &requests[i]);
            assert_int_equal(answer.error, error);
            assert_int_equal(answer.caps, 0);
            assert_holdings_equal(before, holdings_of(served));
        }
    }
}

static void a_number_of_the_simples_that_is_no_error_is_answered_with_one(void **state)
{
    struct served *served = *state;
    RpcMessage request = simple_irq(4);
    const int errors[] = {-1, 11, 77};

    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        served->devices.error = errors[i];
        assert_int_equal(serve(served, A_CLIENT, &request).error, seL4_IllegalOperation);
    }
}

static void the_same_device_can_be_had_again(void **state)
{
    RpcMessage requests[4];

    for (size_t i = 0; i < device_requests(requests); i++) {
        (void)serve_granted(*state, &requests[i]);
        (void)serve_granted(*state, &requests[i]);
    }
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(irq_is_asked_of_the_simple_by_number),
        TEST(irq_numbers_that_no_kernel_has_are_refused),
        TEST(irq_with_a_trigger_is_refused),
        TEST(irq_with_a_core_is_refused),
        TEST(irq_trigger_does_not_count_where_it_is_not_set),
        TEST(irq_without_a_type_is_refused),
        TEST(msi_numbers_reach_the_simple_each_in_its_place),
        TEST(ioapic_numbers_reach_the_simple_each_in_its_place),
        TEST(msi_numbers_out_of_range_are_refused),
        TEST(ioapic_numbers_out_of_range_are_refused),
        TEST(ports_are_asked_of_the_simple),
        TEST(ports_that_do_not_exist_are_refused),
        TEST(ports_in_the_wrong_order_are_refused),
        TEST(devices_are_refused_without_a_simple),
        TEST(devices_that_the_simple_has_not_are_refused),
        TEST(the_simples_error_is_the_answer),
        TEST(a_number_of_the_simples_that_is_no_error_is_answered_with_one),
        TEST(the_same_device_can_be_had_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
