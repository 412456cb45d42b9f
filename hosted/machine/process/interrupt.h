/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads in user mode that must stop, or end.
 *
 * How it works. The thread gets a signal, whose handler in the runtime makes a system call that tells its
 * registers; the thread then waits for the answer, while others of its process go on. If it was about to make
 * a system call, it waits for that one's answer; the request is kept until the thread is resumed. Nobody can
 * rely on a program, so the wait for either has an end. Then the process is frozen: all of its threads stop,
 * until that one is resumed. So no program can keep a thread of its own from being stopped.
 */
#pragma once

#include <stdbool.h>

#include "machine/process/thread.h"

/* The thread, in user mode, stops. Tells what is in its message. May be called
 * within the kernel. */
enum kernel_paused interrupt_stop(struct thread *thread);

/* It goes on, if it has not stopped by ABI_SYS_STOPPED. */
void interrupt_resume(struct thread *thread);

/* What it was about to do, while it is stopped, is given up: it waits for an answer. */
void interrupt_abandon(struct thread *thread);

/*
 * Ends the thread of a process that others go on with, and releases it; if it does not obey, the whole
 * process will end. May be called within the kernel.
 */
void interrupt_end(struct thread *thread);
