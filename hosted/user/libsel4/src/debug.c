/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The debugging calls. Their arguments travel in a message of their own, so the IPC buffer is not touched.
 */
#include <string.h>

#include <sel4/sel4.h>

#include "kernel/abi.h"
#include "user/runtime/enter.h"

#define PUT_BYTES ((ABI_MESSAGE_REGISTERS - 1) * ABI_WORD_BYTES)

static void debug_request(struct abi_message *message, enum abi_syscall what, abi_word capability,
                          abi_word length)
{
    memset(message, 0, offsetof(struct abi_message, mr));
    message->what = what;
    message->capability = capability;
    message->info = ABI_INFO(0, 0, 0, length);
}

void seL4_DebugPutChar(char c)
{
    struct abi_message message;

    debug_request(&message, ABI_SYS_DEBUG_PUTCHAR, 0, 1);
    message.mr[0] = (unsigned char)c;
    hosted_enter(&message);
}

static void put_bytes(const char *bytes, size_t count)
{
    struct abi_message message;
    size_t words = (count + ABI_WORD_BYTES - 1) / ABI_WORD_BYTES;

    debug_request(&message, ABI_SYS_DEBUG_PUT, 0, 1 + words);
    message.mr[0] = count;
    message.mr[words] = 0;
    memcpy(&message.mr[1], bytes, count);
    hosted_enter(&message);
}

void seL4_DebugPutString(char *str)
{
    size_t left = strlen(str);

    while (left > 0) {
        size_t count = left < PUT_BYTES ? left : PUT_BYTES;

        put_bytes(str, count);
        str += count;
        left -= count;
    }
}

seL4_Uint32 seL4_DebugCapIdentify(seL4_CPtr cap)
{
    struct abi_message message;

    debug_request(&message, ABI_SYS_DEBUG_CAPIDENTIFY, cap, 0);
    hosted_enter(&message);
    return ABI_INFO_LENGTH(message.info) > 0 ? (seL4_Uint32)message.mr[0] : 0;
}

void seL4_DebugSnapshot(void)
{
    struct abi_message message;

    debug_request(&message, ABI_SYS_DEBUG_SNAPSHOT, 0, 0);
    hosted_enter(&message);
}

void seL4_DebugNameThread(seL4_CPtr tcb, const char *name)
{
    (void)tcb;
    (void)name;
}
