/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One random call: fills in what its letters stand for, sometimes spoils the message, and tells what came
 * back.
 */
#include "random/random.h"

#define MOST_REGISTERS 12
#define MOST_CAPABILITIES 3
#define ARENA_CNODE_RADIX 4

struct call {
    seL4_CPtr service;
    seL4_Word label;
    unsigned length;
    unsigned capability_count;
    seL4_Word registers[seL4_MsgMaxLength];
    seL4_Word capabilities[MOST_CAPABILITIES];
};

static seL4_Word some_word(void)
{
    return (seL4_Word)-1 >> below(seL4_WordBits);
}

/* In the program's own CSpace only slots of the arena, or none at all: the others must stay. */
static seL4_Word index_in(seL4_CPtr root, int full)
{
    if (root == CNODE) {
        return chance(97) ? kinds_pick_full(chance(92) ? full : !full)
                          : ((seL4_Word)1 << CSPACE_BITS) + below(64);
    }
    return below(chance(85) ? 1u << ARENA_CNODE_RADIX : 256);
}

static seL4_Word depth_in(seL4_CPtr root)
{
    if (chance(4)) {
        return below(seL4_WordBits + 4);
    }
    if (root == CNODE) {
        return DEPTH;
    }
    return chance(70) ? ARENA_CNODE_RADIX : below(10);
}

/* Of two numbers in one expression the compiler may choose either first, so they are never in one. */
static seL4_Word badge(void)
{
    seL4_Word bits;

    if (chance(40)) {
        return 0;
    }
    if (chance(50)) {
        return below(16);
    }
    bits = below(8);
    return guard_data(below(4), bits);
}

static seL4_Word common_register(char letter)
{
    switch (letter) {
    case 'r':
        return chance(50) ? ALL : below(16);
    case 'b':
        return chance(5) ? some_word() : badge();
    case 't':
        return below(seL4_ObjectTypeCount + 1);
    case 'z':
        return chance(90) ? below(15) : some_word();
    case 'c':
        return chance(90) ? 1 + below(3) : chance(50) ? 0 : 257 + below(1000);
    case 'p':
        return chance(90) ? below(256) : some_word();
    case 'f':
        return chance(20) ? 0 : 0x10000 + below(9) * 0x100;
    case '-':
        return below(4);
    default:
        return architecture_register(letter);
    }
}

static seL4_CPtr any_cnode(void)
{
    return chance(75) ? CNODE : kinds_pick('C');
}

static seL4_CPtr capability(char letter)
{
    seL4_CPtr outside;

    switch (letter) {
    case 'R':
        return chance(4) ? kinds_pick('?') : any_cnode();
    case 'S':
        return chance(60) ? seL4_CapInitThreadTCB : kinds_pick('T');
    case 'Y':
        return chance(50) ? seL4_CapInitThreadVSpace : kinds_pick('V');
    default:
        outside = architecture_slot(letter);
        return outside ? outside : kinds_pick(chance(93) ? letter : '?');
    }
}

static void fill_registers(struct call *call, const char *letters)
{
    seL4_CPtr root = call->service;

    call->length = 0;
    for (const char *letter = letters; *letter; letter++) {
        seL4_Word word;

        if (*letter == 'd' || *letter == 'e') {
            root = call->service;
            word = index_in(root, *letter == 'd');
        } else if (*letter >= '0' && *letter <= '3') {
            root = call->capabilities[(*letter - '0') % 2];
            word = index_in(root, *letter < '2');
        } else if (*letter == 'D') {
            word = depth_in(root);
        } else {
            word = common_register(*letter);
        }
        call->registers[call->length++] = word;
    }
}

/* A place for so many capabilities, most likely an empty one. */
static seL4_CPtr window_in_arena(seL4_Word count)
{
    seL4_CPtr slot = kinds_pick_full(0);

    return slot + count > ARENA_FIRST + ARENA_SLOTS ? ARENA_FIRST : slot;
}

/* Retype's window: in the own CSpace it stays within the arena. */
static void fill_window(struct call *call)
{
    seL4_Word count = common_register('c');

    call->registers[2] = 0;
    call->registers[3] = 0;
    if (call->capabilities[0] != CNODE || chance(10)) {
        call->registers[2] = index_in(call->capabilities[0], 1);
        call->registers[3] = call->capabilities[0] == CNODE ? DEPTH : depth_in(call->capabilities[0]);
    }
    call->registers[4] = call->registers[3] || call->capabilities[0] != CNODE ? below(1u << ARENA_CNODE_RADIX)
                                                                              : window_in_arena(count);
    call->registers[5] = count;
    call->length = 6;
}

static void spoil(struct call *call)
{
    if (chance(5)) {
        call->length = (unsigned)below(call->length + 1);
    }
    if (chance(3)) {
        call->capability_count = (unsigned)below(call->capability_count + 1);
    }
    if (chance(3)) {
        unsigned longer = call->length + (unsigned)below(chance(80) ? 5 : seL4_MsgMaxLength - call->length);

        while (call->length < longer) {
            call->registers[call->length++] = some_word();
        }
    }
}

static void tell_call(const char *name, const struct call *call, int answered)
{
    line_begin(name);
    line_add_number(call->service);
    for (unsigned i = 0; i < call->length; i++) {
        line_add_word(call->registers[i]);
    }
    line_add(" +");
    for (unsigned i = 0; i < call->capability_count; i++) {
        line_add_number(call->capabilities[i]);
    }
    if (answered) {
        line_add(" =");
        line_add_answer();
    }
    line_end();
}

void operation_do(const struct operation *operation)
{
    struct call call = {.label = operation->label};

    call.service = operation->service == 'C' ? any_cnode() : capability(operation->service);
    for (const char *letter = operation->capabilities; *letter; letter++) {
        call.capabilities[call.capability_count++] = capability(*letter);
    }
    fill_registers(&call, operation->registers);
    if (operation->label == UntypedRetype) {
        fill_window(&call);
    }
    spoil(&call);
    if (kinds_is('E', call.service)) { /* a Call would wait for ever */
        seL4_NBSend(call.service, seL4_MessageInfo_new(call.label, 0, 0, call.length));
        tell_call(operation->name, &call, 0);
        return;
    }
    if (invoke(call.service, call.label, (struct words){call.length, call.registers},
               (struct words){call.capability_count, call.capabilities}) == seL4_NoError) {
        kinds_forget();
    }
    architecture_mask(call.label);
    tell_call(operation->name, &call, 1);
}
