/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The lines that a program prints.
 */
#include "common/line.h"

#include <stdio.h>

#define LINE_BYTES 2048

static char line[LINE_BYTES];
static unsigned used;
static line_sink_t sink = line_print;

static void add(char character)
{
    if (used < LINE_BYTES - 2) { /* the newline and the end */
        line[used++] = character;
    }
}

void line_begin(const char *key)
{
    used = 0;
    line_add(key);
    add(':');
}

void line_add(const char *text)
{
    while (*text) {
        add(*text++);
    }
}

static void add_in_base(seL4_Word number, unsigned base)
{
    char digits[seL4_WordBits];
    unsigned count = 0;

    do {
        digits[count++] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number > 0);
    while (count > 0) {
        add(digits[--count]);
    }
}

void line_add_number(seL4_Word number)
{
    add(' ');
    add_in_base(number, 10);
}

void line_add_word(seL4_Word word)
{
    add(' ');
    if (word < 10) {
        add_in_base(word, 10);
    } else {
        line_add("0x");
        add_in_base(word, 16);
    }
}

void line_print(const char *text)
{
    char buffer[LINE_BYTES];
    unsigned length = 0;

    while (text[length]) {
        buffer[length] = text[length];
        length++;
    }
    buffer[length] = '\n';
    buffer[length + 1] = '\0';
    seL4_DebugPutString(buffer);
}

void line_set_sink(line_sink_t next)
{
    sink = next;
}

void line_end(void)
{
    line[used] = '\0';
    sink(line);
}

static const char *const error_names[seL4_NumErrors] = {
    "Ok",          "InvalidArgument", "InvalidCapability", "IllegalOperation",
    "RangeError",  "AlignmentError",  "FailedLookup",      "TruncatedMessage",
    "DeleteFirst", "RevokeFirst",     "NotEnoughMemory",
};

void line_add_error(seL4_Word error)
{
    if (error < seL4_NumErrors) {
        add(' ');
        line_add(error_names[error]);
    } else {
        line_add_word(error);
    }
}

void line_add_answer(void)
{
    line_add_error(seL4_MessageInfo_get_label(answer.info));
    for (seL4_Word i = 0; i < seL4_MessageInfo_get_length(answer.info) && i < seL4_MsgMaxLength; i++) {
        line_add_word(answer.registers[i]);
    }
    if (seL4_MessageInfo_get_extraCaps(answer.info) || seL4_MessageInfo_get_capsUnwrapped(answer.info)) {
        line_add(" capabilities");
        line_add_number(seL4_MessageInfo_get_extraCaps(answer.info));
        line_add_number(seL4_MessageInfo_get_capsUnwrapped(answer.info));
    }
}

seL4_Error try(const char *key, seL4_CPtr service, seL4_Word label, struct words registers,
               struct words capabilities)
{
    seL4_Error error = invoke(service, label, registers, capabilities);

    line_begin(key);
    line_add_answer();
    line_end();
    return error;
}

void tell(const char *key, struct words numbers)
{
    line_begin(key);
    for (seL4_Word i = 0; i < numbers.count; i++) {
        line_add_word(numbers.words[i]);
    }
    line_end();
}

const char *numbered(char *buffer, const char *key, seL4_Word number)
{
    snprintf(buffer, KEY_BYTES, "%s.%lu", key, (unsigned long)number);
    return buffer;
}

const char *named(char *buffer, const char *key, const char *name)
{
    snprintf(buffer, KEY_BYTES, "%s.%s", key, name);
    return buffer;
}
