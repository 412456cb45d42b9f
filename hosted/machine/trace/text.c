/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Text for traces; see text.h.
 */
#include "machine/trace/text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#define MAX_WORDS_SHOWN 8u
#define MAX_BYTES_SHOWN 64u

struct trace_text trace_text_in(char *bytes, size_t size)
{
    bytes[0] = '\0';
    return (struct trace_text){.bytes = bytes, .size = size};
}

void trace_add(struct trace_text *text, const char *format, ...)
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

void trace_add_word(struct trace_text *text, abi_word word)
{
    trace_add(text, word < 4096 ? "%lu" : "0x%lx", word);
}

void trace_add_words(struct trace_text *text, const abi_word *words, size_t count)
{
    trace_add(text, "[");
    for (size_t i = 0; i < count && i < MAX_WORDS_SHOWN; i++) {
        trace_add(text, "%s", i ? ", " : "");
        trace_add_word(text, words[i]);
    }
    if (count > MAX_WORDS_SHOWN) {
        trace_add(text, ", ... %zu in all", count);
    }
    trace_add(text, "]");
}

void trace_add_rights(struct trace_text *text, abi_word rights)
{
    static const struct {
        abi_word right;
        const char *name;
    } names[] = {{ABI_RIGHT_READ, "Read"},
                 {ABI_RIGHT_WRITE, "Write"},
                 {ABI_RIGHT_GRANT, "Grant"},
                 {ABI_RIGHT_GRANT_REPLY, "GrantReply"}};
    const char *between = "";

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (rights & names[i].right) {
            trace_add(text, "%s%s", between, names[i].name);
            between = "|";
        }
    }
    if (!(rights & ABI_RIGHTS_ALL)) {
        trace_add(text, "none");
    }
}

void trace_add_string(struct trace_text *text, const char *bytes, size_t count)
{
    size_t shown = count < MAX_BYTES_SHOWN ? count : MAX_BYTES_SHOWN;

    trace_add(text, "\"");
    for (size_t i = 0; i < shown; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        bool digit_follows = i + 1 < shown && isdigit((unsigned char)bytes[i + 1]);
        if (byte == '\n') {
            trace_add(text, "\\n");
        } else if (byte == '"' || byte == '\\') {
            trace_add(text, "\\%c", byte);
        } else if (isprint(byte)) {
            trace_add(text, "%c", byte);
        } else {
            trace_add(text, digit_follows ? "\\%03o" : "\\%o", byte);
        }
    }
    trace_add(text, shown < count ? "\"..." : "\"");
}

void trace_add_counted_bytes(struct trace_text *text, const abi_word *words, size_t count)
{
    if (count == 0) {
        return;
    }
    size_t room = (count - 1) * ABI_WORD_BYTES;
    bool fits = words[0] <= room;
    trace_add_string(text, (const char *)&words[1], fits ? (size_t)words[0] : room);
    if (!fits) {
        trace_add(text, " of %lu bytes", words[0]);
    }
}
