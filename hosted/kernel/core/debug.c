/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * System calls for debugging.
 */
#include "kernel/core/entry.h"
#include "kernel/thread/ipc.h"

/* By which DebugCapIdentify tells types; each architecture has some of its own. */
static const uint8_t numbers[CAPABILITY_TYPE_COUNT] = {
    [CAPABILITY_FRAME] = 1,          [CAPABILITY_UNTYPED] = 2,        [CAPABILITY_PAGE_TABLE] = 3,
    [CAPABILITY_ENDPOINT] = 4,       [CAPABILITY_NOTIFICATION] = 6,   [CAPABILITY_REPLY] = 8,
    [CAPABILITY_CNODE] = 10,         [CAPABILITY_THREAD] = 12,        [CAPABILITY_IRQ_CONTROL] = 14,
    [CAPABILITY_SCHED_CONTEXT] = 22, [CAPABILITY_SCHED_CONTROL] = 24, CAPABILITY_NUMBERS,
};

/* The bytes are in the registers from `first` on, of which the message must carry as many as they need. */
static abi_word put(struct kernel *kernel, const struct abi_message *message, unsigned first, abi_word count)
{
    unsigned length = message_length(message->info);

    if (length < 1 || count > (abi_word)(length - first) * ABI_WORD_BYTES) {
        return ABI_TRUNCATED_MESSAGE;
    }
    kernel->ops->debug_put(kernel->machine, (const char *)&message->mr[first], count);
    return ABI_NO_ERROR;
}

void debug_execute(struct kernel *kernel, struct kernel_thread *thread)
{
    struct abi_message *message = &thread->message;
    struct lookup_failure failure;
    const struct slot *slot;
    abi_word error = ABI_NO_ERROR;
    unsigned length = 0;

    if (message->what == ABI_SYS_DEBUG_PUTCHAR) {
        error = put(kernel, message, 0, 1);
    } else if (message->what == ABI_SYS_DEBUG_PUT) {
        error = put(kernel, message, 1, message->mr[0]);
    } else if (message->what == ABI_SYS_DEBUG_SNAPSHOT) {
        if (kernel->ops->debug_snapshot != NULL) {
            kernel->ops->debug_snapshot(kernel->machine);
        }
    } else {
        slot = thread_lookup(thread, message->capability, &failure);
        message->mr[0] = slot != NULL ? numbers[slot->capability.type] : 0;
        length = 1;
    }
    thread_return(kernel, thread, 0, ABI_INFO(error, 0, 0, length));
}
