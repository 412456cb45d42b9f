/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads: see thread.h.
 */
#include "machine/fiber/thread.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "machine/fiber/runtime/begin.h"

struct thread *thread_current;

/* Copies the strings to a NULL-ended array in front of them. */
static char **copy_strings(const char *bytes, size_t count, int *strings)
{
    size_t pointers = 1;

    for (size_t i = 0; i < count; i++) {
        pointers += bytes[i] == '\0';
    }
    char **array = malloc(pointers * sizeof(*array) + count);
    if (!array) {
        return NULL;
    }
    char *text = memcpy(array + pointers, bytes, count);
    *strings = (int)pointers - 1;
    for (int i = 0; i < *strings; i++) {
        array[i] = text;
        text += strlen(text) + 1;
    }
    array[*strings] = NULL;
    return array;
}

static bool is_file_name(const char *name)
{
    return name[0] && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

abi_word thread_new(struct thread_list *list, struct kernel_thread *kernel, struct memory *memory,
                    const struct fiber_program *programs, size_t program_count, const char *bytes,
                    size_t count)
{
    if (count == 0 || bytes[count - 1] != '\0' || !is_file_name(bytes)) {
        return ABI_INVALID_ARGUMENT;
    }
    const struct fiber_program *program = program_find(programs, program_count, bytes);
    if (!program) {
        return ABI_FAILED_LOOKUP;
    }

    size_t name_size = strlen(bytes) + 1;
    struct thread *thread = calloc(1, sizeof(*thread));
    if (!thread) {
        return ABI_NOT_ENOUGH_MEMORY;
    }
    thread->argv = name_size == count ? copy_strings(bytes, count, &thread->argc)
                                      : copy_strings(bytes + name_size, count - name_size, &thread->argc);
    if (!thread->argv) {
        free(thread);
        return ABI_NOT_ENOUGH_MEMORY;
    }
    thread->kernel = kernel;
    thread->memory = memory;
    thread->program = program;
    LIST_INIT(&thread->heap);
    LIST_INSERT_HEAD(list, thread, link);
    *kernel_thread_host(kernel) = thread;
    return ABI_NO_ERROR;
}

void thread_free(struct thread *thread)
{
    thread_end(thread);
    LIST_REMOVE(thread, link);
    if (thread->kernel) {
        *kernel_thread_host(thread->kernel) = NULL;
    }
    free(thread->call);
    free(thread->argv);
    free(thread);
}

abi_word thread_start(struct thread *thread)
{
    struct kernel_vspace *vspace = kernel_thread_vspace(thread->kernel);

    if (!vspace || thread->state != THREAD_NOT_STARTED) {
        return ABI_ILLEGAL_OPERATION;
    }
    struct space *space = memory_get_space(thread->memory, vspace);
    if (!space) {
        return ABI_NOT_ENOUGH_MEMORY;
    }
    if (space->is_used) {
        return ABI_ILLEGAL_OPERATION;
    }
    if (fiber_init(&thread->fiber, runtime_begin, thread) != 0) {
        return ABI_NOT_ENOUGH_MEMORY;
    }
    space->is_used = true;
    thread->space = space;
    thread->state = THREAD_WAITING;
    return ABI_NO_ERROR;
}

void thread_end(struct thread *thread)
{
    thread->state = THREAD_GONE;
    fiber_clean_up(&thread->fiber);
    if (thread->space) {
        thread->space->is_used = false;
    }
    thread->space = NULL;
    if (thread->output) { /* loses what is still in its buffer, as a killed process does */
        fclose(thread->output);
        thread->output = NULL;
    }
    heap_clean_up(&thread->heap);
    program_data_clean_up(thread->program, &thread->data);
}

void thread_run(struct thread *thread)
{
    FILE *former_output = stdout;
    int former_error_number = errno;

    if (!thread->is_started) {
        thread->start_message = *kernel_message(thread->kernel);
    }
    thread->is_started = true;
    thread_current = thread;
    if (program_data_use(thread->program, &thread->data) != 0) {
        abort(); /* no memory for a copy of some variables */
    }
    if (thread->output) {
        stdout = thread->output;
    }
    errno = thread->error_number;
    fiber_enter(&thread->fiber);
    thread->error_number = errno;
    errno = former_error_number;
    stdout = former_output;
    thread_current = NULL;
}
