/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Faults: their messages, the registers of a thread that stopped in one, and what answers do to it.
 *
 * Afterwards a thread comes to an undefined instruction, whose fault tells where it continued.
 */
#include <stdio.h>

#include "threads/threads.h"

enum { ANSWERED = 0x3000 };

static const char *keyed(char *buffer, const char *name, const char *what)
{
    snprintf(buffer, KEY_BYTES, "code.%.20s.%s", name, what);
    return buffer;
}
#define KEY(name, what) keyed((char[KEY_BYTES]){0}, name, what)

/* Lets the thread run a piece of code with known registers. */
static struct fault run_code(seL4_Word code, seL4_Word address)
{
    struct context context = runnable(FIRST, code);

    (void)thread_suspend(0);
    prepare_registers(&context, address);
    (void)write_registers(0, RESUME, &context, CONTEXT_WORDS);
    return await_fault_message();
}

static void tell_fault(const char *key, const struct fault *fault)
{
    line_begin(key);
    line_add_fault_name(fault);
    line_add(",");
    for (seL4_Word i = 0; i < fault->length; i++) {
        line_add_symbol(fault->words[i]);
    }
    line_end();
}

/* What comes when all have done what they can, and the registers then. */
static void tell_next(const char *key, seL4_Error error)
{
    struct fault fault;

    settle();
    fault = fault_if_any();
    line_begin(key);
    line_add_error(error);
    line_add(",");
    line_add_fault_name(&fault);
    line_add(",");
    line_add_context(read_registers(0));
    line_end();
}

#define FAULT_ADDRESS 0x1000

/* A new context that continues at code_other, written with flags. */
static seL4_Error redirect(seL4_Word flags)
{
    struct context context = runnable(SECOND, (seL4_Word)code_other);

    return write_registers(0, flags, &context, CONTEXT_WORDS);
}

/* What is done to a thread that has stopped, besides what is done to any. */
static seL4_Error answer_empty(void)
{
    answer_fault(0, 0, NULL);
    return seL4_NoError;
}

static seL4_Error answer_label(void)
{
    answer_fault(1, 0, NULL);
    return seL4_NoError;
}

static seL4_Error write(void)
{
    return redirect(0);
}

static seL4_Error write_answer(void)
{
    (void)redirect(0);
    return answer_empty();
}

static seL4_Error write_answer_label(void)
{
    (void)redirect(0);
    return answer_label();
}

static seL4_Error write_resume(void)
{
    return redirect(RESUME);
}

static seL4_Error suspend_answer(void)
{
    (void)thread_suspend(0);
    return answer_empty();
}

static seL4_Error read_suspend_answer(void)
{
    (void)act_read_suspend();
    return answer_empty();
}

static const struct {
    const char *name;
    seL4_Error (*act)(void);
} acts[] = {
    {"nothing", act_nothing},
    {"answer", answer_empty},
    {"answer-label", answer_label},
    {"resume", act_resume},
    {"suspend", act_suspend},
    {"suspend-resume", act_suspend_resume},
    {"suspend-answer", suspend_answer},
    {"write", write},
    {"write-answer", write_answer},
    {"write-answer-label", write_answer_label},
    {"write-resume", write_resume},
    {"read-suspend", act_read_suspend},
    {"read-suspend-answer", read_suspend_answer},
};
#define ACTS (sizeof(acts) / sizeof(*acts))

static void act_on(const char *name, seL4_Word code, seL4_Word address)
{
    struct fault fault = run_code(code, address);

    tell_fault(KEY(name, "fault"), &fault);
    for (unsigned i = 0; i < ACTS; i++) {
        seL4_Error error;

        run_code(code, address);
        error = acts[i].act();
        tell_next(KEY(name, acts[i].name), error);
    }
}

static void kinds(void)
{
    thread_make(0, ABOVE);
    act_on("load", (seL4_Word)code_load, FAULT_ADDRESS);
    act_on("undefined", (seL4_Word)code_undefined, FAULT_ADDRESS);
    if (has_system_calls) {
        act_on("syscall", (seL4_Word)code_syscall, FAULT_ADDRESS);
    }
    act_on("fetch", 0, 0);
}

static void tell_code(const char *name, seL4_Word code, seL4_Word address)
{
    struct fault fault = run_code(code, address);

    tell_fault(KEY(name, "fault"), &fault);
    answer_empty();
    tell_next(KEY(name, "answer"), seL4_NoError);
}

static void messages(void)
{
    char name[KEY_BYTES / 4];

    thread_make(0, ABOVE);
    tell_code("store", (seL4_Word)code_store, FAULT_ADDRESS);
    tell_code("fetch-other", FAULT_ADDRESS, FAULT_ADDRESS);
    for (unsigned i = 0; exceptions[i].name; i++) {
        tell_code(exceptions[i].name, (seL4_Word)exceptions[i].start, FAULT_ADDRESS);
    }
    for (unsigned i = 0; odd_addresses[i]; i++) {
        snprintf(name, sizeof(name), "odd-%u.load", i);
        tell_code(name, (seL4_Word)code_load, odd_addresses[i]);
        snprintf(name, sizeof(name), "odd-%u.store", i);
        tell_code(name, (seL4_Word)code_store, odd_addresses[i]);
        snprintf(name, sizeof(name), "odd-%u.fetch", i);
        tell_code(name, odd_addresses[i], odd_addresses[i]);
    }
}

/* A thread with everything but registers. */
static void unset(void)
{
    struct fault fault;

    thread_make(0, ABOVE);
    (void)thread_resume(0);
    fault = await_fault_message();
    tell_fault("code.unset.fault", &fault);
    answer_empty();
    tell_next("code.unset.answer", seL4_NoError);
}

/* Answers of several lengths. Every word is another number, but the instruction and stack pointers. */
static void answer_lengths(const char *name, seL4_Word code, seL4_Word length, seL4_Word place)
{
    const seL4_Word lengths[] = {place, place + 1, place + 2, length - 1, length, length + 1};
    seL4_Word words[64];

    for (seL4_Word i = 0; i < 64; i++) {
        words[i] = ANSWERED + i;
    }
    words[place] = (seL4_Word)code_other;
    words[place + 1] = stack_top(1);
    for (unsigned i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
        char what[KEY_BYTES / 2];

        (void)run_code(code, FAULT_ADDRESS);
        answer_fault(0, lengths[i], words);
        snprintf(what, sizeof(what), "answer-%lu", (unsigned long)lengths[i]);
        tell_next(KEY(name, what), seL4_NoError);
    }
    (void)run_code(code, FAULT_ADDRESS);
    answer_fault(1, length, words);
    tell_next(KEY(name, "answer-all-label"), seL4_NoError);
}

static void answers(void)
{
    thread_make(0, ABOVE);
    answer_lengths("undefined", (seL4_Word)code_undefined, seL4_UserException_Length,
                   seL4_UserException_FaultIP);
    if (has_system_calls) {
        answer_lengths("syscall", (seL4_Word)code_syscall, seL4_UnknownSyscall_Length,
                       seL4_UnknownSyscall_FaultIP);
    }
    answer_lengths("load", (seL4_Word)code_load, seL4_VMFault_Length, seL4_VMFault_IP);
}

/* Which of two threads, both at an undefined instruction, TCB_CopyRegisters suspends or resumes. */
static void copy_states(void)
{
    thread_make(0, ABOVE);
    thread_make(1, ABOVE);
    for (seL4_Word flags = 0; flags < 16; flags++) {
        struct context first = runnable(FIRST, (seL4_Word)code_undefined);
        struct context second = runnable(SECOND, (seL4_Word)code_other);
        struct fault fault;
        seL4_Error error;

        (void)thread_suspend(0);
        (void)thread_suspend(1);
        (void)write_registers(0, 0, &first, CONTEXT_WORDS);
        (void)write_registers(1, RESUME, &second, CONTEXT_WORDS);
        (void)await_fault_message();
        error = invoke(threads[0].tcb, TCBCopyRegisters, WORDS(flags), WORDS(threads[1].tcb));
        answer_fault(0, 0, NULL);
        line_begin(NUMBERED("code.copy", flags));
        line_add_error(error);
        for (unsigned i = 0; i < 2; i++) {
            settle();
            fault = fault_if_any();
            line_add(fault.badge ? " from" : " nothing");
            if (fault.badge) {
                line_add_number(fault.badge - FAULTED);
                line_add_symbol(fault.words[0]);
            }
        }
        line_end();
    }
}

const struct group stopped_groups[] = {
    {"code.kinds", kinds},     {"code.messages", messages}, {"code.unset", unset},
    {"code.answers", answers}, {"code.copy", copy_states},  {0},
};
