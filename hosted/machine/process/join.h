/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Further threads of a process that runs.
 *
 * How it works. Only a process can make a thread in itself. So we make the socket of the new thread, and send
 * one end to some thread of the process that waits for an answer anyway; that is called the announcement. The
 * thread begins by telling its Linux number, the introduction; before that it is sent nothing. A thread that
 * waits in a signal handler cannot make another, since what it has left may be in the middle of anything: the
 * announcement waits for one that can.
 */
#pragma once

#include "machine/process/thread.h"

/* Prepares to run the TCB in the process of its VSpace. Returns an enum abi_error. */
abi_word join_process(struct machine *machine, struct kernel_thread *kernel);

/* Announces the process's new threads, as far as possible. Returns false if Linux lacks something to do so
 * now. */
bool join_announce(struct process *process);

/* Receives the introduction of a thread that has been announced. Returns false if it is none. */
bool join_introduce(struct thread *thread);
