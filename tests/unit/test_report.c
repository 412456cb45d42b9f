/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reports of who holds what, as a table and as JSON, and the names in them.
 */
#include "support/registering.h"
#include "support/test.h"

#include <sel4rpc/report.h>
#include <string.h>

#define HEAD                                                                                                 \
    "client           cookie       what                                         memory  share of the "       \
    "limit\n"
#define A_MEMORY_LIMIT 0x8000

/* The cookies of a client's first two leases. */
#if CONFIG_WORD_SIZE == 64
#define FIRST "0x100000"
#define SECOND "0x200001"
#define FIRST_IN_DECIMAL "1048576"
#define SECOND_IN_DECIMAL "2097153"
#else
#define FIRST "0x40000 "
#define SECOND "0x80001 "
#define FIRST_IN_DECIMAL "262144"
#define SECOND_IN_DECIMAL "524289"
#endif

struct text {
    char bytes[4096];
    size_t used;
};

static void put(void *data, const char *piece)
{
    struct text *text = data;
    size_t length = strlen(piece);

    assert_true(text->used + length < sizeof(text->bytes));
    memcpy(&text->bytes[text->used], piece, length + 1);
    text->used += length;
}

static const char *name_of(void *data, seL4_Word badge)
{
    (void)data;
    return badge == A_CLIENT ? "a \"client\"" : NULL;
}

typedef void (*print_t)(const sel4rpc_server_env_t *env, const sel4rpc_report_t *report);

static void assert_prints(const struct served *served, print_t print, const char *expected)
{
    struct text text = {.used = 0};
    sel4rpc_report_t report = {put, name_of, &text};

    print(&served->env, &report);
    assert_string_equal(text.bytes, expected);
}

static void register_limited(struct served *served)
{
    register_client(served, A_CLIENT,
                    &(sel4rpc_limits_t){.memory_bytes = A_MEMORY_LIMIT,
                                        .leases = 8,
                                        .objects = SEL4RPC_ALL,
                                        .irqs = SEL4RPC_ALL,
                                        .addresses = SEL4RPC_ALL});
    register_client(served, ANOTHER_CLIENT, &unlimited);
}

static void table_without_rows_says_that_nobody_holds_anything(void **state)
{
    assert_prints(*state, sel4rpc_server_print, "nobody holds anything\n");
}

static void table_has_each_lease_and_the_sum_of_each_client(void **state)
{
    struct served *served = *state;
    RpcMessage untyped = allocate_at(FAKE_RAM, seL4_UntypedObject, 14), irq = simple_irq(5);

    register_limited(served);
    (void)serve_granted(served, &untyped);
    (void)serve_granted(served, &irq);
    assert_prints(served, sel4rpc_server_print,
                  HEAD "a \"client\" (7)   " SECOND "     interrupt 5\n"
                       "a \"client\" (7)   " FIRST
                       "     16 KiB untyped at 0x10000000                 16 KiB\n"
                       "a \"client\" (7)   all          2 of 8 leases                                16 KiB  "
                       "[##########..........]  50 % of 32 KiB\n"
                       "badge 8          all          0 leases                                    0 bytes\n");
}

static void table_tells_what_nobody_holds_and_what_is_not_registered(void **state)
{
    struct served *served = *state;
    RpcMessage untyped = allocate_at(FAKE_RAM, seL4_UntypedObject, 12);
    struct answer answer = serve_granted(served, &untyped);

    assert_prints(served, sel4rpc_server_print,
                  HEAD "not registered   " FIRST "     4 KiB untyped at 0x10000000                   4 KiB\n"
                       "not registered   all          1 lease                                       4 KiB\n");
    RpcMessage release = free_of(answer.cookie, seL4_UntypedObject, 12);
    (void)serve_granted(served, &release);
    register_client(served, A_CLIENT, &unlimited);
    sel4rpc_server_set_parking(&served->env, 1, UINT64_MAX);
    answer = serve_granted(served, &untyped);
    release = free_of(answer.cookie, seL4_UntypedObject, 12);
    (void)serve_granted(served, &release);
    assert_prints(served, sel4rpc_server_print,
                  HEAD "a \"client\" (7)   all          0 leases                                    0 bytes\n"
                       "nobody (parked)  " FIRST "     4 KiB untyped at 0x10000000                   4 KiB\n"
                       "nobody (parked)  all          1 lease                                       4 KiB\n");
}

static void json_has_the_same_and_escapes_names(void **state)
{
    struct served *served = *state;
    RpcMessage untyped = allocate_at(FAKE_RAM, seL4_UntypedObject, 14), irq = simple_irq(5);

    assert_prints(served, sel4rpc_server_print_json,
                  "{\"clients\": [],\n\"strangers\": [],\n\"parked\": []}\n");
    register_limited(served);
    (void)serve_granted(served, &untyped);
    (void)serve_granted(served, &irq);
    assert_prints(
        served, sel4rpc_server_print_json,
        "{\"clients\": [{\"badge\": 7, \"name\": \"a \\u0022client\\u0022\", \"leases_limit\": 8, "
        "\"memory_limit\": "
        "32768, \"memory_bytes\": 16384, \"leases\": [{\"cookie\": " SECOND_IN_DECIMAL
        ", \"kind\": \"interrupt\", "
        "\"first\": 5, "
        "\"last\": 5, \"bytes\": 0, \"what\": \"interrupt 5\"}, {\"cookie\": " FIRST_IN_DECIMAL
        ", \"kind\": \"memory\", "
        "\"first\": 268435456, \"last\": 268451839, \"bytes\": 16384, \"what\": \"16 KiB untyped at "
        "0x10000000\"}]},\n{\"badge\": 8, \"name\": null, \"leases_limit\": null, \"memory_limit\": null, "
        "\"memory_bytes\": 0, \"leases\": []}],\n\"strangers\": [],\n\"parked\": []}\n");
}

static void leases_are_described_in_words(void **state)
{
    static const struct {
        LeaseMessage lease;
        const char *words;
    } rows[] = {
        {{.kind = LeaseKind_MEMORY, .first = 1, .type = seL4_EndpointObject}, "endpoint"},
        {{.kind = LeaseKind_MEMORY, .first = 1, .type = 9999}, "unknown type"},
        {{.kind = LeaseKind_MEMORY, .first = 1, .type = seL4_UntypedObject, .size_bits = 4},
         "16 bytes untyped"},
        {{.kind = LeaseKind_MEMORY, .first = 1, .type = seL4_UntypedObject, .size_bits = 20},
         "1 MiB untyped"},
        {{.kind = LeaseKind_MEMORY, .first = UINT64_MAX, .last = UINT64_MAX, .type = UINT64_MAX},
         "unknown type at 0xffffffffffffffff"},
        {{.kind = LeaseKind_IRQ, .first = 4, .last = 4}, "interrupt 4"},
        {{.kind = LeaseKind_MSI, .first = 33, .last = 33}, "MSI vector 33"},
        {{.kind = LeaseKind_IOAPIC, .first = 2 * 256 + 4}, "pin 4 of I/O APIC 2"},
        {{.kind = LeaseKind_IOPORT, .first = 0x3f8, .last = 0x3ff}, "I/O ports 0x3f8 to 0x3ff"},
        {{.kind = LeaseKind_CAPABILITY, .first = UINT64_MAX}, "capability 18446744073709551615"},
        {{.kind = (LeaseKind)77, .first = 3}, "unknown kind 3"},
    };
    char text[SEL4RPC_DESCRIPTION_BYTES];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        sel4rpc_describe(text, &rows[i].lease);
        assert_string_equal(text, rows[i].words);
    }
}

static void messages_are_described_in_words(void **state)
{
    static const struct {
        RpcMessage message;
        const char *words;
    } rows[] = {
        {{.which_msg = RpcMessage_memory_tag,
          .msg.memory = {.address = 1, .size_bits = 12, .type = seL4_UntypedObject}},
         "memory ALLOCATE 4 KiB untyped, anywhere"},
        {{.which_msg = RpcMessage_memory_tag,
          .msg.memory = {.address = 1, .size_bits = 12, .type = seL4_UntypedObject, .device = true}},
         "memory ALLOCATE 4 KiB untyped, anywhere, device memory too"},
        {{.which_msg = RpcMessage_memory_tag,
          .msg.memory = {.address = 0x1000, .size_bits = 99, .type = 1000}},
         "memory ALLOCATE unknown type at 0x1000"},
        {{.which_msg = RpcMessage_memory_tag, .msg.memory = {.address = 0x4001, .action = Action_FREE}},
         "memory FREE cookie 0x4001"},
        {{.which_msg = RpcMessage_memory_tag, .msg.memory = {.probe = true}}, "probe"},
        {{.which_msg = RpcMessage_irq_tag, .msg.irq = {IrqAllocMessage_simple_tag, {.simple = {.irq = 4}}}},
         "interrupt 4"},
        {{.which_msg = RpcMessage_irq_tag,
          .msg.irq = {IrqAllocMessage_simple_tag, {.simple = {.setTrigger = true, .irq = 4, .trigger = 1}}}},
         "interrupt 4, edge, core 0"},
        {{.which_msg = RpcMessage_irq_tag, .msg.irq = {IrqAllocMessage_msi_tag, {.msi = {1, 31, 3, 4, 50}}}},
         "MSI vector 50 of device 1:1f.3, handle 4"},
        {{.which_msg = RpcMessage_irq_tag,
          .msg.irq = {IrqAllocMessage_ioapic_tag, {.ioapic = {0, 9, 1, 1, 40}}}},
         "pin 9 of I/O APIC 0, level, active low, vector 40"},
        {{.which_msg = RpcMessage_irq_tag}, "interrupt of unknown type"},
        {{.which_msg = RpcMessage_ioport_tag, .msg.ioport = {0x60, 0x64}}, "I/O ports 0x60 to 0x64"},
        {{.which_msg = RpcMessage_release_tag, .msg.release = {0x4001}}, "release cookie 0x4001"},
        {{.which_msg = RpcMessage_version_tag}, "version?"},
        {{.which_msg = RpcMessage_account_tag}, "account?"},
        {{.which_msg = RpcMessage_lease_tag, .msg.lease = {.cookie = 5}}, "lease after cookie 0x5?"},
        {{.which_msg = RpcMessage_range_tag, .msg.range = {.kind = LeaseKind_IOPORT, .index = 2}},
         "I/O ports, range 2?"},
        {{.which_msg = RpcMessage_capability_tag, .msg.capability = {7}}, "capability 7"},
        {{.which_msg = 5}, "message 5"},
        {{.which_msg = RpcMessage_ret_tag, .msg.ret = {.cookie = 0x4001, .paddr = 0x40003000}},
         "done, cookie 0x4001, at 0x40003000"},
        {{.which_msg = RpcMessage_ret_tag, .msg.ret = {.paddr = 1}}, "done"},
        {{.which_msg = RpcMessage_ret_tag,
          .msg.ret = {.errorCode = seL4_NotEnoughMemory, .reason = Reason_MEMORY_LIMIT}},
         "refused: not enough memory, more bytes than the client may hold"},
        {{.which_msg = RpcMessage_ret_tag, .msg.ret = {.errorCode = UINT32_MAX}}, "refused: unknown error"},
        {{.which_msg = RpcMessage_ret_tag,
          .msg.ret = {.which_detail = ReturnMessage_version_tag, .detail.version = {2, 15}}},
         "done, version 2, features 0xf"},
        {{.which_msg = RpcMessage_ret_tag,
          .msg.ret = {.which_detail = ReturnMessage_account_tag,
                      .detail.account = {65536, UINT64_MAX, 3, UINT64_MAX, 0}}},
         "done, 3 of any leases, 64 KiB of no limit"},
        {{.which_msg = RpcMessage_ret_tag,
          .msg.ret = {.which_detail = ReturnMessage_lease_tag,
                      .detail.lease = {.cookie = 5, .kind = LeaseKind_IRQ, .first = 4, .last = 4}}},
         "done, interrupt 4, cookie 0x5"},
        {{.which_msg = RpcMessage_ret_tag,
          .msg.ret = {.which_detail = ReturnMessage_range_tag,
                      .detail.range = {.kind = LeaseKind_IRQ, .first = 4, .last = 9}}},
         "done, interrupt 4 to 9"},
    };
    char text[SEL4RPC_MESSAGE_BYTES];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        sel4rpc_describe_message(text, &rows[i].message);
        assert_string_equal(text, rows[i].words);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, served_set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(table_without_rows_says_that_nobody_holds_anything),
        TEST(table_has_each_lease_and_the_sum_of_each_client),
        TEST(table_tells_what_nobody_holds_and_what_is_not_registered),
        TEST(json_has_the_same_and_escapes_names),
        TEST(leases_are_described_in_words),
        TEST(messages_are_described_in_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
