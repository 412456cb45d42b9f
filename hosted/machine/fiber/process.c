/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Processes: see process.h.
 */
#include "machine/fiber/process.h"

#include <stdlib.h>
#include <string.h>

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

abi_word process_new(struct process **process, const struct fiber_program *programs, size_t program_count,
                     const char *bytes, size_t count)
{
    if (count == 0 || bytes[count - 1] != '\0' || !is_file_name(bytes)) {
        return ABI_INVALID_ARGUMENT;
    }
    const struct fiber_program *program = program_find(programs, program_count, bytes);
    if (!program) {
        return ABI_FAILED_LOOKUP;
    }

    size_t name_size = strlen(bytes) + 1;
    struct process *new = calloc(1, sizeof(*new));
    if (!new) {
        return ABI_NOT_ENOUGH_MEMORY;
    }
    new->argv = name_size == count ? copy_strings(bytes, count, &new->argc)
                                   : copy_strings(bytes + name_size, count - name_size, &new->argc);
    if (!new->argv) {
        free(new);
        return ABI_NOT_ENOUGH_MEMORY;
    }
    new->threads = 1;
    new->program = program;
    LIST_INIT(&new->heap);
    *process = new;
    return ABI_NO_ERROR;
}

void process_leave(struct process *process)
{
    if (--process->threads > 0) {
        return;
    }
    if (process->space) {
        process->space->process = NULL;
    }
    heap_clean_up(&process->heap);
    program_data_clean_up(process->program, &process->data);
    free(process->argv);
    free(process);
}
