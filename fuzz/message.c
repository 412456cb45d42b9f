/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Predicts and checks the outcome of a message.
 */
#include "support/is_valid.h"
#include "message.h"

#include "support/registering.h"
#include "support/scripted_kernel.h"
#include "support/test.h"

#include <pb_decode.h>
#include <stdlib.h>
#include <string.h>

/* Decodes the bytes within the message's length, from memory of that size. */
static bool decode(const seL4_Word *registers, seL4_Word length, RpcMessage *decoded)
{
    size_t bytes = (length - 1) * sizeof(seL4_Word);
    pb_byte_t *exact = malloc(bytes + 1);

    assert_non_null(exact);
    memcpy(exact, &registers[1], bytes);
    pb_istream_t stream = pb_istream_from_buffer(exact, bytes);
    *decoded = (RpcMessage)RpcMessage_init_zero;
    bool decodes = pb_decode_ex(&stream, RpcMessage_fields, decoded, PB_DECODE_DELIMITED);
    free(exact);
    return decodes && decoded->which_msg >= RpcMessage_memory_tag &&
           decoded->which_msg <= RpcMessage_capability_tag && decoded->which_msg != RpcMessage_errorCode_tag;
}

static unsigned memory_leases(const struct message *message)
{
    uint64_t position = 0;
    LeaseMessage lease;
    unsigned count = 0;

    while (sel4rpc_server_next_lease(&message->served->env, &position, &lease, NULL)) {
        count += lease.kind == LeaseKind_MEMORY;
    }
    return count;
}

/* What is held, apart from what is parked. */
static struct holdings held_of(const struct served *served)
{
    struct holdings holdings = holdings_of(served);

    holdings.slots -= served->env.parked.count;
    holdings.full_slots -= served->env.parked.count;
    holdings.objects -= server_parked(&served->env, LeaseKind_MEMORY);
    return holdings;
}

static bool is_stranger(const struct message *message)
{
    return message->registered && message->badge != A_CLIENT && message->badge != ANOTHER_CLIENT;
}

/* Tells whether a cookie names a lease that the sender holds and, if asked, a lease of memory. */
static bool holds(const struct message *message, uint64_t cookie, bool memory)
{
    uint64_t position = 0;
    LeaseMessage lease;
    seL4_Word holder;

    while (sel4rpc_server_next_lease(&message->served->env, &position, &lease, &holder)) {
        if (lease.cookie == cookie && holder == message->badge) {
            return !memory || lease.kind == LeaseKind_MEMORY;
        }
    }
    return false;
}

static bool is_probe(const RpcMessage *request)
{
    const MemoryAllocMessage *memory = &request->msg.memory;

    return request->which_msg == RpcMessage_memory_tag && memory->action == Action_ALLOCATE && memory->probe;
}

/* Predicts the error code of the answer, as far as it depends on the sender and on cookies. */
static int foretell_error(const struct message *message)
{
    const RpcMessage *request = &message->decoded;

    if (!message->decodes) {
        return seL4_InvalidArgument;
    }
    if (is_stranger(message)) {
        return seL4_IllegalOperation;
    }
    switch (request->which_msg) {
    case RpcMessage_release_tag:
        return holds(message, request->msg.release.cookie, false) ? 0 : seL4_InvalidCapability;
    case RpcMessage_memory_tag:
        if (is_probe(request)) {
            return 0;
        }
        return request->msg.memory.action == Action_FREE && !holds(message, request->msg.memory.address, true)
                   ? seL4_InvalidCapability
                   : ANY_ERROR;
    case RpcMessage_lease_tag:
        return message->registered && request->msg.lease.cookie != 0 &&
                       !holds(message, request->msg.lease.cookie, false)
                   ? seL4_InvalidCapability
                   : ANY_ERROR;
    case RpcMessage_version_tag:
        return 0;
    case RpcMessage_capability_tag:
        return seL4_IllegalOperation; /* nobody is offered any */
    default:
        return ANY_ERROR;
    }
}

void message_foretell(struct message *message)
{
    message->decodes = message->is_request && message->length <= seL4_MsgMaxLength &&
                       decode(message->registers, message->length, &message->decoded);
    message->wanted = foretell_error(message);
    message->handled = false;
    message->holdings = held_of(message->served);
    message->objects = memory_leases(message);
    message->replies = scripted_kernel.replies;
}

/* ---- The actual outcome. */

static ReturnMessage read_reply(void)
{
    const struct abi_message *reply = &scripted_kernel.reply;
    pb_istream_t stream =
        pb_istream_from_buffer((const pb_byte_t *)reply->mr, ABI_INFO_LENGTH(reply->info) * sizeof(abi_word));
    RpcMessage answer = RpcMessage_init_zero;

    assert_int_equal(ABI_INFO_LABEL(reply->info), 0);
    assert_int_equal(ABI_INFO_UNWRAPPED(reply->info), 0);
    assert_true(pb_decode_ex(&stream, RpcMessage_fields, &answer, PB_DECODE_DELIMITED));
    assert_int_equal(answer.which_msg, RpcMessage_ret_tag);
    return answer.msg.ret;
}

static void check_refusal(const struct message *message, const ReturnMessage *answer)
{
    assert_in_range(answer->errorCode, 1, seL4_NotEnoughMemory);
    assert_int_equal(ABI_INFO_EXTRA_CAPS(scripted_kernel.reply.info), 0);
    assert_true(answer->cookie == 0 && answer->paddr == 0 && answer->which_detail == 0);
    assert_holdings_equal(message->holdings, held_of(message->served));
    assert_int_equal(memory_leases(message), message->objects);
}

/* Whether the answer names a lease of this number, or ports, that the client holds. */
static bool holds_device(const struct message *message, uint64_t cookie)
{
    const IrqAllocMessage *irq = &message->decoded.msg.irq;
    uint64_t position = 0, number = message->decoded.msg.ioport.start;
    LeaseMessage lease = {0};
    bool found = false;

    if (message->decoded.which_msg == RpcMessage_irq_tag) {
        number = irq->which_type == IrqAllocMessage_msi_tag ? irq->type.msi.vector
                 : irq->which_type == IrqAllocMessage_ioapic_tag
                     ? SEL4RPC_PIN(irq->type.ioapic.ioapic, irq->type.ioapic.pin)
                     : irq->type.simple.irq;
    }
    while (!found && sel4rpc_server_next_lease(&message->served->env, &position, &lease, NULL)) {
        found = lease.cookie == cookie && lease.kind != LeaseKind_MEMORY && lease.first == number;
    }
    return found;
}

/* Checks what is held after a grant: one more, with or without a lease; or the same, of which there is one
 * more copy. */
static void check_grant(const struct message *message, const ReturnMessage *answer)
{
    struct holdings wanted = message->holdings;
    bool memory = message->decoded.which_msg == RpcMessage_memory_tag;
    bool leased = memory || message->registered;

    assert_int_equal(ABI_INFO_EXTRA_CAPS(scripted_kernel.reply.info), 1);
    if (leased && !memory && held_of(message->served).granted == wanted.granted) {
        assert_holdings_equal(wanted, held_of(message->served));
        assert_true(holds_device(message, answer->cookie));
        return;
    }
    assert_int_equal(answer->cookie != 0, leased);
    wanted.slots += leased;
    wanted.full_slots += leased;
    wanted.records += leased;
    wanted.granted += leased;
    wanted.handed_over += !leased;
    wanted.objects += memory;
    assert_holdings_equal(wanted, held_of(message->served));
    assert_int_equal(memory_leases(message), message->objects + memory);
}

/* Checks what is held after a release: one less. */
static void check_release(const struct message *message, const ReturnMessage *answer)
{
    struct holdings wanted = message->holdings;

    assert_int_equal(ABI_INFO_EXTRA_CAPS(scripted_kernel.reply.info), 0);
    assert_true(answer->cookie == 0 && answer->which_detail == 0);
    wanted.slots--;
    wanted.full_slots--;
    wanted.records--;
    wanted.freed++;
    wanted.objects = memory_leases(message);
    assert_true(wanted.objects + 1 == message->objects ||
                (wanted.objects == message->objects && message->decoded.which_msg == RpcMessage_release_tag));
    assert_holdings_equal(wanted, held_of(message->served));
}

static void check_detail(const struct message *message, const ReturnMessage *answer)
{
    static const struct {
        pb_size_t request, detail;
    } details[] = {{RpcMessage_memory_tag, ReturnMessage_version_tag}, /* a probe */
                   {RpcMessage_version_tag, ReturnMessage_version_tag},
                   {RpcMessage_account_tag, ReturnMessage_account_tag},
                   {RpcMessage_lease_tag, ReturnMessage_lease_tag},
                   {RpcMessage_range_tag, ReturnMessage_range_tag}};
    size_t i = 0;

    while (details[i].request != message->decoded.which_msg) {
        i++;
        assert_true(i < COUNT_OF(details));
    }
    assert_int_equal(answer->which_detail, details[i].detail);
    assert_int_equal(ABI_INFO_EXTRA_CAPS(scripted_kernel.reply.info), 0);
    assert_holdings_equal(message->holdings, held_of(message->served));
}

static void check_success(const struct message *message, const ReturnMessage *answer)
{
    const RpcMessage *request = &message->decoded;

    switch (request->which_msg) {
    case RpcMessage_memory_tag:
        if (is_probe(request)) {
            check_detail(message, answer);
        } else if (request->msg.memory.action == Action_FREE) {
            check_release(message, answer);
        } else {
            check_grant(message, answer);
        }
        break;
    case RpcMessage_irq_tag:
    case RpcMessage_ioport_tag:
        check_grant(message, answer);
        break;
    case RpcMessage_release_tag:
        check_release(message, answer);
        break;
    default:
        check_detail(message, answer);
        break;
    }
}

static void check_answer(const struct message *message)
{
    ReturnMessage answer = read_reply();

    if (message->handled) {
        assert_holdings_equal(message->holdings, held_of(message->served));
        return;
    }
    if (message->wanted != ANY_ERROR) {
        assert_int_equal(answer.errorCode, message->wanted);
    }
    if (answer.errorCode != seL4_NoError) {
        check_refusal(message, &answer);
    } else {
        check_success(message, &answer);
    }
}

/* Compares the outcome with the prediction. */
void message_check(const struct message *message)
{
    assert_int_equal(scripted_kernel.replies, message->replies + message->is_request);
    if (message->is_request) {
        check_answer(message);
    } else {
        assert_holdings_equal(message->holdings, held_of(message->served));
    }
    assert_true(server_is_valid(&message->served->env, true));
    assert_int_equal(memory_leases(message), held_of(message->served).objects);
}
