/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What may be asked about the kernel: the system calls for debugging, and names and numbers for traces and
 * tests.
 */
#include "kernel/core/debug.h"

#include "kernel/memory/vspace.h"
#include "kernel/thread/ipc.h"

static abi_word put_char(struct kernel *kernel, const struct abi_message *message)
{
    char character = (char)message->mr[0];
    if (message_length(message->info) < 1) {
        return ABI_TRUNCATED_MESSAGE;
    }
    kernel->ops->debug_put(kernel->machine, &character, 1);
    return ABI_NO_ERROR;
}

static abi_word put(struct kernel *kernel, const struct abi_message *message)
{
    unsigned length = message_length(message->info);
    if (length < 1 || message->mr[0] > (length - 1) * ABI_WORD_BYTES) {
        return ABI_TRUNCATED_MESSAGE;
    }
    kernel->ops->debug_put(kernel->machine, (const char *)&message->mr[1], message->mr[0]);
    return ABI_NO_ERROR;
}

static abi_word identify(struct kernel_thread *thread)
{
    struct lookup_failure failure;
    const struct slot *slot = thread_lookup(thread, thread->message.capability, &failure);
    return slot != NULL ? slot->capability.type : (abi_word)CAPABILITY_NULL;
}

void debug_execute(struct kernel *kernel, struct kernel_thread *thread)
{
    struct abi_message *message = &thread->message;
    abi_word error = ABI_NO_ERROR;
    unsigned length = 0;
    if (message->what == ABI_SYS_DEBUG_PUTCHAR) {
        error = put_char(kernel, message);
    } else if (message->what == ABI_SYS_DEBUG_PUT) {
        error = put(kernel, message);
    } else {
        message->mr[0] = identify(thread);
        length = 1;
    }
    thread_return(kernel, thread, 0, ABI_INFO(error, 0, 0, length));
}

struct abi_message *kernel_message(struct kernel_thread *thread)
{
    return &thread->message;
}

bool kernel_is_running(const struct kernel_thread *thread)
{
    return thread->state == THREAD_RUNNING;
}

void **kernel_thread_host(struct kernel_thread *thread)
{
    return &thread->host;
}

struct kernel_vspace *kernel_thread_vspace(struct kernel_thread *thread)
{
    const struct capability *root = &thread->slots[THREAD_SLOT_VSPACE].capability;
    return root->type == CAPABILITY_VSPACE ? capability_vspace(root) : NULL;
}

abi_word kernel_thread_paddr(const struct kernel_thread *thread)
{
    return thread->container.object.paddr;
}

void kernel_get_census(const struct kernel *kernel, struct kernel_census *census)
{
    *census = kernel->census;
}

const char *kernel_cap_name(struct kernel *kernel, struct kernel_thread *thread, abi_word cptr,
                            abi_word *paddr)
{
    struct lookup_failure failure;
    const struct slot *slot = thread_lookup(thread, cptr, &failure);
    (void)kernel;
    *paddr = 0;
    if (slot == NULL) {
        return "nothing";
    }
    const struct capability *capability = &slot->capability;
    if (capability_counts(capability)) {
        *paddr = capability->object->paddr;
    } else if (capability->type == CAPABILITY_UNTYPED) {
        *paddr = capability->paddr;
    }
    return type_of(capability)->name;
}
