/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server on the fakes.
 */
#include "support/own_reply.h"
#include "support/is_valid.h"
#include "serving.h"

#include "scripted_kernel.h"
#include "test.h"

#include "server/client.h"
#include "server/lease.h"
#include "wire/wire.h"

#include <stdlib.h>
#include <string.h>

int served_set_up(void **state)
{
    struct served *served = malloc(sizeof(*served));

    assert_non_null(served);
    scripted_kernel_reset();
    fake_vka_init(&served->memory);
    fake_simple_init(&served->devices);
    assert_int_equal(sel4rpc_server_init(&served->env, &served->memory.vka, NULL, NULL, &own_reply,
                                         &served->devices.simple),
                     0);
    *state = served;
    return 0;
}

/* The leases, and what is parked, that are objects of the vka. */
static unsigned memory_leases(const struct served *served)
{
    uint64_t position = 0;
    LeaseMessage lease;
    unsigned count = server_parked(&served->env, LeaseKind_MEMORY);

    while (sel4rpc_server_next_lease(&served->env, &position, &lease, NULL)) {
        count += lease.kind == LeaseKind_MEMORY;
    }
    return count;
}

static void unregister_all(struct served *served)
{
    for (uint32_t i = 0; i < served->env.clients.capacity; i++) {
        if (served->env.clients.records[i].in_use) {
            seL4_Word badge = served->env.clients.records[i].badge;
            assert_int_equal(sel4rpc_server_unregister(&served->env, badge), 0);
        }
    }
}

void add_record_block(struct served *served)
{
    sel4rpc_ledger_t *ledger = srpc_ledger_of(&served->env, srpc_client_find(&served->env.clients, A_CLIENT));
    sel4rpc_lease_t *lease = srpc_lease_new(&served->env.pool, ledger, true);

    assert_non_null(lease);
    srpc_lease_destroy(ledger, lease);
}

int served_tear_down(void **state)
{
    struct served *served = *state;

    assert_true(server_is_valid(&served->env, true));
    assert_int_equal(memory_leases(served), served->memory.objects);
    sel4rpc_server_clean_up(&served->env);
    unregister_all(served);
    assert_true(server_is_valid(&served->env, true));
    assert_int_equal(served->memory.slots, 0);
    assert_int_equal(served->memory.objects, 0);
    assert_int_equal(scripted_kernel.full_slots, 0);
    free(served);
    return 0;
}

seL4_MessageInfo_t put_request(const RpcMessage *request)
{
    seL4_Word length;

    length = srpc_wire_encode(request, 1);
    assert_int_not_equal(length, 0);
    seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
    return seL4_MessageInfo_new(0, 0, 0, length);
}

seL4_MessageInfo_t put_bytes(const uint8_t *bytes, size_t count)
{
    seL4_Word words = (count + sizeof(seL4_Word) - 1) / sizeof(seL4_Word);

    seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
    memset(&seL4_GetIPCBuffer()->msg[1], 0, words * sizeof(seL4_Word));
    memcpy(&seL4_GetIPCBuffer()->msg[1], bytes, count);
    return seL4_MessageInfo_new(0, 0, 0, 1 + words);
}

/* Reads the server's reply as a client would. */
static struct answer read_reply(void)
{
    struct abi_message *reply = &scripted_kernel.reply;
    RpcMessage message;

    assert_int_equal(ABI_INFO_LABEL(reply->info), 0);
    memcpy(seL4_GetIPCBuffer()->msg, reply->mr, ABI_INFO_LENGTH(reply->info) * sizeof(seL4_Word));
    assert_true(srpc_wire_decode(&message, 0, ABI_INFO_LENGTH(reply->info)));
    assert_int_equal(message.which_msg, RpcMessage_ret_tag);
    return (struct answer){.error = message.msg.ret.errorCode,
                           .cookie = message.msg.ret.cookie,
                           .caps = (unsigned)ABI_INFO_EXTRA_CAPS(reply->info),
                           .cap = reply->caps[0],
                           .message = message.msg.ret};
}

struct answer serve_registers(struct served *served, seL4_Word badge, seL4_MessageInfo_t info)
{
    unsigned before = scripted_kernel.replies;

    assert_true(sel4rpc_server_handle(&served->env, badge, info));
    assert_int_equal(scripted_kernel.replies, before + 1);
    return read_reply();
}

struct answer serve(struct served *served, seL4_Word badge, const RpcMessage *request)
{
    return serve_registers(served, badge, put_request(request));
}

struct answer serve_granted(struct served *served, const RpcMessage *request)
{
    struct answer answer = serve(served, A_CLIENT, request);

    assert_int_equal(answer.error, seL4_NoError);
    return answer;
}

void assert_refused(struct served *served, const RpcMessage *request, seL4_Error error)
{
    struct holdings before = holdings_of(served);
    unsigned vka_calls = served->memory.calls;
    unsigned simple_calls = served->devices.calls;
    struct answer answer = serve(served, A_CLIENT, request);

    assert_int_equal(answer.error, error);
    assert_int_equal(answer.cookie, 0);
    assert_int_equal(answer.caps, 0);
    assert_int_equal(served->memory.calls, vka_calls);
    assert_int_equal(served->devices.calls, simple_calls);
    assert_holdings_equal(before, holdings_of(served));
}

struct holdings holdings_of(const struct served *served)
{
    sel4rpc_statistics_t statistics;

    sel4rpc_server_get_statistics(&served->env, &statistics);
    return (struct holdings){.slots = served->memory.slots,
                             .objects = served->memory.objects,
                             .full_slots = scripted_kernel.full_slots,
                             .records = statistics.held,
                             .granted = statistics.granted,
                             .freed = statistics.released,
                             .handed_over = statistics.handed_over};
}

void assert_holdings_equal(struct holdings a, struct holdings b)
{
    assert_int_equal(a.slots, b.slots);
    assert_int_equal(a.objects, b.objects);
    assert_int_equal(a.full_slots, b.full_slots);
    assert_int_equal(a.records, b.records);
    assert_int_equal(a.granted, b.granted);
    assert_int_equal(a.freed, b.freed);
    assert_int_equal(a.handed_over, b.handed_over);
}

static RpcMessage memory_message(Action action, uint64_t address, uint64_t type, uint64_t size_bits)
{
    return (RpcMessage){
        .which_msg = RpcMessage_memory_tag,
        .msg.memory = {.address = address, .size_bits = size_bits, .type = type, .action = action}};
}

RpcMessage allocate_at(uint64_t address, uint64_t type, uint64_t size_bits)
{
    return memory_message(Action_ALLOCATE, address, type, size_bits);
}

RpcMessage allocate_anywhere(uint64_t type, uint64_t size_bits)
{
    return allocate_at(SEL4RPC_ANYWHERE, type, size_bits);
}

RpcMessage free_of(uint64_t cookie, uint64_t type, uint64_t size_bits)
{
    return memory_message(Action_FREE, cookie, type, size_bits);
}

RpcMessage simple_irq(uint64_t irq)
{
    return (RpcMessage){.which_msg = RpcMessage_irq_tag,
                        .msg.irq = {.which_type = IrqAllocMessage_simple_tag, .type.simple.irq = irq}};
}

RpcMessage ioports(uint32_t first, uint32_t last)
{
    return (RpcMessage){.which_msg = RpcMessage_ioport_tag, .msg.ioport = {.start = first, .end = last}};
}
