/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Programs; see program.h. AddressSanitizer poisons the gaps between variables, so sanitizer_copy() copies
 * the section.
 */
#include "machine/fiber/program.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "machine/fiber/sanitizer.h"

const struct fiber_program *program_find(const struct fiber_program *programs, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(programs[i].name, name) == 0) {
            return &programs[i];
        }
    }
    return NULL;
}

static size_t size_of(const struct fiber_program *program)
{
    return (size_t)(program->data_end - program->data);
}

static unsigned char *copy_of_section(const struct fiber_program *program)
{
    unsigned char *bytes = malloc(size_of(program) + 1);

    if (bytes) {
        sanitizer_copy(bytes, program->data, size_of(program));
    }
    return bytes;
}

/* Takes the section away from the thread that uses it. */
static int save(const struct fiber_program *program)
{
    struct program_data *user = program->use->user;

    if (!user) {
        return 0;
    }
    if (user->saved) {
        sanitizer_copy(user->saved, program->data, size_of(program));
    } else {
        user->saved = copy_of_section(program);
    }
    return user->saved ? 0 : -1;
}

int program_data_use(const struct fiber_program *program, struct program_data *data)
{
    struct program_use *use = program->use;

    if (use->user == data) {
        return 0;
    }
    bool is_first = !use->initial;
    if (is_first) {
        use->initial = copy_of_section(program);
    }
    if (!use->initial || save(program) != 0) {
        return -1;
    }
    if (!is_first) {
        sanitizer_copy(program->data, data->saved ? data->saved : use->initial, size_of(program));
    }
    use->user = data;
    return 0;
}

void program_data_clean_up(const struct fiber_program *program, struct program_data *data)
{
    if (program->use->user == data) {
        program->use->user = NULL;
    }
    free(data->saved);
    data->saved = NULL;
}

void program_clean_up(const struct fiber_program *program)
{
    struct program_use *use = program->use;

    if (use->initial) {
        sanitizer_copy(program->data, use->initial, size_of(program));
    }
    free(use->initial);
    use->initial = NULL;
    use->user = NULL;
}
