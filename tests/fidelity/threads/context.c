/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers as words, and the messages of faults.
 */
#include <string.h>

#include "threads/threads.h"

const seL4_Word odd_addresses[] = {ODD_ADDRESSES, 0};

struct context marked(seL4_Word base, seL4_Word code)
{
    struct context context;

    for (unsigned i = 0; i < CONTEXT_WORDS; i++) {
        context.words[i] = base + i;
    }
    if (FLAGS_PLACE) {
        context.words[FLAGS_PLACE] = USUAL_FLAGS;
    }
    context.words[IP_PLACE] = code;
    return context;
}

struct context runnable(seL4_Word base, seL4_Word code)
{
    struct context context = marked(base, code);

    context.words[SP_PLACE] = stack_top(base == FIRST ? 0 : 1);
    return context;
}

seL4_Error write_registers(unsigned index, seL4_Word flags, const struct context *context, seL4_Word count)
{
    seL4_Word words[CONTEXT_WORDS + 2] = {flags, count};

    memcpy(words + 2, context->words, sizeof(context->words));
    return invoke(threads[index].tcb, TCBWriteRegisters, (struct words){CONTEXT_WORDS + 2, words}, NOTHING);
}

struct context read_registers(unsigned index)
{
    struct context context = {0};

    if (invoke(threads[index].tcb, TCBReadRegisters, WORDS(0, CONTEXT_WORDS), NOTHING) == seL4_NoError) {
        memcpy(context.words, answer.registers, sizeof(context.words));
    }
    return context;
}

static int add_stack(seL4_Word word)
{
    for (unsigned i = 0; i < THREADS; i++) {
        if (word == stack_top(i)) {
            line_add(" stack");
            line_add((const char[]){(char)('0' + i), '\0'});
            return 1;
        }
    }
    return 0;
}

/* The last piece that begins at word or before it, if that is after best. */
static const struct code *last_before(seL4_Word word, const struct code *codes, const struct code *best)
{
    for (const struct code *code = codes; code->name; code++) {
        if ((seL4_Word)code->start <= word && code->start > best->start) {
            best = code;
        }
    }
    return best;
}

static int add_code(seL4_Word word)
{
    static const struct code common[] = {
        {"load", code_load},
        {"store", code_store},
        {"undefined", code_undefined},
        {"syscall", code_syscall},
        {"other", code_other},
        {"end", code_end},
        {0},
    };

    if (!exceptions->name || word < (seL4_Word)code_load || word >= (seL4_Word)code_end) {
        return 0;
    }
    const struct code *code = last_before(word, exceptions, last_before(word, common, common));
    line_add(" ");
    line_add(code->name);
    if (word > (seL4_Word)code->start) {
        line_add("+");
        line_add((const char[]){(char)('0' + word - (seL4_Word)code->start), '\0'});
    }
    return 1;
}

void line_add_symbol(seL4_Word word)
{
    if (!add_code(word) && !add_stack(word)) {
        line_add_word(word);
    }
}

static char letter(seL4_Word word, unsigned place)
{
    if (word == 0) {
        return '0';
    }
    if (word == FIRST + place || word == SECOND + place) {
        return word == FIRST + place ? '1' : '2';
    }
    return word == (seL4_Word)-1 ? 'f' : '.';
}

void line_add_context(struct context context)
{
    char letters[CONTEXT_WORDS + 2] = " ";

    for (unsigned i = 0; i < CONTEXT_WORDS; i++) {
        letters[i + 1] = letter(context.words[i], i);
    }
    line_add(letters);
    for (unsigned i = 0; i < CONTEXT_WORDS; i++) {
        if (letters[i + 1] == '.') {
            line_add_number(i);
            line_add("=");
            line_add_symbol(context.words[i]);
        }
    }
}

void tell_registers(const char *key, unsigned index)
{
    struct context context = read_registers(index);

    line_begin(key);
    line_add_context(context);
    line_end();
}

static struct fault keep_fault(seL4_MessageInfo_t info, seL4_Word badge)
{
    struct fault fault = {seL4_MessageInfo_get_label(info), seL4_MessageInfo_get_length(info), badge, {0}};

    for (seL4_Word i = 0; i < fault.length && i < 64; i++) {
        fault.words[i] = seL4_GetMR((int)i);
    }
    return fault;
}

struct fault await_fault_message(void)
{
    seL4_Word badge;
    seL4_MessageInfo_t info = own_receive(faults, &badge);

    return keep_fault(info, badge);
}

struct fault fault_if_any(void)
{
    seL4_Word badge = 0;
    seL4_MessageInfo_t info = own_receive_now(faults, &badge);

    return badge ? keep_fault(info, badge) : (struct fault){0};
}

void line_add_fault_name(const struct fault *fault)
{
    static const char *const names[] = {
        [seL4_Fault_CapFault] = " cap-fault",
        [seL4_Fault_UnknownSyscall] = " unknown-syscall",
        [seL4_Fault_UserException] = " user-exception",
        [seL4_Fault_VMFault] = " vm-fault",
    };
    const char *name = fault->label < sizeof(names) / sizeof(*names) ? names[fault->label] : NULL;

    line_add(fault->badge == 0 ? " nothing" : name ? name : " other");
}

void answer_fault(seL4_Word label, seL4_Word length, const seL4_Word *words)
{
    for (seL4_Word i = 0; i < length; i++) {
        seL4_SetMR((int)i, words[i]);
    }
    own_answer(seL4_MessageInfo_new(label, 0, 0, length));
}
