/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Traces; see trace.h. A line is put together first and written at once.
 */
#include "machine/trace/trace.h"

#include <stdio.h>
#include <string.h>

#include "machine/trace/summary.h"
#include "machine/trace/tables.h"
#include "machine/trace/text.h"

static struct {
    void (*write)(void *context, const char *bytes, size_t count);
    void *context;
    trace_describe_t describe;
    bool only_protocol, only_summary;
    const char *pattern;
} output;

void trace_set_output(void (*write)(void *context, const char *bytes, size_t count), void *context)
{
    output.write = write;
    output.context = context;
}

void trace_set_protocol(trace_describe_t describe, const char *filter)
{
    output.describe = describe;
    output.only_protocol = filter != NULL && strcmp(filter, "rpc") == 0;
    output.pattern = output.only_protocol ? NULL : filter;
}

void trace_set_summary(trace_describe_t describe)
{
    output.describe = describe;
    output.only_summary = true;
}

void trace_end(void)
{
    if (output.only_summary) {
        trace_summary_write(output.write, output.context);
    }
}

/* A capability address and what is there, as in 20 endpoint@0x40023000. */
static const char *add_cap(struct trace_text *text, struct kernel *kernel, struct kernel_thread *thread,
                           abi_word cptr)
{
    abi_word paddr = 0;
    const char *name = kernel_cap_name(kernel, thread, cptr, &paddr);

    trace_add_word(text, cptr);
    trace_add(text, " %s", name);
    if (paddr) {
        trace_add(text, "@0x%lx", paddr);
    }
    return name;
}

static size_t length_of(const struct abi_message *message)
{
    size_t length = ABI_INFO_LENGTH(message->info);

    return length < ABI_MESSAGE_REGISTERS ? length : ABI_MESSAGE_REGISTERS;
}

static void add_invocation(struct trace_text *text, const struct trace_invocation *invocation,
                           struct kernel *kernel, struct kernel_thread *thread)
{
    const struct abi_message *message = kernel_message(thread);
    size_t length = length_of(message);

    if (ABI_INFO_LABEL(message->info) == ABI_TCB_SET_IMAGE) {
        trace_add(text, ", ");
        trace_add_counted_bytes(text, message->mr, length_of(message));
        return;
    }
    for (size_t i = 0; i < length && i < TRACE_MAX_ARGUMENTS && invocation->arguments[i]; i++) {
        trace_add(text, ", %s ", invocation->arguments[i]);
        if (strcmp(invocation->arguments[i], "rights") == 0) {
            trace_add_rights(text, message->mr[i]);
        } else {
            trace_add_word(text, message->mr[i]);
        }
    }
    for (size_t i = 0; i < ABI_INFO_EXTRA_CAPS(message->info) && invocation->caps[i]; i++) {
        trace_add(text, ", %s ", invocation->caps[i]);
        add_cap(text, kernel, thread, message->caps[i]);
    }
}

/* A message of the protocol in words. Returns false if it is none. */
static bool add_protocol(struct trace_text *text, struct trace_call *call, const struct abi_message *message,
                         bool is_answer)
{
    char words[256];

    if (output.describe == NULL || ABI_INFO_LABEL(message->info) != ABI_FAULT_NULL ||
        !output.describe(words, sizeof(words), message->mr, length_of(message), is_answer)) {
        return false;
    }
    trace_add(text, " {%s}", words);
    if (!is_answer) {
        snprintf(call->request, sizeof(call->request), "%s", words);
    }
    return true;
}

/* The message to be sent, with its capabilities. */
static void add_message(struct trace_text *text, struct kernel *kernel, struct kernel_thread *thread)
{
    const struct abi_message *message = kernel_message(thread);

    trace_add(text, "label %lu, ", ABI_INFO_LABEL(message->info));
    trace_add_words(text, message->mr, length_of(message));
    for (size_t i = 0; i < ABI_INFO_EXTRA_CAPS(message->info); i++) {
        trace_add(text, ", cap ");
        add_cap(text, kernel, thread, message->caps[i]);
    }
}

/* Endpoints and notifications pass messages; every other object takes invocations. */
static bool passes_messages(const char *object)
{
    return strcmp(object, "endpoint") == 0 || strcmp(object, "notification") == 0 ||
           strcmp(object, "reply") == 0;
}

/* Some calls have other names on a notification. */
static const char *call_name(abi_word what, const char *object)
{
    const char *name = trace_find_syscall(what);

    if (strcmp(object, "notification") != 0) {
        return name;
    }
    switch (what) {
    case ABI_SYS_SEND:
        return "Signal";
    case ABI_SYS_RECV:
        return "Wait";
    case ABI_SYS_NBRECV:
        return "Poll";
    default:
        return name;
    }
}

/* Send, NBSend and Call, which may be invocations. */
static void add_send(struct trace_call *call, struct trace_text *text, struct kernel *kernel,
                     struct kernel_thread *thread)
{
    const struct abi_message *message = kernel_message(thread);
    char object_bytes[96];
    struct trace_text object = trace_text_in(object_bytes, sizeof(object_bytes));
    const char *name = add_cap(&object, kernel, thread, message->capability);
    const struct trace_invocation *invocation =
        passes_messages(name) ? NULL : trace_find_invocation(ABI_INFO_LABEL(message->info));

    call->invocation = !passes_messages(name) && message->what == ABI_SYS_CALL;
    call->sends_only = message->what != ABI_SYS_CALL;
    call->name = invocation ? invocation->name : call_name(message->what, name);
    trace_add(text, "%s(%s", call->name, object_bytes);
    if (invocation) {
        add_invocation(text, invocation, kernel, thread);
    } else if (strcmp(name, "notification") != 0) {
        trace_add(text, ", ");
        add_message(text, kernel, thread);
    }
    trace_add(text, ")");
    call->asks = message->what == ABI_SYS_CALL && !invocation && add_protocol(text, call, message, false);
}

static void add_receive(struct trace_call *call, struct trace_text *text, struct kernel *kernel,
                        struct kernel_thread *thread)
{
    const struct abi_message *message = kernel_message(thread);
    char object_bytes[96];
    struct trace_text object = trace_text_in(object_bytes, sizeof(object_bytes));
    const char *name = add_cap(&object, kernel, thread, message->capability);
    bool sends = false;

    call->name = call_name(message->what, name);
    trace_add(text, "%s(%s", call->name, object_bytes);
    if (message->what >= ABI_SCHEDULE_FIRST_SENDING && message->what <= ABI_SYS_REPLYRECV) {
        trace_add(text, ", ");
        add_message(text, kernel, thread);
        sends = true;
    }
    trace_add(text, ")");
    if (sends && call->serves) {
        (void)add_protocol(text, call, message, true);
    }
    call->serves = false;
}

static void add_fault(struct trace_text *text, const struct abi_message *message)
{
    size_t length = length_of(message);

    trace_add(text, "Fault(%s, ", trace_fault_name(ABI_INFO_LABEL(message->info)));
    trace_add_words(text, message->mr, length > ABI_CONTEXT_WORDS ? length - ABI_CONTEXT_WORDS : 0);
    trace_add(text, ")");
}

/* The calls that receive have that in their names. */
static bool receives(const char *name)
{
    return name && (strstr(name, "Recv") || strstr(name, "Wait"));
}

static void add_other(struct trace_call *call, struct trace_text *text, struct kernel *kernel,
                      struct kernel_thread *thread)
{
    if (receives(call->name)) {
        add_receive(call, text, kernel, thread);
    } else if (call->name) { /* Reply */
        call->sends_only = true;
        trace_add(text, "%s(", call->name);
        add_message(text, kernel, thread);
        trace_add(text, ")");
        if (call->serves) {
            (void)add_protocol(text, call, kernel_message(thread), true);
        }
        call->serves = false;
    } else {
        call->name = "unknown system call";
        trace_add(text, "%s(%lu)", call->name, kernel_message(thread)->what);
    }
}

void trace_enter(struct trace_call *call, struct kernel *kernel, struct kernel_thread *thread)
{
    const struct abi_message *message = kernel_message(thread);
    struct trace_text text = trace_text_in(call->text, sizeof(call->text));

    call->name = trace_find_syscall(message->what);
    call->invocation = false;
    call->sends_only = false;
    call->open = false;
    call->asks = false;
    switch (message->what) {
    case ABI_SYS_SEND:
    case ABI_SYS_NBSEND:
    case ABI_SYS_CALL:
        add_send(call, &text, kernel, thread);
        break;
    case ABI_SYS_DEBUG_PUT:
        call->sends_only = true;
        trace_add(&text, "DebugPut(");
        trace_add_counted_bytes(&text, message->mr, length_of(message));
        trace_add(&text, ")");
        break;
    case ABI_SYS_DEBUG_PUTCHAR: {
        char byte = (char)message->mr[0];
        call->sends_only = true;
        trace_add(&text, "DebugPutChar(");
        if (length_of(message) > 0) {
            trace_add_string(&text, &byte, 1);
        }
        trace_add(&text, ")");
        break;
    }
    case ABI_SYS_DEBUG_CAPIDENTIFY:
        trace_add(&text, "DebugCapIdentify(");
        add_cap(&text, kernel, thread, message->capability);
        trace_add(&text, ")");
        break;
    case ABI_SYS_FAULT:
        call->sends_only = true;
        add_fault(&text, message);
        break;
    case ABI_SYS_STOPPED:
    case ABI_SYS_YIELD:
    case ABI_SYS_DEBUG_SNAPSHOT:
        call->sends_only = true;
        trace_add(&text, "%s()", call->name);
        break;
    default:
        add_other(call, &text, kernel, thread);
        break;
    }
}

/* Registers are not shown: what is in them depends on where the host has put programs. */
static bool shows_words(const struct trace_call *call)
{
    return strcmp(call->name, "TCB_ReadRegisters") != 0;
}

static void add_result(struct trace_text *text, struct trace_call *call, const struct abi_message *answer)
{
    abi_word label = ABI_INFO_LABEL(answer->info);
    const char *error = call->invocation ? trace_find_error(label) : NULL;
    size_t length = length_of(answer);

    trace_add(text, " = ");
    if (answer->what == ABI_ANSWER_REGISTERS) {
        trace_add(text, "new registers");
    } else if (call->sends_only) {
        trace_add(text, "0");
    } else if (call->invocation) {
        if (error) {
            trace_add(text, "%s", error);
        } else {
            trace_add(text, "error %lu", label);
        }
        if (label == ABI_NO_ERROR && length > 0 && shows_words(call)) {
            trace_add(text, " ");
            trace_add_words(text, answer->mr, length);
        }
    } else if (answer->what == ABI_ANSWER_BADGE) {
        trace_add(text, "badge ");
        trace_add_word(text, answer->capability);
    } else {
        trace_add(text, "label %lu, badge ", label);
        trace_add_word(text, answer->capability);
        trace_add(text, ", ");
        trace_add_words(text, answer->mr, length);
        if (ABI_INFO_EXTRA_CAPS(answer->info)) {
            trace_add(text, ", caps %lu, unwrapped %lu", ABI_INFO_EXTRA_CAPS(answer->info),
                      ABI_INFO_UNWRAPPED(answer->info));
        }
        if (call->asks) {
            (void)add_protocol(text, call, answer, true);
        } else {
            call->serves = add_protocol(text, call, answer, false);
        }
    }
}

/* Begins a line of the thread. */
static void add_thread(struct trace_text *text, const char *program, const struct kernel_thread *thread)
{
    trace_add(text, "%s@0x%lx ", program, kernel_thread_paddr(thread));
}

/* Counts a call, once its result is there. */
static void summarise(const struct trace_call *call, const struct abi_message *answer)
{
    char words[256];

    trace_summary_add_call(call->name, call->invocation && ABI_INFO_LABEL(answer->info) != ABI_NO_ERROR);
    if (call->asks) {
        bool answered = output.describe(words, sizeof(words), answer->mr, length_of(answer), true);
        trace_summary_add_request(call->request, !answered || strncmp(words, "refused", 7) == 0);
    }
}

/* The newline has room in place of the string's NUL. */
static void print(struct trace_text *text)
{
    if (output.pattern != NULL && strstr(text->bytes, output.pattern) == NULL) {
        return;
    }
    text->bytes[text->used] = '\n';
    output.write(output.context, text->bytes, text->used + 1);
}

static bool is_ready(struct kernel *kernel, const struct kernel_thread *thread)
{
    const struct kernel_thread *ready;

    for (unsigned n = 0; (ready = kernel_ready_at(kernel, n)); n++) {
        if (ready == thread) {
            return true;
        }
    }
    return false;
}

/* A request with its answer, once that is there, in a line of its own. */
static void print_request(const struct trace_call *call, const char *program, struct kernel_thread *thread)
{
    const struct abi_message *answer = kernel_message(thread);
    char bytes[1024], words[256];
    struct trace_text line = trace_text_in(bytes, sizeof(bytes));

    if (!call->asks) {
        return;
    }
    if (!output.describe(words, sizeof(words), answer->mr, length_of(answer), true)) {
        snprintf(words, sizeof(words), "no answer of the protocol, label %lu", ABI_INFO_LABEL(answer->info));
    }
    add_thread(&line, program, thread);
    trace_add(&line, "%s -> %s", call->request, words);
    print(&line);
}

void trace_left(struct trace_call *call, struct kernel *kernel, const char *program,
                struct kernel_thread *thread)
{
    bool ready = is_ready(kernel, thread);
    char bytes[2048];
    struct trace_text line = trace_text_in(bytes, sizeof(bytes));

    call->open = !ready;
    if (output.only_summary) {
        if (ready) {
            summarise(call, kernel_message(thread));
        }
        return;
    }
    if (output.only_protocol) {
        if (ready) {
            print_request(call, program, thread);
        }
        return;
    }
    add_thread(&line, program, thread);
    trace_add(&line, "%s", call->text);
    if (ready) {
        add_result(&line, call, kernel_message(thread));
    } else {
        trace_add(&line, " <unfinished ...>");
    }
    print(&line);
}

void trace_answer(struct trace_call *call, const char *program, struct kernel_thread *thread, bool starts)
{
    char bytes[1024];
    struct trace_text line = trace_text_in(bytes, sizeof(bytes));

    if (!starts && !call->open) {
        return;
    }
    call->open = false;
    if (output.only_summary) {
        if (!starts) {
            summarise(call, kernel_message(thread));
        }
        return;
    }
    if (output.only_protocol) {
        if (!starts) {
            print_request(call, program, thread);
        }
        return;
    }
    add_thread(&line, program, thread);
    if (starts) {
        trace_add(&line, "+++ starts +++");
    } else {
        trace_add(&line, "<... %s resumed>", call->name);
        add_result(&line, call, kernel_message(thread));
    }
    print(&line);
}

/* Who calls with neither Grant nor GrantReply is never answered. */
static bool is_call_without_reply(struct kernel *kernel, struct kernel_thread *thread)
{
    const struct abi_message *message = kernel_message(thread);
    abi_word paddr;

    return message->what == ABI_SYS_CALL &&
           strcmp(kernel_cap_name(kernel, thread, message->capability, &paddr), "endpoint") == 0 &&
           !(kernel_cap_rights(thread, message->capability) & (ABI_RIGHT_GRANT | ABI_RIGHT_GRANT_REPLY));
}

void trace_wait(struct trace_call *call, char *text, size_t size, struct kernel *kernel, const char *program,
                struct kernel_thread *thread)
{
    struct trace_text line = trace_text_in(text, size);

    trace_enter(call, kernel, thread);
    add_thread(&line, program, thread);
    trace_add(&line, "waits: %s", call->text);
    if (is_call_without_reply(kernel, thread)) {
        trace_add(&line, "; nobody can reply: its capability lacks GrantReply");
    }
}

void trace_ended(const char *program, const struct kernel_thread *thread, bool killed, int code)
{
    char bytes[256];
    struct trace_text line = trace_text_in(bytes, sizeof(bytes));

    if (output.only_protocol || output.only_summary) {
        return;
    }
    add_thread(&line, program, thread);
    trace_add(&line, killed ? "+++ killed by signal %d +++" : "+++ exited with %d +++", code);
    print(&line);
}
