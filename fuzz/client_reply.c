/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fuzzer of the client: arbitrary replies to each of its calls.
 *
 * Input. One byte: the call, in the table `calls`. One byte: its slot (a good one, none, no depth, a depth
 * beyond a word). Then two replies; the second answers the request by which the client may free a grant:
 *  - one byte: the label;
 *  - one byte: extra capabilities (bits 0 and 1), and which of them were unwrapped (2 to 4);
 *  - one byte: the length; 0 means that of the bytes;
 *  - one byte: how many bytes follow; the bytes.
 *
 * Checked. The fuzzer decodes the reply itself, from memory of its length, and predicts from that, the label
 * and the capabilities what the call must do: its result; what it frees, if anything; whether it deletes a
 * capability; and that it sets outputs on success only. During the call the receive path is the call's (none
 * while the client frees); afterwards it is the old one.
 */
#include "fuzz.h"

#include "support/scripted_server.h"

#include <pb_decode.h>
#include <stdlib.h>
#include <vspace/arch/page.h>

#define REGISTER_BYTES (seL4_MsgMaxLength * sizeof(seL4_Word))

/* ---- The calls. */

/* Everything that a call may set; `output` below holds it. */
union output {
    RpcMessage message;
    sel4rpc_memory_t memory;
    uint64_t cookie;
    VersionMessage version;
    AccountMessage account;
    LeaseMessage lease;
    RangeMessage range;
};

static union output output;

static const RpcMessage plain_requests[] = {
    {.which_msg = RpcMessage_memory_tag, .msg.memory = {.address = 1, .size_bits = 12, .type = 7}},
    {.which_msg = RpcMessage_memory_tag,
     .msg.memory = {.address = 5, .size_bits = 12, .type = 7, .action = Action_FREE}},
    {.which_msg = RpcMessage_irq_tag,
     .msg.irq = {.which_type = IrqAllocMessage_simple_tag, .type.simple = {.irq = 4}}},
    {.which_msg = RpcMessage_ioport_tag, .msg.ioport = {.start = 0x3f8, .end = 0x3ff}},
    {.which_msg = RpcMessage_release_tag, .msg.release = {.cookie = 5}},
    {.which_msg = RpcMessage_version_tag},
    {.which_msg = RpcMessage_lease_tag},
    {.which_msg = RpcMessage_ret_tag, .msg.ret = {.errorCode = 1}},
};

static int call_plainly(sel4rpc_client_t *client, sel4rpc_slot_t slot, unsigned n)
{
    output.message = plain_requests[n];
    return sel4rpc_call(client, &output.message, slot.root, slot.index, slot.depth);
}

static int alloc(sel4rpc_client_t *client, sel4rpc_slot_t slot, unsigned n)
{
    switch (n) {
    case 0:
        return sel4rpc_alloc_memory(client, seL4_ARCH_4KPage, 12, slot, &output.memory);
    case 1:
        return sel4rpc_alloc_device_memory(client, seL4_ARCH_4KPage, 12, slot, &output.memory);
    default:
        return sel4rpc_alloc_memory_at(client, 0x10440000, seL4_ARCH_4KPage, 12, slot, &output.memory);
    }
}

static int get(sel4rpc_client_t *client, sel4rpc_slot_t slot, unsigned n)
{
    switch (n) {
    case 0:
        return sel4rpc_get_irq(client, 4, slot, &output.cookie);
    case 1:
        return sel4rpc_get_irq_trigger(client, 4, true, slot, &output.cookie);
    case 2:
        return sel4rpc_get_irq_msi(client, 1, 2, 3, 4, 5, slot, &output.cookie);
    case 3:
        return sel4rpc_get_irq_ioapic(client, 0, 18, 1, 1, 5, slot, &output.cookie);
    default:
        return sel4rpc_get_ioports(client, 0x3f8, 0x3ff, slot, &output.cookie);
    }
}

static int give_back(sel4rpc_client_t *client, sel4rpc_slot_t slot, unsigned n)
{
    const sel4rpc_memory_t memory = {.type = seL4_ARCH_4KPage, .size_bits = 12, .cookie = 5};

    (void)slot;
    return n == 0 ? sel4rpc_free_memory(client, &memory) : sel4rpc_release(client, 5);
}

#define PROBE 4 /* the question that a refusal answers */

static int ask(sel4rpc_client_t *client, sel4rpc_slot_t slot, unsigned n)
{
    (void)slot;
    switch (n) {
    case 0:
        return sel4rpc_get_version(client, &output.version);
    case 1:
        return sel4rpc_get_account(client, &output.account);
    case 2:
        return sel4rpc_next_lease(client, &output.lease);
    case 3:
        return sel4rpc_get_range(client, &output.range);
    default:
        return sel4rpc_probe(client, &output.version);
    }
}

struct call {
    int (*make)(sel4rpc_client_t *client, sel4rpc_slot_t slot, unsigned n);
    unsigned n;
    bool grants;      /* success brings a capability */
    bool memory;      /* if the capability does not arrive, it is freed as memory */
    pb_size_t detail; /* the answer's detail, for a question */
};

static const struct call calls[] = {
    {call_plainly, 0, .grants = true, .memory = true},
    {call_plainly, 1, .memory = true},
    {call_plainly, 2, .grants = true},
    {call_plainly, 3, .grants = true},
    {call_plainly, 4, .grants = false},
    {call_plainly, 5, .grants = false},
    {call_plainly, 6, .grants = false},
    {call_plainly, 7, .grants = false},
    {alloc, 0, .grants = true, .memory = true},
    {alloc, 1, .grants = true, .memory = true},
    {alloc, 2, .grants = true, .memory = true},
    {get, 0, .grants = true},
    {get, 1, .grants = true},
    {get, 2, .grants = true},
    {get, 3, .grants = true},
    {get, 4, .grants = true},
    {give_back, 0, .memory = true},
    {give_back, 1, .grants = false},
    {ask, 0, .detail = ReturnMessage_version_tag},
    {ask, 1, .detail = ReturnMessage_account_tag},
    {ask, 2, .detail = ReturnMessage_lease_tag},
    {ask, 3, .detail = ReturnMessage_range_tag},
    {ask, PROBE, .detail = ReturnMessage_version_tag},
};

/* ---- The replies. */

struct reply {
    struct scripted_reply scripted;
    uint8_t bytes[REGISTER_BYTES]; /* all registers of the reply, zero after the bytes */
    size_t count;                  /* the number of bytes in the reply */
    bool is_answer;                /* label and encoding are those of an RPC server's answer */
    bool arrived;                  /* a capability arrived */
    ReturnMessage answer;
};

/* Without a receive path the kernel delivers no capability: all that it counts were unwrapped. */
static void read_capabilities(struct reply *reply, unsigned flags, bool has_path)
{
    reply->scripted.caps = flags & 3;
    reply->scripted.unwrapped = (1u << reply->scripted.caps) - 1;
    if (has_path) { /* the kernel marks only those that arrived */
        reply->scripted.unwrapped &= flags >> 2 & 7;
    }
    reply->arrived = (int)reply->scripted.caps > __builtin_popcount((unsigned)reply->scripted.unwrapped);
}

static void decode(struct reply *reply)
{
    pb_byte_t *exact = malloc(reply->count + 1);
    RpcMessage message = RpcMessage_init_zero;

    assert_non_null(exact);
    memcpy(exact, reply->bytes, reply->count);
    pb_istream_t stream = pb_istream_from_buffer(exact, reply->count);
    reply->is_answer = reply->scripted.label == 0 &&
                       pb_decode_ex(&stream, RpcMessage_fields, &message, PB_DECODE_DELIMITED) &&
                       message.which_msg == RpcMessage_ret_tag;
    reply->answer = message.msg.ret;
    free(exact);
}

static void read_reply(struct choices *choices, struct reply *reply, bool has_path)
{
    reply->scripted.label = choices_below(choices, 256);
    read_capabilities(reply, choices_below(choices, 256), has_path);
    unsigned length = choices_below(choices, seL4_MsgMaxLength + 1);
    unsigned count = choices_below(choices, 256);
    choices_take(choices, reply->bytes, count);
    reply->scripted.bytes = reply->bytes;
    reply->scripted.count = count;
    reply->scripted.length = length;
    if (length == 0) {
        length = (unsigned)((count + sizeof(seL4_Word) - 1) / sizeof(seL4_Word));
    }
    reply->count = length * sizeof(seL4_Word);
    decode(reply);
}

/* ---- The expected outcome. */

struct outcome {
    int error;
    unsigned calls;
    unsigned deletes;
};

static bool is_given_back(const struct call *call, const struct reply *replies)
{
    bool nothing_is_kept = !call->memory && replies[0].answer.cookie == 0;

    return nothing_is_kept || (replies[1].is_answer && replies[1].answer.errorCode == 0);
}

/* Predicts the result of the exchange. The typed calls may still reject the answer. */
static struct outcome foretell_exchange(const struct call *call, const struct reply *replies)
{
    const struct reply *reply = &replies[0];
    bool promised = reply->is_answer && reply->answer.errorCode == 0 && call->grants;

    if (reply->scripted.label != 0) {
        return (struct outcome){SEL4RPC_NOT_A_SERVER, 1, reply->arrived};
    }
    if (!reply->is_answer) {
        return (struct outcome){SEL4RPC_BAD_REPLY, 1, reply->arrived};
    }
    if (reply->arrived && !promised) {
        return (struct outcome){SEL4RPC_STRAY_CAPABILITY, 1, 1};
    }
    if (promised && !reply->arrived) {
        return (struct outcome){is_given_back(call, replies) ? SEL4RPC_NO_CAPABILITY : SEL4RPC_NOT_FREED,
                                call->memory || reply->answer.cookie != 0 ? 2 : 1, 0};
    }
    return (struct outcome){0, 1, 0};
}

static bool is_probe(const struct call *call)
{
    return call->make == ask && call->n == PROBE;
}

static struct outcome foretell(const struct call *call, const struct reply *replies, sel4rpc_slot_t slot)
{
    bool typed = call->make != call_plainly;
    const ReturnMessage *answer = &replies[0].answer;

    if (typed && call->grants && (slot.root == 0 || slot.depth == 0 || slot.depth > seL4_WordBits)) {
        return (struct outcome){SEL4RPC_BAD_ARGUMENT, 0, 0};
    }
    struct outcome outcome = foretell_exchange(call, replies);
    if (is_probe(call) && answer->errorCode != 0) {
        return outcome;
    }
    if (typed && outcome.error == 0) {
        outcome.error = answer->errorCode > seL4_NotEnoughMemory ? SEL4RPC_BAD_REPLY : (int)answer->errorCode;
        if (outcome.error == 0 && call->detail != 0 && answer->which_detail != call->detail) {
            outcome.error = SEL4RPC_BAD_REPLY;
        }
    }
    return outcome;
}

/* ---- Comparing. */

static void check_path(sel4rpc_slot_t path, sel4rpc_slot_t wanted)
{
    assert_int_equal(path.root, wanted.root);
    assert_int_equal(path.index, wanted.index);
    assert_int_equal(path.depth, wanted.depth);
}

/* Checks the client's own request: it frees the grant that did not arrive, by its cookie. */
static void check_give_back(const struct call *call, uint64_t cookie)
{
    const RpcMessage *request = &scripted_server.requests[1];

    check_path(scripted_server.paths[1], (sel4rpc_slot_t){0, 0, 0});
    if (call->memory) {
        assert_int_equal(request->which_msg, RpcMessage_memory_tag);
        assert_int_equal(request->msg.memory.action, Action_FREE);
        assert_int_equal(request->msg.memory.address, cookie);
    } else {
        assert_int_equal(request->which_msg, RpcMessage_release_tag);
        assert_int_equal(request->msg.release.cookie, cookie);
    }
}

/* sel4rpc_call() leaves the answer in the message in any case. */
static void check_message(int error, const ReturnMessage *answer)
{
    const RpcMessage *message = &output.message;

    assert_int_equal(message->which_msg, RpcMessage_ret_tag);
    if (error == 0) {
        assert_int_equal(message->msg.ret.errorCode, answer->errorCode);
        assert_int_equal(message->msg.ret.cookie, answer->cookie);
        assert_int_equal(message->msg.ret.paddr, answer->paddr);
        assert_int_equal(message->msg.ret.which_detail, answer->which_detail);
    } else {
        assert_in_range(message->msg.ret.errorCode, 1, seL4_NotEnoughMemory);
        assert_int_equal(message->msg.ret.cookie, 0);
    }
}

/* A typed call sets its output to the answer on success, and leaves it alone otherwise. */
static void check_output(const struct call *call, int error, const ReturnMessage *answer,
                         const union output *before)
{
    if (error != 0) {
        assert_memory_equal(&output, before, sizeof(output));
    } else if (is_probe(call) && answer->errorCode != 0) {
        assert_int_equal(output.version.version, 1);
        assert_int_equal(output.version.features, 0);
    } else if (call->make == alloc) {
        assert_int_equal(output.memory.cookie, answer->cookie);
        assert_int_equal(output.memory.paddr, answer->paddr);
    } else if (call->make == get) {
        assert_int_equal(output.cookie, answer->cookie);
    } else if (call->make == ask && call->detail == ReturnMessage_version_tag) {
        assert_int_equal(output.version.features, answer->detail.version.features);
    } else if (call->make == ask && call->detail == ReturnMessage_account_tag) {
        assert_int_equal(output.account.leases_limit, answer->detail.account.leases_limit);
    } else if (call->make == ask && call->detail == ReturnMessage_lease_tag) {
        assert_int_equal(output.lease.cookie, answer->detail.lease.cookie);
    } else if (call->make == ask) {
        assert_int_equal(output.range.last, answer->detail.range.last);
    }
}

static void check(const struct call *call, int error, const struct reply *replies, sel4rpc_slot_t slot,
                  const union output *before)
{
    struct outcome wanted = foretell(call, replies, slot);

    assert_int_equal(error, wanted.error);
    assert_int_equal(scripted_kernel.calls, wanted.calls);
    assert_int_equal(scripted_kernel.deletes, wanted.deletes);
    assert_non_null(sel4rpc_strerror(error));
    if (wanted.calls > 0) {
        bool takes = call->grants || call->make == call_plainly;
        check_path(scripted_server.paths[0], takes ? slot : (sel4rpc_slot_t){0, 0, 0});
    }
    if (wanted.calls > 1) {
        check_give_back(call, replies[0].answer.cookie);
    }
    if (wanted.deletes > 0) {
        assert_int_equal(scripted_kernel.deletion.mr[0], slot.index);
        assert_int_equal(scripted_kernel.deletion.mr[1], slot.depth & 0xff);
    }
    if (call->make == call_plainly) {
        check_message(error, &replies[0].answer);
    } else {
        check_output(call, error, &replies[0].answer, before);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    static const sel4rpc_slot_t slots[] = {{SCRIPTED_CLIENT_CNODE, 40, seL4_WordBits},
                                           {0, 0, 0},
                                           {SCRIPTED_CLIENT_CNODE, 40, 0},
                                           {SCRIPTED_CLIENT_CNODE, 40, seL4_WordBits + 1}};
    struct choices choices = choices_by_bytes(bytes, count);
    const struct call *call = &calls[choices_below(&choices, FUZZ_COUNT_OF(calls))];
    sel4rpc_slot_t slot = slots[choices_below(&choices, FUZZ_COUNT_OF(slots))];
    static struct reply replies[2];
    union output before;
    void *client;

    memset(replies, 0, sizeof(replies));
    assert_int_equal(scripted_server_set_up(&client), 0);
    bool takes = call->grants || call->make == call_plainly;
    read_reply(&choices, &replies[0], takes && slot.root != 0);
    read_reply(&choices, &replies[1], false);
    server_replies(replies[0].scripted);
    server_replies(replies[1].scripted);
    memset(&output, 0x5a, sizeof(output));
    before = output;
    int error = call->make(client, slot, call->n);
    check(call, error, replies, slot, &before);
    assert_int_equal(scripted_server_tear_down(&client), 0);
    return 0;
}
