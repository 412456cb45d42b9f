/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Further threads; see join.h.
 */
#include "machine/process/join.h"

#include <sys/socket.h>
#include <unistd.h>

#include "machine/process/channel.h"
#include "machine/process/memory.h"
#include "machine/process/process.h"
#include "machine/process/state.h"

/* The process in which the TCB would run, or NULL. */
static struct process *find_process(struct kernel_thread *kernel)
{
    struct kernel_vspace *vspace = kernel_thread_vspace(kernel);
    const struct address_space *space = vspace ? *kernel_vspace_host(vspace) : NULL;

    return space ? space->process : NULL;
}

static bool make_socket(struct thread *thread)
{
    int sockets[2];

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0) {
        return false;
    }
    thread->socket = sockets[0];
    thread->peer = sockets[1];
    return true;
}

abi_word join_process(struct machine *machine, struct kernel_thread *kernel)
{
    struct process *process = find_process(kernel);

    if (!process) {
        return ABI_FAILED_LOOKUP;
    }
    struct thread *thread =
        process_count_threads(process) < PROCESS_MAX_THREADS ? thread_new(process, kernel) : NULL;
    if (!thread) {
        return ABI_NOT_ENOUGH_MEMORY;
    }
    if (!make_socket(thread)) {
        thread_detach(machine, thread);
        return ABI_NOT_ENOUGH_MEMORY;
    }
    thread->in_kernel = true;
    thread->awaits_start = true;
    process->unannounced++;
    return ABI_NO_ERROR;
}

/* A thread that reads its socket, and can make another. */
static const struct thread *find_maker(const struct process *process)
{
    const struct thread *thread;

    LIST_FOREACH(thread, &process->threads, link)
    {
        bool waits = thread->in_kernel || thread->has_request;
        if (thread->socket >= 0 && thread->tid && waits && !thread->in_handler && !thread->awaits_start) {
            return thread;
        }
    }
    return NULL;
}

static enum channel_result announce(struct process *process, struct thread *thread,
                                    const struct thread *maker)
{
    const struct abi_message message = {.what = ABI_ANSWER_THREAD};
    enum channel_result result = channel_send(maker->socket, &message, thread->peer);

    if (result == CHANNEL_DONE) {
        close(thread->peer);
        thread->peer = -1;
        process->unannounced--;
        process->clones_due++;
    }
    return result;
}

bool join_announce(struct process *process)
{
    const struct thread *maker = process->unannounced > 0 ? find_maker(process) : NULL;
    enum channel_result result = CHANNEL_DONE;
    struct thread *thread;

    if (!maker) {
        return true;
    }
    LIST_FOREACH(thread, &process->threads, link)
    {
        if (thread->peer >= 0 && result == CHANNEL_DONE) {
            result = announce(process, thread, maker);
        }
    }
    return result != CHANNEL_LATER;
}

bool join_introduce(struct thread *thread)
{
    struct abi_message message;

    switch (channel_receive(thread->socket, &message)) {
    case CHANNEL_DONE:
        thread->tid = (pid_t)message.mr[0];
        return message.what == ABI_SYS_INTRODUCE && thread->tid > 0;
    case CHANNEL_BROKEN:
        return false;
    default:
        return true;
    }
}
