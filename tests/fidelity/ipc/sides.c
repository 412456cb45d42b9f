/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the two sides of a case do often.
 */
#include "ipc/ipc.h"

#define FEW 4
#define GATE_BITS (seL4_WordBits - 1 - PEER_BITS)

void give(seL4_CPtr slot, seL4_CPtr source, seL4_Word rights, seL4_Word badge)
{
    invoke(scene.cnode, CNodeMint, WORDS(slot, PEER_BITS, source, DEPTH, rights, badge), WORDS(CNODE));
}

void take(seL4_CPtr slot)
{
    invoke(scene.cnode, CNodeDelete, WORDS(slot, PEER_BITS), NOTHING);
}

void await_ask(void)
{
    seL4_Word badge;

    receive(scene.control, &badge);
}

void arm(void)
{
    seL4_Call(scene.control, EMPTY);
}

void await_fault(const char *key)
{
    seL4_Word badge;
    seL4_MessageInfo_t info = receive(scene.control, &badge);

    line_begin(key);
    line_add_number(seL4_MessageInfo_get_label(info));
    line_add_number(seL4_MessageInfo_get_length(info));
    line_add_word(badge);
    for (seL4_Word i = seL4_CapFault_Addr; i < seL4_MessageInfo_get_length(info); i++) {
        line_add_word(seL4_GetMR((int)i));
    }
    line_end();
}

void call_twice(const char *key)
{
    tell_message(key, seL4_Call(P_EP, fill(1, 0, 1, 7)), 0);
    seL4_Call(P_EP, fill(2, 0, 1, 8));
}

void receive_and_answer(const char *key)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = receive(scene.endpoint, &badge);

    tell_message(key, info, badge);
    reply(fill(4, 0, 1, 9));
}

void replace_endpoint(seL4_Word rights)
{
    take(P_EP);
    give(P_EP, scene.endpoint, rights, 0);
}

static void set_gate(seL4_Word guard, seL4_Word bits)
{
    seL4_Word data = guard_data(guard, bits);

    invoke(scene.root, CNodeDelete, WORDS(1, 1), NOTHING);
    invoke(scene.root, CNodeMint, WORDS(1, 1, scene.cnode, DEPTH, ALL, data), WORDS(CNODE));
}

void open_gate(void)
{
    set_gate(0, GATE_BITS);
}

void shut_gate(void)
{
    set_gate(1, GATE_BITS);
}

void deepen_gate(void)
{
    set_gate(0, GATE_BITS + 1);
}

void unqueue_peer(void)
{
    take(P_LATE);
    shut_gate();
}

void queue_peer(seL4_Word rights, seL4_Word badge)
{
    seL4_Word ignored;

    receive(scene.control, &ignored);
    give(P_LATE, scene.endpoint, rights, badge);
    open_gate();
    reply(EMPTY);
}

void receive_if_any(const char *key, seL4_CPtr source)
{
    seL4_Word badge = NO_BADGE;
    seL4_MessageInfo_t info = receive_now(source, &badge);

    if (badge == 0) {
        line_begin(key);
        line_add(" nothing");
        line_end();
    } else {
        tell_message(key, info, badge);
    }
}

void peer_ask(void)
{
    seL4_Call(P_CONTROL, EMPTY);
}

seL4_MessageInfo_t peer_wait(seL4_CPtr source, seL4_Word *badge)
{
    receive(P_CONTROL, badge);
    return reply_receive(source, EMPTY, badge);
}

void peer_send(seL4_Word first)
{
    seL4_Send(THROUGH_GATE | P_LATE, fill(QUEUED_LABEL, 0, 2, first));
}

seL4_MessageInfo_t peer_call(seL4_Word first)
{
    return seL4_Call(THROUGH_GATE | P_LATE, fill(QUEUED_LABEL, 0, 2, first));
}

seL4_MessageInfo_t fill(seL4_Word label, seL4_Word capabilities, seL4_Word length, seL4_Word first)
{
    for (seL4_Word i = 0; i < length && i < seL4_MsgMaxLength; i++) {
        seL4_SetMR((int)i, first + i);
    }
    return seL4_MessageInfo_new(label, 0, capabilities, length);
}

static void add_registers(seL4_Word length)
{
    seL4_Word sum = 0;

    for (seL4_Word i = 0; i < length && i < seL4_MsgMaxLength; i++) {
        sum += seL4_GetMR((int)i);
        if (length <= FEW || i + 1 == length) {
            line_add_word(seL4_GetMR((int)i));
        }
    }
    if (length > FEW) {
        line_add_word(sum);
    }
}

/* Of the extra capabilities, only those that were unwrapped have a word that counts: the badge. */
static void add_capabilities(seL4_MessageInfo_t info)
{
    seL4_Word unwrapped = seL4_MessageInfo_get_capsUnwrapped(info);

    line_add(" caps");
    line_add_number(seL4_MessageInfo_get_extraCaps(info));
    line_add_number(unwrapped);
    for (seL4_Word i = 0; i < seL4_MsgMaxExtraCaps; i++) {
        if (unwrapped >> i & 1) {
            line_add_word(seL4_GetBadge((int)i));
        }
    }
}

static void add_message(seL4_MessageInfo_t info, seL4_Word badge)
{
    line_add_word(seL4_MessageInfo_get_label(info));
    line_add_number(seL4_MessageInfo_get_length(info));
    line_add_word(badge);
    add_registers(seL4_MessageInfo_get_length(info));
    if (seL4_MessageInfo_get_extraCaps(info) || seL4_MessageInfo_get_capsUnwrapped(info)) {
        add_capabilities(info);
    }
}

void tell_message(const char *key, seL4_MessageInfo_t info, seL4_Word badge)
{
    line_begin(key);
    add_message(info, badge);
    line_end();
}

void tell_arrival(const char *key, seL4_MessageInfo_t info, seL4_Word badge, seL4_CPtr slot)
{
    line_begin(key);
    add_message(info, badge);
    line_add(" slot");
    line_add_number(seL4_DebugCapIdentify(slot));
    line_end();
}
