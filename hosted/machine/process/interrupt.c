/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Stopping and ending threads; see interrupt.h.
 *
 * How long we wait. A thread that obeys does so as soon as it has the processor, however long that takes on a
 * busy machine. So what counts is the processor time it takes without obeying; and whether it sleeps for a
 * while, which it could not if it accepted the signal. The signal is sent again each time, since a program
 * that has just begun ignores it at first.
 */
#include "machine/process/interrupt.h"

#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "machine/process/channel.h"
#include "machine/process/confine.h"
#include "machine/process/join.h"
#include "machine/process/process.h"
#include "machine/process/task.h"
#include "processor/context.h"

#define LOOK_MILLISECONDS 10
#define MAX_LOOKS 500
#define MAX_LOOKS_ASLEEP 100
#define MAX_LOOKS_DISTRUSTED 20
#define MAX_TICKS 20
#define END_MILLISECONDS 5000

enum outcome { STOPPED, REQUESTS, DISOBEYS };

/* In milliseconds. */
static long now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Meanwhile it may have to make a thread, and others of its process may try to. */
static bool wait_for(const struct thread *thread, short events, int milliseconds)
{
    struct process *process = thread->process;
    struct pollfd files[] = {{.fd = thread->socket, .events = events},
                             {.fd = process->listener, .events = POLLIN}};

    long end = now(), left = milliseconds;

    for (end += milliseconds; poll(files, 2, left > 0 ? (int)left : 0) > 0; left = end - now()) {
        if (files[0].revents) {
            return true;
        }
        if (left <= 0 || !(files[1].revents & POLLIN)) {
            return false;
        }
        confine_answer(process->listener, &process->clones_due);
    }
    return false;
}

/* Returns false at the end of our patience, which is short with a process that has exhausted it before. */
static bool may_yet_obey(const struct thread *thread, unsigned look, unsigned *asleep,
                         unsigned long first_ticks)
{
    struct task task;

    if (!task_get(thread->process->pid, thread->tid, &task)) {
        return false;
    }
    *asleep = task_sleeps(&task) ? *asleep + 1 : 0;
    unsigned max_looks = thread->process->has_disobeyed ? MAX_LOOKS_DISTRUSTED : MAX_LOOKS;
    return look < max_looks && *asleep < MAX_LOOKS_ASLEEP && task.ticks - first_ticks < MAX_TICKS;
}

static bool wait_for_request(const struct thread *thread)
{
    struct task first = {0};
    unsigned asleep = 0;

    if (wait_for(thread, POLLIN, 0)) {
        return true;
    }
    (void)task_get(thread->process->pid, thread->tid, &first);
    for (unsigned look = 0; may_yet_obey(thread, look, &asleep, first.ticks); look++) {
        syscall(SYS_tgkill, thread->process->pid, thread->tid, REGISTERS_SIGNAL);
        if (wait_for(thread, POLLIN, LOOK_MILLISECONDS)) {
            return true;
        }
    }
    thread->process->has_disobeyed = true;
    return false;
}

/* A packet that is no request is a reason to end the process, but not here. */
static enum outcome interrupt(struct thread *thread)
{
    struct abi_message *message = kernel_message(thread->kernel);

    if (!wait_for_request(thread)) {
        return DISOBEYS;
    }
    if (channel_receive(thread->socket, message) != CHANNEL_DONE) {
        process_kill(thread->process);
        return DISOBEYS;
    }
    thread_note_request(thread);
    bool told = message->what == ABI_SYS_STOPPED && ABI_INFO_LENGTH(message->info) == ABI_CONTEXT_WORDS;
    return told ? STOPPED : REQUESTS;
}

/* Waits until all of its threads stand still, or it has ended: a signal takes a while. */
static void stop_process(const struct process *process)
{
    siginfo_t info = {0};

    if (!process->pid) {
        return;
    }
    kill(process->pid, SIGSTOP);
    for (unsigned look = 0; look < MAX_LOOKS && info.si_pid == 0; look++) {
        if (waitid(P_PID, (id_t)process->pid, &info, WSTOPPED | WEXITED | WNOWAIT | WNOHANG) != 0) {
            return;
        }
        if (info.si_pid == 0) {
            poll(NULL, 0, 1);
        }
    }
}

static void freeze(struct thread *thread)
{
    thread->is_frozen = true;
    if (thread->process->frozen++ == 0) {
        stop_process(thread->process);
    }
}

static void thaw(struct thread *thread)
{
    thread->is_frozen = false;
    if (--thread->process->frozen == 0 && thread->process->pid) {
        kill(thread->process->pid, SIGCONT);
    }
}

enum kernel_paused interrupt_stop(struct thread *thread)
{
    if (thread->has_request) { /* it waits to be served */
        return KERNEL_PAUSED_REQUESTING;
    }
    if (thread->in_kernel) { /* it waits for its answer */
        return KERNEL_PAUSED;
    }
    switch (thread->process->frozen > 0 ? DISOBEYS : interrupt(thread)) {
    case STOPPED:
        thread->in_kernel = true;
        return KERNEL_PAUSED_TELLING;
    case REQUESTS:
        thread->has_request = true;
        return KERNEL_PAUSED_REQUESTING;
    default:
        freeze(thread);
        return KERNEL_PAUSED;
    }
}

void interrupt_resume(struct thread *thread)
{
    if (thread->is_frozen) {
        thaw(thread);
    }
}

void interrupt_abandon(struct thread *thread)
{
    if (thread->is_frozen) {
        thaw(thread);
        (void)interrupt_stop(thread);
    }
    if (thread->is_frozen) {
        process_kill(thread->process);
    }
    thread->has_request = false;
    thread->answer_due = false;
    thread->in_kernel = true;
}

/* Returns false if it does not obey. */
static bool end(struct thread *thread)
{
    const struct abi_message message = {.what = ABI_ANSWER_END};

    if (!thread->tid) { /* it has not begun, and will not */
        return true;
    }
    if (!thread->in_kernel && !thread->has_request && interrupt(thread) == DISOBEYS) {
        return false;
    }
    thread->in_kernel = true;
    (void)join_announce(thread->process); /* there may be no other that can make threads */
    return channel_send(thread->socket, &message, -1) == CHANNEL_DONE &&
           wait_for(thread, 0, END_MILLISECONDS); /* until it has closed its socket */
}

void interrupt_end(struct thread *thread)
{
    if (thread->process->frozen > 0 || !end(thread)) {
        process_kill(thread->process);
    }
    thread_release(thread);
    if (process_has_nobody_begun(thread->process)) {
        process_kill(thread->process);
    }
}
