/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * server_is_valid(): true of every state, false of every broken one. Each test breaks one number of the
 * books, and mends it.
 */
#include "support/own_reply.h"
#include "support/is_valid.h"
#include "support/registering.h"
#include "support/test.h"

#include "server/lease.h"

#include <vspace/arch/page.h>

#define A_STRANGER 99
#define FRAME seL4_ARCH_4KPage, 12

/* Two clients with leases of each kind, some released, and one lease of an unregistered client. */
static int set_up(void **state)
{
    (void)served_set_up(state);
    struct served *served = *state;
    RpcMessage request = allocate_anywhere(FRAME);

    assert_int_equal(serve(served, A_STRANGER, &request).error, 0);
    register_two(served);
    uint64_t cookie = serve_granted(served, &request).cookie;
    for (unsigned i = 0; i < GRANTABLE_COUNT; i++) {
        (void)serve_granted(served, &grantables[i].request);
    }
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(serve(served, ANOTHER_CLIENT, &request).error, 0);
    }
    return sel4rpc_server_release(&served->env, A_CLIENT, cookie);
}

/* A_CLIENT's lease of this kind; the stranger's for memory. */
static sel4rpc_lease_t *lease_of_kind(struct served *served, LeaseKind kind)
{
    const sel4rpc_ledger_t *ledger =
        kind == LeaseKind_MEMORY ? &served->env.strangers : &record_of(served, A_CLIENT)->ledger;

    for (sel4rpc_lease_t *lease = ledger->held; lease != NULL; lease = lease->next) {
        if (lease->kind == kind) {
            return lease;
        }
    }
    fail_msg("there is no lease of kind %d", (int)kind);
    return NULL;
}

/* Sets a member to a value: the full check fails, and the cheap one as stated. */
#define ASSERT_BROKEN(served, member, value, cheap)                                                          \
    do {                                                                                                     \
        __typeof__(member) assert_mended = (member);                                                         \
        assert_true(server_is_valid(&(served)->env, true));                                                  \
        (member) = (value);                                                                                  \
        assert_false(server_is_valid(&(served)->env, true));                                                 \
        assert_int_equal(server_is_valid(&(served)->env, false), !(cheap));                                  \
        (member) = assert_mended;                                                                            \
        assert_true(server_is_valid(&(served)->env, true));                                                  \
    } while (0)

static void books_in_order_are_valid(void **state)
{
    struct served *served = *state;

    assert_true(server_is_valid(&served->env, true));
    assert_true(server_is_valid(&served->env, false));
}

static void books_of_a_new_server_are_valid(void **state)
{
    struct served *served = *state;
    sel4rpc_server_env_t env;

    assert_int_equal(sel4rpc_server_init(&env, &served->memory.vka, NULL, NULL, &own_reply, NULL), 0);
    assert_true(server_is_valid(&env, true));
}

static void wrong_sums_are_found_at_once(void **state)
{
    struct served *served = *state;
    sel4rpc_ledger_t *ledger = &record_of(served, A_CLIENT)->ledger;

    ASSERT_BROKEN(served, served->env.statistics.granted, served->env.statistics.granted + 1, true);
    ASSERT_BROKEN(served, served->env.statistics.released, served->env.statistics.released + 1, true);
    ASSERT_BROKEN(served, served->env.pool.in_use, served->env.pool.in_use + 1, true);
    ASSERT_BROKEN(served, ledger->count, ledger->count + 1, true);
    ASSERT_BROKEN(served, ledger->count, ledger->count - 1, true);
    ASSERT_BROKEN(served, ledger->blocks, 0, true);
    ASSERT_BROKEN(served, ledger->blocks, SEL4RPC_MAX_LEASES / SEL4RPC_BLOCK_LEASES + 1, true);
    ASSERT_BROKEN(served, ledger->unused, NULL, true);
    ASSERT_BROKEN(served, ledger->held, NULL, true);
    ASSERT_BROKEN(served, served->env.serves_clients_only, false, true);
}

static void wrong_sums_of_clients_are_found_at_once(void **state)
{
    struct served *served = *state;
    sel4rpc_clients_t *clients = &served->env.clients;

    ASSERT_BROKEN(served, clients->count, clients->capacity + 1, true);
    ASSERT_BROKEN(served, clients->count, 0, false);
    ASSERT_BROKEN(served, clients->first_free, clients->capacity + 1, true);
    ASSERT_BROKEN(served, clients->first_free, 0, true);
}

static void a_wrong_number_of_clients_is_found(void **state)
{
    struct served *served = *state;

    ASSERT_BROKEN(served, served->env.clients.count, 1, false);
    ASSERT_BROKEN(served, served->env.clients.count, 3, false);
}

static void wrong_charges_are_found(void **state)
{
    struct served *served = *state;
    sel4rpc_ledger_t *ledger = &record_of(served, A_CLIENT)->ledger;

    ASSERT_BROKEN(served, ledger->memory_bytes, ledger->memory_bytes + 1, false);
    ASSERT_BROKEN(served, ledger->memory_bytes, 0, false);
}

static void more_than_the_limit_is_found(void **state)
{
    struct served *served = *state;
    sel4rpc_client_record_t *client = record_of(served, A_CLIENT);

    ASSERT_BROKEN(served, client->limits.memory_bytes, client->ledger.memory_bytes - 1, true);
    ASSERT_BROKEN(served, client->limits.leases, client->ledger.count - 1u, true);
}

static void a_broken_list_of_a_client_is_found(void **state)
{
    struct served *served = *state;
    sel4rpc_ledger_t *ledger = &record_of(served, A_CLIENT)->ledger;
    sel4rpc_ledger_t *others = &record_of(served, ANOTHER_CLIENT)->ledger;
    sel4rpc_lease_t *lease = lease_of_kind(served, LeaseKind_IRQ);

    ASSERT_BROKEN(served, ledger->held, others->held, false);
    ASSERT_BROKEN(served, ledger->held, ledger->unused, false);
    ASSERT_BROKEN(served, lease->next, NULL, false);
    ASSERT_BROKEN(served, lease->next, lease, false);
    ASSERT_BROKEN(served, lease->next, ledger->held, false);
    ASSERT_BROKEN(served, lease->previous, NULL, false);
    ASSERT_BROKEN(served, lease->previous, lease, false);
}

static void a_lease_of_a_wrong_owner_is_found(void **state)
{
    struct served *served = *state;
    sel4rpc_lease_t *lease = lease_of_kind(served, LeaseKind_IRQ);
    sel4rpc_lease_t *nobodys = lease_of_kind(served, LeaseKind_MEMORY);

    assert_int_equal(nobodys->client, 0);
    ASSERT_BROKEN(served, lease->badge, ANOTHER_CLIENT, false);
    ASSERT_BROKEN(served, lease->client, 0, false);
    ASSERT_BROKEN(served, lease->client, lease->client ^ 3, false);
    ASSERT_BROKEN(served, lease->client, UINT32_MAX, false);
    ASSERT_BROKEN(served, nobodys->client, 1, false);
}

static void a_broken_record_of_a_lease_is_found(void **state)
{
    struct served *served = *state;
    sel4rpc_lease_t *lease = lease_of_kind(served, LeaseKind_IRQ);

    ASSERT_BROKEN(served, lease->slot, 0, false);
    ASSERT_BROKEN(served, lease->index, lease->index + 1, false);
    ASSERT_BROKEN(served, lease->kind, LeaseKind_NONE, false);
    ASSERT_BROKEN(served, lease->kind, LeaseKind_OBJECT, false);
}

static void memory_of_another_size_is_found(void **state)
{
    struct served *served = *state;
    sel4rpc_lease_t *lease = lease_of_kind(served, LeaseKind_MEMORY);

    ASSERT_BROKEN(served, lease->size_bits, 40, false);
    ASSERT_BROKEN(served, lease->memory_bits, lease->memory_bits + 1u, false);
    ASSERT_BROKEN(served, lease->type, seL4_EndpointObject, false);
}

static void a_charge_that_is_not_its_memorys_is_found(void **state)
{
    struct served *served = *state;
    sel4rpc_lease_t *nobodys = lease_of_kind(served, LeaseKind_MEMORY);

    assert_int_equal(nobodys->client, 0);
    ASSERT_BROKEN(served, nobodys->memory_bits, 11, false);
    ASSERT_BROKEN(served, nobodys->memory_bits, 13, false);
    ASSERT_BROKEN(served, nobodys->memory_bits, 0, false);
}

static void memory_charged_for_an_interrupt_is_found_though_the_sum_is_right(void **state)
{
    struct served *served = *state;
    sel4rpc_lease_t *lease = lease_of_kind(served, LeaseKind_IRQ);
    sel4rpc_ledger_t *ledger = &record_of(served, A_CLIENT)->ledger;

    lease->memory_bits = 1;
    ledger->memory_bytes += 2;
    assert_false(server_is_valid(&served->env, true));
    lease->memory_bits = 0;
    ledger->memory_bytes -= 2;
    assert_true(server_is_valid(&served->env, true));
}

static void a_broken_list_of_free_records_is_found(void **state)
{
    struct served *served = *state;
    sel4rpc_ledger_t *ledger = &record_of(served, A_CLIENT)->ledger;
    sel4rpc_lease_t *lease = lease_of_kind(served, LeaseKind_IRQ);
    sel4rpc_lease_t *free_record;

    assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT,
                                            srpc_lease_cookie(lease_of_kind(served, LeaseKind_IOPORT))),
                     0);
    free_record = ledger->unused;
    assert_non_null(free_record->next);
    ASSERT_BROKEN(served, ledger->unused, free_record->next, false);
    ASSERT_BROKEN(served, ledger->unused, lease, false);
    ASSERT_BROKEN(served, free_record->next, NULL, false);
    ASSERT_BROKEN(served, free_record->next, free_record, false);
    ASSERT_BROKEN(served, free_record->index, lease->index, false);
    ASSERT_BROKEN(served, free_record->slot, 5, false);
}

static void a_pin_without_a_lease_and_a_lease_without_its_pin_are_found(void **state)
{
    struct served *served = *state;
    sel4rpc_lease_t *pin = lease_of_kind(served, LeaseKind_IOAPIC);
    uint32_t *word = &served->env.pins[pin->first / 32];

    ASSERT_BROKEN(served, *word, 0, false);
    ASSERT_BROKEN(served, *word, *word << 1, false);
    ASSERT_BROKEN(served, served->env.pins[0], 1, false);
    ASSERT_BROKEN(served, pin->first, pin->first + 1, false);
    ASSERT_BROKEN(served, pin->kind, LeaseKind_MSI, false);
}

static void broken_books_of_what_is_parked_are_found(void **state)
{
    struct served *served = *state;
    sel4rpc_ledger_t *parked = &served->env.parked;
    RpcMessage request = allocate_anywhere(seL4_UntypedObject, 12);

    sel4rpc_server_set_parking(&served->env, 2, 8192);
    for (unsigned i = 0; i < 2; i++) {
        request.msg.memory.size_bits--;
        uint64_t cookie = serve_granted(served, &request).cookie;
        assert_int_equal(sel4rpc_server_release(&served->env, A_CLIENT, cookie), 0);
    }
    assert_int_equal(server_parked(&served->env, LeaseKind_MEMORY), 2);
    ASSERT_BROKEN(served, parked->count, 1, false);
    ASSERT_BROKEN(served, parked->memory_bytes, 8192, false);
    ASSERT_BROKEN(served, parked->last, parked->held, false);
    ASSERT_BROKEN(served, parked->held->parking, 0, false);
    ASSERT_BROKEN(served, parked->held->client, 0, false);
    ASSERT_BROKEN(served, parked->held->slot, 0, false);
    ASSERT_BROKEN(served, served->env.serves_clients_only, false, true);
}

static void a_broken_table_of_clients_is_found(void **state)
{
    struct served *served = *state;
    sel4rpc_clients_t *clients = &served->env.clients;
    sel4rpc_client_record_t *client = record_of(served, A_CLIENT);
    uint32_t number = (uint32_t)(client - clients->records) + 1;
    sel4rpc_client_record_t *unused = &clients->records[clients->first_free - 1];

    ASSERT_BROKEN(served, client->badge, 12345, false);
    ASSERT_BROKEN(served, client->in_use, false, true);
    ASSERT_BROKEN(served, client->next, number, false);
    ASSERT_BROKEN(served, client->next, UINT32_MAX, false);
    ASSERT_BROKEN(served, unused->in_use, true, true);
    ASSERT_BROKEN(served, unused->next, clients->first_free, false);
    ASSERT_BROKEN(served, unused->next, UINT32_MAX, false);
    ASSERT_BROKEN(served, unused->next, number, false);
    ASSERT_BROKEN(served, clients->first_free, number, false);
    ASSERT_BROKEN(served, clients->first_exclusive, number, false);
    for (uint32_t i = 0; i < clients->capacity; i++) {
        sel4rpc_client_record_t *record = &clients->records[i];
        ASSERT_BROKEN(served, record->bucket, UINT32_MAX, false);
        ASSERT_BROKEN(served, record->bucket, record->bucket != 0 ? 0 : number, false);
    }
}

/* Its badge would not find it. Without leases nothing else reveals that. */
static void a_client_in_a_wrong_bucket_is_found(void **state)
{
    struct served *served = *state;
    seL4_Word badge = 100;

    register_client(served, badge, &unlimited);
    sel4rpc_client_record_t *client = record_of(served, badge);
    ASSERT_BROKEN(served, client->badge, badge + 1, false);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, served_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(books_in_order_are_valid),
        TEST(books_of_a_new_server_are_valid),
        TEST(wrong_sums_are_found_at_once),
        TEST(wrong_sums_of_clients_are_found_at_once),
        TEST(a_wrong_number_of_clients_is_found),
        TEST(wrong_charges_are_found),
        TEST(more_than_the_limit_is_found),
        TEST(a_broken_list_of_a_client_is_found),
        TEST(a_lease_of_a_wrong_owner_is_found),
        TEST(a_broken_record_of_a_lease_is_found),
        TEST(memory_of_another_size_is_found),
        TEST(a_charge_that_is_not_its_memorys_is_found),
        TEST(memory_charged_for_an_interrupt_is_found_though_the_sum_is_right),
        TEST(a_broken_list_of_free_records_is_found),
        TEST(a_pin_without_a_lease_and_a_lease_without_its_pin_are_found),
        TEST(broken_books_of_what_is_parked_are_found),
        TEST(a_broken_table_of_clients_is_found),
        TEST(a_client_in_a_wrong_bucket_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
