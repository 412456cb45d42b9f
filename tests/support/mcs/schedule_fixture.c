/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel fixture with MCS. Each thread has a reply object and a scheduling context in the last slots of
 * the root CNode. They are in memory of the fixture's own, so that tests find the kernel's as without MCS.
 */
#include "support/schedule_fixture.h"

#include <stdarg.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "kernel/capability/capability.h"
#include "kernel/thread/ipc.h"

#define PADDR 0xf0000000UL

static struct {
    _Alignas(64) unsigned char replies[FIXTURE_MAX_THREADS][SHADOW_BYTES(ABI_REPLY_BITS)];
    _Alignas(64) unsigned char contexts[FIXTURE_MAX_THREADS][SHADOW_BYTES(ABI_MIN_SCHED_CONTEXT_BITS)];
    const struct kernel_thread *threads[FIXTURE_MAX_THREADS]; /* by reply object */
    unsigned bound;
} own;

static struct object *put(struct fixture *fixture, abi_word slot, void *memory, abi_word type, unsigned bits)
{
    struct object *cnode = fixture->root->slots[THREAD_SLOT_CSPACE].capability.object;
    struct object *object =
        object_create(fixture->kernel, memory, type, bits, PADDR + (slot << ABI_PAGE_BITS), false);
    struct capability capability;

    object_capability(object, &capability);
    slot_insert(fixture->kernel, cnode_slot(cnode, slot), &capability, &fixture->kernel->tree);
    return object;
}

void schedule_fixture_boot(struct fixture *fixture)
{
    static const abi_word parameters[4] = {5000, 5000};

    memset(&own, 0, sizeof(own));
    for (unsigned i = 0; i < FIXTURE_MAX_THREADS; i++) {
        struct object *context = put(fixture, FIXTURE_CONTEXT_SLOT(i), own.contexts[i],
                                     ABI_OBJECT_SCHED_CONTEXT, ABI_MIN_SCHED_CONTEXT_BITS);
        put(fixture, FIXTURE_REPLY_SLOT(i), own.replies[i], ABI_OBJECT_REPLY, ABI_REPLY_BITS);
        context_configure(fixture->kernel, (struct sched_context *)(void *)context, parameters);
    }
}

/* The root task's context is the only one in RAM. */
void schedule_fixture_mask(const struct fixture *fixture, unsigned char *snapshot)
{
    struct sched_context *context = fixture->root->schedule.context;

    if (context != NULL) {
        size_t offset = (size_t)((unsigned char *)&context->consumed - (unsigned char *)fixture->ram_shadow);
        memset(snapshot + offset, 0, sizeof(context->consumed));
    }
}

/* The thread's reply object. */
static abi_word reply_of(const struct kernel_thread *thread)
{
    unsigned i = 0;

    while (i < FIXTURE_MAX_THREADS - 1 && own.threads[i] != NULL && own.threads[i] != thread) {
        i++;
    }
    own.threads[i] = thread;
    return FIXTURE_REPLY_SLOT(i);
}

void schedule_fixture_request(struct kernel_thread *thread)
{
    struct abi_message *message = kernel_message(thread);

    if (message->what == ABI_SYS_RECV || message->what == ABI_SYS_NBRECV ||
        message->what == ABI_SYS_REPLYRECV) {
        message->reply = reply_of(thread);
    }
}

void fixture_schedule(struct fixture *fixture, abi_word tcb)
{
    assert_true(own.bound < FIXTURE_MAX_THREADS);
    assert_int_equal(fixture_invoke(fixture, FIXTURE_CONTEXT_SLOT(own.bound++), ABI_SCHED_CONTEXT_BIND,
                                    NO_WORDS, WORDS(tcb)),
                     ABI_NO_ERROR);
}

abi_word fixture_set_space(struct fixture *fixture, abi_word tcb, abi_word fault_handler, abi_word cspace,
                           abi_word cspace_data, abi_word vspace)
{
    return fixture_invoke(fixture, tcb, ABI_TCB_SET_SPACE, WORDS(cspace_data, 0),
                          WORDS(fault_handler, cspace, vspace));
}

void fixture_reply(struct fixture *fixture, struct kernel_thread *thread, abi_word label,
                   struct fixture_words mr, struct fixture_words caps)
{
    fixture_do(fixture, thread, ABI_SYS_SEND, reply_of(thread), label, mr, caps);
}
