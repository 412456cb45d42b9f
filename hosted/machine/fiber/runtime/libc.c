/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What ends a process, and its heap: see libc.h.
 */
#include "machine/fiber/runtime/libc.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/fiber/thread.h"

#define OWN_PROCESS 1 /* every program's own process number */

_Noreturn static void end(enum abi_exception exception, int code)
{
    struct thread *thread = thread_current;

    thread->exception = exception;
    thread->code = (abi_word)code;
    thread->state = THREAD_GONE;
    fiber_leave(&thread->fiber);
    abort(); /* nobody enters it again */
}

_Noreturn void libc_exit(int status)
{
    fflush(stdout);
    libc_exit_at_once(status);
}

_Noreturn void libc_exit_at_once(int status)
{
    end(ABI_EXCEPTION_EXIT, status & 0xff);
}

_Noreturn void libc_exit_of_c(int status)
{
    libc_exit_at_once(status);
}

_Noreturn void libc_abort(void)
{
    end(ABI_EXCEPTION_KILLED, SIGABRT);
}

_Noreturn void libc_assert_fail(const char *assertion, const char *file, unsigned line, const char *function)
{
    fprintf(stderr, "%s: %s:%u: %s: Assertion `%s' failed.\n", thread_current->program->name, file, line,
            function, assertion);
    libc_abort();
}

int libc_fflush(FILE *stream)
{
    return fflush(stream ? stream : stdout);
}

char *libc_getenv(const char *name)
{
    (void)name;
    return NULL;
}

pid_t libc_getpid(void)
{
    return OWN_PROCESS;
}

static int refuse(int error)
{
    errno = error;
    return -1;
}

int libc_kill(pid_t process, int number)
{
    if (process != OWN_PROCESS) {
        return refuse(EPERM);
    }
    switch (number) {
    case 0:
    case SIGCHLD:
    case SIGCONT:
    case SIGURG:
    case SIGWINCH:
        return 0;
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU:
        return refuse(EPERM);
    default:
        if (number < 0 || number >= NSIG) {
            return refuse(EINVAL);
        }
        end(ABI_EXCEPTION_KILLED, number);
    }
}

int libc_raise(int number)
{
    return libc_kill(OWN_PROCESS, number);
}

void *libc_malloc(size_t size)
{
    return heap_malloc(&thread_current->process->heap, size);
}

void *libc_calloc(size_t count, size_t size)
{
    return heap_calloc(&thread_current->process->heap, count, size);
}

void *libc_realloc(void *memory, size_t size)
{
    return heap_realloc(&thread_current->process->heap, memory, size);
}

void libc_free(void *memory)
{
    heap_free(memory);
}

char *libc_strdup(const char *string)
{
    size_t size = strlen(string) + 1;
    char *copy = libc_malloc(size);

    return copy ? memcpy(copy, string, size) : NULL;
}
