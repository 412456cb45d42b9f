/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The library's end of the comparison with Google's protobuf: a filter that answers each line with one line.
 *
 *     word            the bytes of a word
 *     decode HEX      the meaning of the bytes from message register 1 on (see meaning.h); zeroes fill the
 *                     last word. "!" if the library refuses them
 *     encode MEANING  the message registers from 1 on, in hexadecimal. "!" if the library refuses it
 *
 * Only src/wire/wire.h is under test. Message registers outside a message hold a pattern.
 */
#include "meaning.h"

#include <stdlib.h>
#include <string.h>
#include <user/runtime/enter.h>
#include "wire/wire.h"

#define FIRST 1
/* Two of these make a field with a number, which shows if too many registers are read. */
#define PATTERN 0x78
#define REFUSED "!"

/* Never called: the library's wire format uses only the IPC buffer. */
void hosted_enter(struct abi_message *message)
{
    (void)message;
    abort();
}

static void stop(const char *why, const char *line)
{
    fprintf(stderr, "peer: %s: %s\n", why, line);
    exit(2);
}

/* Fills the message registers from FIRST on with the pattern, and returns their bytes. */
static unsigned char *fresh_registers(void)
{
    memset(seL4_GetIPCBuffer(), PATTERN, sizeof(seL4_IPCBuffer));
    return (unsigned char *)&seL4_GetIPCBuffer()->msg[FIRST];
}

static unsigned char byte_of(const char *hex)
{
    const char two[] = {hex[0], hex[1], '\0'};
    char *end;
    unsigned long byte = strtoul(two, &end, 16);

    if (end != two + 2) {
        stop("no hexadecimal byte", two);
    }
    return (unsigned char)byte;
}

static void answer_word(char *argument)
{
    (void)argument;
    printf("%zu", sizeof(seL4_Word));
}

static void answer_decode(char *hex)
{
    unsigned char *bytes = fresh_registers();
    size_t count = (strlen(hex) + 1) / 2;
    size_t words = (count + sizeof(seL4_Word) - 1) / sizeof(seL4_Word);
    RpcMessage message;

    if (FIRST + words > seL4_MsgMaxLength) {
        stop("more than fits in the message registers", hex);
    }
    memset(bytes, 0, words * sizeof(seL4_Word));
    for (size_t i = 0; i < count; i++) {
        bytes[i] = byte_of(hex + 2 * i);
    }
    if (srpc_wire_decode(&message, FIRST, FIRST + words)) {
        meaning_print(stdout, &message);
    } else {
        printf(REFUSED);
    }
}

static void answer_encode(char *meaning)
{
    RpcMessage message;
    unsigned char *bytes = fresh_registers();

    if (!meaning_parse(meaning, &message)) {
        stop("no meaning", meaning);
    }
    seL4_Word length = srpc_wire_encode(&message, FIRST);
    if (length == 0) {
        printf(REFUSED);
        return;
    }
    for (size_t i = 0; i < (length - FIRST) * sizeof(seL4_Word); i++) {
        printf("%02x", bytes[i]);
    }
}

static const struct verb {
    const char *name;
    void (*answer)(char *argument);
} verbs[] = {{"word", answer_word}, {"decode", answer_decode}, {"encode", answer_encode}};

static void answer(char *line)
{
    char *argument = line;
    const char *name = strsep(&argument, " ");
    char none[] = "";

    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
        if (strcmp(verbs[i].name, name) == 0) {
            verbs[i].answer(argument != NULL ? argument : none);
            putchar('\n');
            return;
        }
    }
    stop("no such verb", name);
}

int main(void)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length;

    setvbuf(stdout, NULL, _IOLBF, BUFSIZ); /* so that after a crash, the last answer tells what caused it */
    while ((length = getline(&line, &size, stdin)) > 0) {
        if (line[length - 1] == '\n') {
            line[length - 1] = '\0';
        }
        answer(line);
    }
    free(line);
    return ferror(stdin) || fflush(stdout) != 0 ? 1 : 0;
}
