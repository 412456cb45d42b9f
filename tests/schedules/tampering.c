/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Tampering; see tampering.h.
 */
#include "tampering.h"

#include <string.h>

#define WORD_BYTES sizeof(abi_word)

static bool calls_endpoint(const struct tampering *tampering, struct kernel_thread *thread,
                           const struct abi_message *message)
{
    abi_word paddr;

    return message->what == ABI_SYS_CALL &&
           strcmp(kernel_cap_name(fiber_machine_kernel(tampering->runs->machine), thread, message->capability,
                                  &paddr),
                  "endpoint") == 0;
}

static unsigned char tampered(unsigned char byte, unsigned how)
{
    const unsigned char bytes[TAMPERED_BYTES] = {0x00, 0xff, byte ^ 0x80, (unsigned char)(byte + 1)};

    return bytes[how % TAMPERED_BYTES];
}

static void set_info(struct abi_message *message, abi_word label, abi_word caps, abi_word length)
{
    message->info = ABI_INFO(label, ABI_INFO_UNWRAPPED(message->info), caps, length);
}

static void alter(struct tampering *tampering, struct abi_message *message)
{
    abi_word label = ABI_INFO_LABEL(message->info);
    abi_word caps = ABI_INFO_EXTRA_CAPS(message->info);
    unsigned length = (unsigned)ABI_INFO_LENGTH(message->info);
    unsigned char *bytes = (unsigned char *)message->mr;
    unsigned position = tampering->position;

    tampering->length = length;
    switch (tampering->alteration) {
    case ALTER_LENGTH:
        tampering->is_done = position < length;
        set_info(message, label, caps, position < length ? position : length);
        break;
    case ALTER_BYTE:
        tampering->is_done = position < length * WORD_BYTES;
        if (tampering->is_done) {
            bytes[position] = tampered(bytes[position], tampering->value);
        }
        break;
    case ALTER_LABEL:
        tampering->is_done = true;
        set_info(message, tampering->value, caps, length);
        break;
    default:
        tampering->is_done = caps != tampering->value;
        set_info(message, label, tampering->value, length);
        break;
    }
}

/* Counts an occurrence; tells whether it is the n-th. */
static bool is_the_one(const struct tampering *tampering, enum tampering_kind kind, unsigned *count)
{
    return ++*count == tampering->n && tampering->kind == kind;
}

/* seL4 never refuses to delete or revoke an existing capability, so neither does this. */
static bool can_be_refused(const struct abi_message *message)
{
    abi_word method = ABI_INFO_LABEL(message->info);

    return method != ABI_CNODE_DELETE && method != ABI_CNODE_REVOKE;
}

static bool request(void *context, struct kernel_thread *thread, const char *program,
                    struct abi_message *message)
{
    struct tampering *tampering = context;

    if (message->what != ABI_SYS_CALL) {
        return false;
    }
    if (calls_endpoint(tampering, thread, message)) {
        if (tampering->waiting_count < TAMPERING_MAX_WAITING) {
            tampering->waiting[tampering->waiting_count++] = kernel_thread_paddr(thread);
        }
        if (is_the_one(tampering, TAMPER_REQUEST, &tampering->requests)) {
            alter(tampering, message);
        }
    } else if (can_be_refused(message) &&
               (tampering->spared == NULL || strcmp(tampering->spared, program) != 0) &&
               is_the_one(tampering, TAMPER_CALL, &tampering->calls)) {
        message->info = ABI_INFO(tampering->value, 0, 0, 0);
        tampering->is_done = true;
        return true;
    }
    return false;
}

/* The kernel itself answers a thread that did not call a server. */
static void answer(void *context, struct kernel_thread *thread, const char *program,
                   struct abi_message *message)
{
    struct tampering *tampering = context;

    (void)program;
    for (unsigned i = 0; i < tampering->waiting_count; i++) {
        if (tampering->waiting[i] == kernel_thread_paddr(thread)) {
            tampering->waiting[i] = tampering->waiting[--tampering->waiting_count];
            if (is_the_one(tampering, TAMPER_ANSWER, &tampering->answers)) {
                alter(tampering, message);
            }
            return;
        }
    }
}

void tampering_reset(struct tampering *tampering)
{
    tampering->calls = 0;
    tampering->requests = 0;
    tampering->answers = 0;
    tampering->waiting_count = 0;
    tampering->is_done = false;
    tampering->length = 0;
}

void tampering_use(struct tampering *tampering, struct runs *runs)
{
    tampering->runs = runs;
    runs->hooks = (struct fiber_hooks){.request = request, .answer = answer};
    runs->context = tampering;
}
