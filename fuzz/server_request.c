/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fuzzer of the server: clients' messages, byte for byte, to a server on a strict vka and a strict simple.
 *
 * Input. One byte: how messages reach the server (bits 0 and 1: handle, recv, serve; 3: handle, and the
 * server parks), and whether two clients are registered (4), the vka knows no addresses (8), there is neither
 * a simple nor memory at an address (16), an application's handler decides (32), registered clients have
 * narrow limits (64), the simple fails (128). Then message after message:
 *  - one byte: the sender (bits 0 and 1); whether a label (4), capabilities (8), a length (16) are given, the
 *    magic is wrong (32), the bytes follow their count, as on the wire (64);
 *  - one byte for each of those that are given;
 *  - one byte: how many bytes follow; the bytes, for register 1 on. Later registers keep their contents;
 *  - with a handler: one byte that says what it does with the request, and one number for it.
 *
 * Checked for each message. A request is answered exactly once, anything else is left alone. The fuzzer
 * decodes the registers within the message's length: if that fails, the server refuses. A refusal reveals
 * nothing and changes nothing; a success changes what such a request must change. The books are valid. At the
 * end an ordinary request succeeds, and everything can be revoked.
 */
#include "fuzz.h"

#include "message.h"
#include "support/registering.h"
#include "support/scripted_kernel.h"

#define A_STRANGER 9 /* a badge */
#define STOP_LABEL 0xfff
#define ENDPOINT 60 /* where the server receives; the scripted kernel accepts any */

enum way { HANDLE, RECV, SERVE, HANDLE_AND_PARK };
#define MOST_PARKED 3
#define MOST_PARKED_BYTES 0x8000

struct session {
    struct choices choices;
    struct served *served;
    enum way way;
    bool registered;
    bool message_is_due; /* `message` is at the server */
    struct message message;
    unsigned others; /* messages that the server called not its own */
};

static struct session session;

/* ---- The next message. */

static seL4_Word count_words(size_t bytes)
{
    return (bytes + sizeof(seL4_Word) - 1) / sizeof(seL4_Word);
}

static void read_message(struct message *message)
{
    static const seL4_Word badges[] = {A_CLIENT, ANOTHER_CLIENT, A_STRANGER, 0};
    struct choices *choices = &session.choices;
    unsigned flags = choices_below(choices, 256);
    seL4_Word label = (flags & 4) != 0 ? choices_below(choices, 256) : 0;
    seL4_Word caps = (flags & 8) != 0 ? choices_below(choices, 4) : 0;
    unsigned told_length = (flags & 16) != 0 ? choices_below(choices, 128) : 128;
    uint8_t bytes[256] = {0};
    unsigned prefix = (flags & 64) != 0;
    unsigned count = choices_below(choices, 254);

    bytes[0] = (uint8_t)(count & 0x7f);
    if (prefix != 0 && count >= 0x80) {
        bytes[0] |= 0x80;
        bytes[1] = (uint8_t)(count >> 7);
        prefix = 2;
    }
    choices_take(choices, bytes + prefix, count);
    message->badge = badges[flags & 3];
    memcpy(message->registers, seL4_GetIPCBuffer()->msg, sizeof(message->registers));
    message->registers[0] = SEL4RPC_MSG_MAGIC ^ ((flags & 32) != 0);
    memcpy(&message->registers[1], bytes, count_words(prefix + count) * sizeof(seL4_Word));
    message->info = seL4_MessageInfo_new(label, 0, caps,
                                         told_length < 128 ? told_length : 1 + count_words(prefix + count));
}

/* Reads a message and predicts its outcome. */
static void begin_message(void)
{
    struct message *message = &session.message;

    message->served = session.served;
    message->registered = session.registered;
    read_message(message);
    seL4_Word length = seL4_MessageInfo_get_length(message->info);
    if (session.way == RECV) {
        message->badge = 0;
        length = seL4_MsgMaxLength;
    } else if (session.way == SERVE && length > seL4_MsgMaxLength) {
        length = seL4_MsgMaxLength; /* the kernel delivers no more */
        message->info = seL4_MessageInfo_set_length(message->info, length);
    }
    message->length = length;
    message->is_request = session.way == RECV || (seL4_MessageInfo_get_label(message->info) == 0 &&
                                                  length > 0 && message->registers[0] == SEL4RPC_MSG_MAGIC);
    message_foretell(message);
    session.others = 0;
    session.message_is_due = true;
}

static void finish_message(void)
{
    session.message_is_due = false;
    message_check(&session.message);
}

/* ---- An application's handler, which does everything that it may and may not do. */

enum habit { PASS_ON, PASS_ON_AND_REPLY, REPLY, REPLY_TWICE, RETURN, HABIT_COUNT };

static void reply(struct sel4rpc_env *env, int number, int wanted)
{
    assert_int_equal(sel4rpc_server_reply(env, number, number, (uint64_t)number), wanted);
}

static int handle(struct sel4rpc_env *env, void *data, RpcMessage *request)
{
    enum habit habit = (enum habit)choices_below(&session.choices, HABIT_COUNT);
    int number = (int8_t)choices_below(&session.choices, 256);
    int allowed = number >= 0 && number <= (int)seL4_MsgMaxExtraCaps ? 0 : seL4_RangeError;

    (void)data;
    assert_true(session.message.decodes);
    if (habit == PASS_ON || habit == PASS_ON_AND_REPLY) {
        int error = sel4rpc_default_handler(env, NULL, request);
        if (habit == PASS_ON_AND_REPLY) {
            reply(env, number, seL4_IllegalOperation);
        }
        return error;
    }
    session.message.handled = true;
    if (habit == REPLY || habit == REPLY_TWICE) {
        reply(env, number, allowed);
    }
    if (habit == REPLY_TWICE) {
        reply(env, number, allowed == 0 ? seL4_IllegalOperation : allowed);
    }
    return number;
}

/* ---- The ways to the server. */

static void deliver(void)
{
    seL4_IPCBuffer *buffer = seL4_GetIPCBuffer();

    begin_message();
    memcpy(buffer->msg, session.message.registers, sizeof(buffer->msg));
    if (session.way == RECV) {
        (void)sel4rpc_server_recv(&session.served->env);
    } else {
        seL4_IPCBuffer before = *buffer;
        bool served =
            sel4rpc_server_handle(&session.served->env, session.message.badge, session.message.info);
        assert_int_equal(served, session.message.is_request);
        assert_true(served || memcmp(buffer, &before, sizeof(before)) == 0);
    }
    finish_message();
}

/* The kernel's side of a receive: finishes the message before, and delivers the next or the last one. */
static void send_next(struct abi_message *received)
{
    if (session.message_is_due) {
        assert_int_equal(session.others, !session.message.is_request);
        finish_message();
    }
    if (session.choices.left == 0) {
        received->info = ABI_INFO(STOP_LABEL, 0, 0, 0);
        return;
    }
    begin_message();
    received->capability = session.message.badge;
    received->info = session.message.info.words[0];
    memcpy(received->mr, session.message.registers, sizeof(received->mr));
}

static sel4rpc_next_t take_other(struct sel4rpc_env *env, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    (void)data;
    assert_ptr_equal(env, &session.served->env);
    assert_int_equal(seL4_MessageInfo_get_length(*answer), 0);
    if (seL4_MessageInfo_get_label(info) == STOP_LABEL) {
        return SEL4RPC_STOP;
    }
    assert_int_equal(badge, session.message.badge);
    session.others++;
    return SEL4RPC_NEXT;
}

/* ---- */

static const sel4rpc_limits_t narrow_limits = {
    .memory_bytes = 0x10000,
    .leases = 3,
    .addresses = {.ranges = (const sel4rpc_range_t[]){{FAKE_RAM, FAKE_RAM + 0xffff}}, .count = 1},
    .objects = {.ranges = (const sel4rpc_range_t[]){{0, 2}, {7, 7}}, .count = 2},
    .irqs = {.ranges = (const sel4rpc_range_t[]){{4, 9}}, .count = 1},
    .msis = {.ranges = (const sel4rpc_range_t[]){{9, 10}}, .count = 1},
    .pins = {.ranges = (const sel4rpc_range_t[]){{256 + 18, 256 + 19}}, .count = 1},
    .ports = {.ranges = (const sel4rpc_range_t[]){{0x3f8, 0x3fb}, {0x3fc, 0x3ff}}, .count = 2},
};

static void set_up(void **state)
{
    unsigned flags = choices_below(&session.choices, 256);

    assert_int_equal(served_set_up(state), 0);
    session.served = *state;
    session.way = (enum way)(flags & 3);
    if (session.way == HANDLE_AND_PARK) {
        sel4rpc_server_set_parking(&session.served->env, MOST_PARKED, MOST_PARKED_BYTES);
    }
    session.registered = (flags & 4) != 0;
    session.served->memory.knows_no_addresses = (flags & 8) != 0;
    if ((flags & 16) != 0) { /* nothing knows what is at an address, so the server must not ask the vka */
        session.served->env.simple = NULL;
        session.served->memory.vka.utspace_alloc_at = NULL;
    }
    if ((flags & 32) != 0) {
        session.served->env.handler = handle;
    }
    session.served->devices.error = (flags & 128) != 0 ? seL4_RevokeFirst : 0;
    if (session.registered) {
        const sel4rpc_limits_t *limits = (flags & 64) != 0 ? &narrow_limits : &unlimited;
        register_client(session.served, A_CLIENT, limits);
        register_client(session.served, ANOTHER_CLIENT, limits);
    }
}

/* Sends a request of a client that may have a page, and holds nothing. */
static void make_an_ordinary_request(void)
{
    assert_int_equal(sel4rpc_server_release_client(&session.served->env, A_CLIENT), 0);
    session.served->env.handler = sel4rpc_default_handler;
    RpcMessage request = allocate_anywhere(seL4_UntypedObject, 12);
    struct answer answer = serve_granted(session.served, &request);

    assert_int_equal(answer.caps, 1);
    request = free_of(answer.cookie, seL4_UntypedObject, 12);
    (void)serve_granted(session.served, &request);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    void *state;

    session = (struct session){.choices = choices_by_bytes(bytes, count)};
    set_up(&state);
    if (session.way == SERVE) {
        scripted_kernel.sender = send_next;
        sel4rpc_server_serve(&session.served->env, ENDPOINT, take_other, NULL);
    } else {
        while (session.choices.left > 0) {
            deliver();
        }
    }
    make_an_ordinary_request();
    assert_int_equal(served_tear_down(&state), 0);
    return 0;
}
