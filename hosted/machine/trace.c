/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Traces; see trace.h. A line is put together first and written at once.
 */
#include "machine/trace.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "machine/trace_tables.h"

#define MAX_WORDS_SHOWN 8u
#define MAX_BYTES_SHOWN 64u

/* Text in a buffer of fixed size; what does not fit is cut off. */
struct text {
    char *bytes;
    size_t size, used;
};

static struct {
    void (*write)(void *context, const char *bytes, size_t count);
    void *context;
} output;

void trace_set_output(void (*write)(void *context, const char *bytes, size_t count), void *context)
{
    output.write = write;
    output.context = context;
}

static struct text text_in(char *bytes, size_t size)
{
    bytes[0] = '\0';
    return (struct text){.bytes = bytes, .size = size};
}

__attribute__((format(printf, 2, 3))) static void add(struct text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    int count = vsnprintf(text->bytes + text->used, text->size - text->used, format, arguments);
    va_end(arguments);
    if (count > 0) {
        text->used += (size_t)count;
    }
    if (text->used >= text->size) {
        text->used = text->size - 1;
    }
}

/* Writes small numbers in decimal, others in hexadecimal, like addresses and magic numbers. */
static void add_word(struct text *text, abi_word word)
{
    add(text, word < 4096 ? "%lu" : "0x%lx", word);
}

static void add_words(struct text *text, const abi_word *words, size_t count)
{
    add(text, "[");
    for (size_t i = 0; i < count && i < MAX_WORDS_SHOWN; i++) {
        add(text, "%s", i ? ", " : "");
        add_word(text, words[i]);
    }
    if (count > MAX_WORDS_SHOWN) {
        add(text, ", ... %zu in all", count);
    }
    add(text, "]");
}

/* A capability address and what is there, as in 20 endpoint@0x40023000. */
static const char *add_cap(struct text *text, struct kernel *kernel, struct kernel_thread *thread,
                           abi_word cptr)
{
    abi_word paddr = 0;
    const char *name = kernel_cap_name(kernel, thread, cptr, &paddr);

    add_word(text, cptr);
    add(text, " %s", name);
    if (paddr) {
        add(text, "@0x%lx", paddr);
    }
    return name;
}

static void add_string(struct text *text, const char *bytes, size_t count)
{
    size_t shown = count < MAX_BYTES_SHOWN ? count : MAX_BYTES_SHOWN;

    add(text, "\"");
    for (size_t i = 0; i < shown; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        bool digit_follows = i + 1 < shown && isdigit((unsigned char)bytes[i + 1]);
        if (byte == '\n') {
            add(text, "\\n");
        } else if (byte == '"' || byte == '\\') {
            add(text, "\\%c", byte);
        } else if (isprint(byte)) {
            add(text, "%c", byte);
        } else {
            add(text, digit_follows ? "\\%03o" : "\\%o", byte);
        }
    }
    add(text, shown < count ? "\"..." : "\"");
}

static size_t length_of(const struct abi_message *message)
{
    size_t length = ABI_INFO_LENGTH(message->info);

    return length < ABI_MESSAGE_REGISTERS ? length : ABI_MESSAGE_REGISTERS;
}

/* Bytes that a message carries after their number. If the number is too high, those that came. */
static void add_counted_bytes(struct text *text, const struct abi_message *message)
{
    size_t length = length_of(message);

    if (length == 0) {
        return;
    }
    size_t room = (length - 1) * ABI_WORD_BYTES;
    bool fits = message->mr[0] <= room;
    add_string(text, (const char *)&message->mr[1], fits ? (size_t)message->mr[0] : room);
    if (!fits) {
        add(text, " of %lu bytes", message->mr[0]);
    }
}

static void add_invocation(struct text *text, const struct trace_invocation *invocation,
                           struct kernel *kernel, struct kernel_thread *thread)
{
    const struct abi_message *message = kernel_message(thread);
    size_t length = length_of(message);

    if (ABI_INFO_LABEL(message->info) == ABI_TCB_SET_IMAGE) {
        add(text, ", ");
        add_counted_bytes(text, message);
        return;
    }
    for (size_t i = 0; i < length && i < TRACE_MAX_ARGUMENTS && invocation->arguments[i]; i++) {
        add(text, ", %s ", invocation->arguments[i]);
        add_word(text, message->mr[i]);
    }
    for (size_t i = 0; i < ABI_INFO_EXTRA_CAPS(message->info) && invocation->caps[i]; i++) {
        add(text, ", %s ", invocation->caps[i]);
        add_cap(text, kernel, thread, message->caps[i]);
    }
}

/* The message to be sent, with its capabilities. */
static void add_message(struct text *text, struct kernel *kernel, struct kernel_thread *thread)
{
    const struct abi_message *message = kernel_message(thread);

    add(text, "label %lu, ", ABI_INFO_LABEL(message->info));
    add_words(text, message->mr, length_of(message));
    for (size_t i = 0; i < ABI_INFO_EXTRA_CAPS(message->info); i++) {
        add(text, ", cap ");
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
static void add_send(struct trace_call *call, struct text *text, struct kernel *kernel,
                     struct kernel_thread *thread)
{
    const struct abi_message *message = kernel_message(thread);
    char object_bytes[96];
    struct text object = text_in(object_bytes, sizeof(object_bytes));
    const char *name = add_cap(&object, kernel, thread, message->capability);
    const struct trace_invocation *invocation =
        passes_messages(name) ? NULL : trace_find_invocation(ABI_INFO_LABEL(message->info));

    call->invocation = !passes_messages(name) && message->what == ABI_SYS_CALL;
    call->sends_only = message->what != ABI_SYS_CALL;
    call->name = invocation ? invocation->name : call_name(message->what, name);
    add(text, "%s(%s", call->name, object_bytes);
    if (invocation) {
        add_invocation(text, invocation, kernel, thread);
    } else if (strcmp(name, "notification") != 0) {
        add(text, ", ");
        add_message(text, kernel, thread);
    }
    add(text, ")");
}

static void add_receive(struct trace_call *call, struct text *text, struct kernel *kernel,
                        struct kernel_thread *thread)
{
    const struct abi_message *message = kernel_message(thread);
    char object_bytes[96];
    struct text object = text_in(object_bytes, sizeof(object_bytes));
    const char *name = add_cap(&object, kernel, thread, message->capability);

    call->name = call_name(message->what, name);
    add(text, "%s(%s", call->name, object_bytes);
    if (message->what >= ABI_SCHEDULE_FIRST_SENDING && message->what <= ABI_SYS_REPLYRECV) {
        add(text, ", ");
        add_message(text, kernel, thread);
    }
    add(text, ")");
}

static void add_fault(struct text *text, const struct abi_message *message)
{
    add(text, "Fault(%s, ", trace_fault_name(ABI_INFO_LABEL(message->info)));
    add_words(text, message->mr, length_of(message));
    add(text, ")");
}

/* The calls that receive have that in their names. */
static bool receives(const char *name)
{
    return name && (strstr(name, "Recv") || strstr(name, "Wait"));
}

static void add_other(struct trace_call *call, struct text *text, struct kernel *kernel,
                      struct kernel_thread *thread)
{
    if (receives(call->name)) {
        add_receive(call, text, kernel, thread);
    } else if (call->name) { /* Reply */
        call->sends_only = true;
        add(text, "%s(", call->name);
        add_message(text, kernel, thread);
        add(text, ")");
    } else {
        call->name = "unknown system call";
        add(text, "%s(%lu)", call->name, kernel_message(thread)->what);
    }
}

void trace_enter(struct trace_call *call, struct kernel *kernel, struct kernel_thread *thread)
{
    const struct abi_message *message = kernel_message(thread);
    struct text text = text_in(call->text, sizeof(call->text));

    call->name = trace_find_syscall(message->what);
    call->invocation = false;
    call->sends_only = false;
    call->open = false;
    switch (message->what) {
    case ABI_SYS_SEND:
    case ABI_SYS_NBSEND:
    case ABI_SYS_CALL:
        add_send(call, &text, kernel, thread);
        break;
    case ABI_SYS_DEBUG_PUT:
        call->sends_only = true;
        add(&text, "DebugPut(");
        add_counted_bytes(&text, message);
        add(&text, ")");
        break;
    case ABI_SYS_DEBUG_PUTCHAR: {
        char byte = (char)message->mr[0];
        call->sends_only = true;
        add(&text, "DebugPutChar(");
        if (length_of(message) > 0) {
            add_string(&text, &byte, 1);
        }
        add(&text, ")");
        break;
    }
    case ABI_SYS_DEBUG_CAPIDENTIFY:
        add(&text, "DebugCapIdentify(");
        add_cap(&text, kernel, thread, message->capability);
        add(&text, ")");
        break;
    case ABI_SYS_FAULT:
        call->sends_only = true;
        add_fault(&text, message);
        break;
    case ABI_SYS_YIELD:
        call->sends_only = true;
        add(&text, "Yield()");
        break;
    default:
        add_other(call, &text, kernel, thread);
        break;
    }
}

static void add_result(struct text *text, const struct trace_call *call, const struct abi_message *answer)
{
    abi_word label = ABI_INFO_LABEL(answer->info);
    const char *error = call->invocation ? trace_find_error(label) : NULL;
    size_t length = length_of(answer);

    add(text, " = ");
    if (call->sends_only) {
        add(text, "0");
    } else if (call->invocation) {
        if (error) {
            add(text, "%s", error);
        } else {
            add(text, "error %lu", label);
        }
        if (label == ABI_NO_ERROR && length > 0) {
            add(text, " ");
            add_words(text, answer->mr, length);
        }
    } else if (answer->what == ABI_ANSWER_BADGE) {
        add(text, "badge ");
        add_word(text, answer->capability);
    } else {
        add(text, "label %lu, badge ", label);
        add_word(text, answer->capability);
        add(text, ", ");
        add_words(text, answer->mr, length);
        if (ABI_INFO_EXTRA_CAPS(answer->info)) {
            add(text, ", caps %lu, unwrapped %lu", ABI_INFO_EXTRA_CAPS(answer->info),
                ABI_INFO_UNWRAPPED(answer->info));
        }
    }
}

/* Begins a line of the thread. */
static void add_thread(struct text *text, const char *program, const struct kernel_thread *thread)
{
    add(text, "%s@0x%lx ", program, kernel_thread_paddr(thread));
}

/* The newline has room in place of the string's NUL. */
static void print(struct text *text)
{
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

void trace_left(struct trace_call *call, struct kernel *kernel, const char *program,
                struct kernel_thread *thread)
{
    bool ready = is_ready(kernel, thread);
    char bytes[2048];
    struct text line = text_in(bytes, sizeof(bytes));

    add_thread(&line, program, thread);
    add(&line, "%s", call->text);
    if (ready) {
        add_result(&line, call, kernel_message(thread));
    } else {
        add(&line, " <unfinished ...>");
    }
    call->open = !ready;
    print(&line);
}

void trace_answer(struct trace_call *call, const char *program, struct kernel_thread *thread, bool starts)
{
    char bytes[1024];
    struct text line = text_in(bytes, sizeof(bytes));

    if (!starts && !call->open) {
        return;
    }
    add_thread(&line, program, thread);
    if (starts) {
        add(&line, "+++ starts +++");
    } else {
        add(&line, "<... %s resumed>", call->name);
        add_result(&line, call, kernel_message(thread));
    }
    call->open = false;
    print(&line);
}

void trace_ended(const char *program, const struct kernel_thread *thread, bool killed, int code)
{
    char bytes[256];
    struct text line = text_in(bytes, sizeof(bytes));

    add_thread(&line, program, thread);
    add(&line, killed ? "+++ killed by signal %d +++" : "+++ exited with %d +++", code);
    print(&line);
}

const char *trace_fault_name(abi_word label)
{
    const char *name = trace_find_fault(label);

    return name ? name : "unknown fault";
}
