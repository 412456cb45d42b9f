/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The C library's functions that concern a whole process. The build makes a program of the fiber machine call
 * these instead (see libc.symbols), since it shares its process. The linker refuses whatever else would reach
 * beyond a run, into the next or into the host: time, random numbers, memory that a function allocates for
 * its caller, files.
 */
#pragma once

#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

_Noreturn void libc_exit(int status);
/* Like libc_exit(), but drops what is in the buffer of standard output. */
_Noreturn void libc_exit_at_once(int status);
/* The same under its C name; each name needs a function of its own. */
_Noreturn void libc_exit_of_c(int status);
_Noreturn void libc_abort(void);
/* What assert() calls. */
_Noreturn void libc_assert_fail(const char *assertion, const char *file, unsigned line, const char *function);
/* NULL means all streams, but a program has only one. */
int libc_fflush(FILE *stream);
/* The environment is empty. */
char *libc_getenv(const char *name);
pid_t libc_getpid(void);
/* Only to the program's own process. A signal acts as if no handler were set: it ends the program or does
 * nothing. Those that would stop it fail with EPERM. */
int libc_kill(pid_t process, int number);
int libc_raise(int number);

void *libc_malloc(size_t size);
void *libc_calloc(size_t count, size_t size);
void *libc_realloc(void *memory, size_t size);
void libc_free(void *memory);
char *libc_strdup(const char *string);
