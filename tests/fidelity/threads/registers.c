/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * TCB_ReadRegisters and TCB_WriteRegisters on a thread that does not run.
 */
#include "threads/threads.h"

/* The answer, and what the registers are then. */
static void tell_write(const char *key, seL4_Error error)
{
    struct context context = read_registers(0);

    line_begin(key);
    line_add_error(error);
    line_add(",");
    line_add_context(context);
    line_end();
}

static void fresh(void)
{
    thread_make_empty(0);
    tell_registers("registers.fresh", 0);
    try("registers.fresh.resume", threads[0].tcb, TCBResume, NOTHING, NOTHING);
    settle();
    tell_registers("registers.fresh.resumed", 0);
    thread_make(1, ABOVE);
    tell_registers("registers.configured", 1);
}

static void write_same(const char *key, seL4_Word word)
{
    struct context context;

    for (unsigned i = 0; i < CONTEXT_WORDS; i++) {
        context.words[i] = word;
    }
    tell_write(key, write_registers(0, 0, &context, CONTEXT_WORDS));
}

static void values(void)
{
    struct context context = marked(FIRST, FIRST);

    thread_make_empty(0);
    tell_write("registers.write", write_registers(0, 0, &context, CONTEXT_WORDS));
    write_same("registers.write.ones", (seL4_Word)-1);
    write_same("registers.write.zeros", 0);
}

/* A register that holds an address may keep another than was written. */
static void addresses(void)
{
    static const unsigned places[] = {IP_PLACE, SP_PLACE, TLS_PLACE, CONTEXT_WORDS - 1};

    thread_make_empty(0);
    for (unsigned i = 0; odd_addresses[i]; i++) {
        struct context context = marked(FIRST, FIRST);

        for (unsigned j = 0; j < sizeof(places) / sizeof(*places); j++) {
            context.words[places[j]] = odd_addresses[i];
        }
        tell_write(NUMBERED("registers.write.address", i), write_registers(0, 0, &context, CONTEXT_WORDS));
        tell_write(NUMBERED("registers.tls-base.address", i),
                   invoke(threads[0].tcb, TCBSetTLSBase, WORDS(odd_addresses[i]), NOTHING));
    }
}

static const struct {
    const char *name;
    seL4_Word count;
} counts_to_try[] = {
    {"0", 0},
    {"1", 1},
    {"2", 2},
    {"3", 3},
    {"all-but-one", CONTEXT_WORDS - 1},
    {"all", CONTEXT_WORDS},
    {"more", CONTEXT_WORDS + 1},
};
#define COUNTS (sizeof(counts_to_try) / sizeof(*counts_to_try))

/* How many registers a call writes; the others keep what they had. */
static void counts(void)
{
    struct context first = marked(FIRST, FIRST), second = marked(SECOND, SECOND);

    thread_make_empty(0);
    for (unsigned i = 0; i < COUNTS; i++) {
        (void)write_registers(0, 0, &first, CONTEXT_WORDS);
        tell_write(NAMED("registers.write", counts_to_try[i].name),
                   write_registers(0, 0, &second, counts_to_try[i].count));
    }
    for (unsigned i = 0; i < COUNTS; i++) {
        invoke(threads[0].tcb, TCBReadRegisters, WORDS(0, counts_to_try[i].count), NOTHING);
        tell(NAMED("registers.read", counts_to_try[i].name),
             WORDS(seL4_MessageInfo_get_label(answer.info), seL4_MessageInfo_get_length(answer.info)));
    }
}

/* Bits of the flags word that mean nothing. */
static void odd_flags(void)
{
    struct context context = marked(FIRST, FIRST);

    thread_make_empty(0);
    for (seL4_Word flags = 2; flags <= (seL4_Word)1 << 16; flags <<= 7) {
        tell_write(NUMBERED("registers.write.flags", flags),
                   write_registers(0, flags, &context, CONTEXT_WORDS));
    }
    invoke(threads[0].tcb, TCBReadRegisters, WORDS(0xfffe, 2), NOTHING);
    tell("registers.read.flags",
         WORDS(seL4_MessageInfo_get_label(answer.info), seL4_MessageInfo_get_length(answer.info)));
}

static void tls_base(void)
{
    struct context context = marked(FIRST, FIRST);

    thread_make_empty(0);
    (void)write_registers(0, 0, &context, CONTEXT_WORDS);
    tell_write("registers.tls-base", invoke(threads[0].tcb, TCBSetTLSBase, WORDS(0x777), NOTHING));
}

/* The parts of the registers that TCB_CopyRegisters moves. */
static void copies(void)
{
    struct context first = marked(FIRST, FIRST), second = marked(SECOND, SECOND);

    thread_make_empty(0);
    thread_make_empty(1);
    for (seL4_Word flags = 0; flags <= (TRANSFER_FRAME | TRANSFER_INTEGER); flags += TRANSFER_FRAME) {
        (void)write_registers(0, 0, &first, CONTEXT_WORDS);
        (void)write_registers(1, 0, &second, CONTEXT_WORDS);
        tell_write(NUMBERED("registers.copy", flags),
                   invoke(threads[0].tcb, TCBCopyRegisters, WORDS(flags), WORDS(threads[1].tcb)));
        tell_registers(NUMBERED("registers.copy.source", flags), 1);
    }
    (void)write_registers(0, 0, &first, CONTEXT_WORDS);
    tell_write("registers.copy.own",
               invoke(threads[0].tcb, TCBCopyRegisters, WORDS(12), WORDS(threads[0].tcb)));
}

const struct group register_groups[] = {
    {"registers.fresh", fresh},         {"registers.values", values},
    {"registers.addresses", addresses}, {"registers.counts", counts},
    {"registers.flags", odd_flags},     {"registers.tls-base", tls_base},
    {"registers.copies", copies},       {0},
};
