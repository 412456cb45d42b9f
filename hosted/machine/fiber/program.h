/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Programs of the fiber machine, and their writable data.
 *
 * How it works. The build links a program's objects and libraries into one object, hides all of its symbols
 * except main(), and gathers its writable data in one section (see hosted_fibers.cmake). So programs do not
 * see each other's variables. Threads of the same program would: the section holds the data of the running
 * one, and is copied out before another runs.
 */
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct program_data;

struct fiber_program {
    const char *name;
    int (*main)(int argc, char *argv[]);
    unsigned char *data; /* the section; its address and size are multiples of 16 bytes */
    const unsigned char *data_end;
    struct program_use *use;
    void **(*ipc_buffer)(void); /* its libsel4's pointer to the IPC buffer */
};

/* The thread whose data are in a program's section now, and the section's initial contents. Zeroed at
 * first. */
struct program_use {
    unsigned char *initial;
    struct program_data *user;
};

/* A thread's own data, while another thread uses its program's section. Zeroed at first. */
struct program_data {
    unsigned char *saved;
};

const struct fiber_program *program_find(const struct fiber_program *programs, size_t count,
                                         const char *name);

/* Puts a thread's data in place; at first they are as when a program starts. Returns -1 if there is no
 * memory. */
int program_data_use(const struct fiber_program *program, struct program_data *data);

/* The thread has ended. */
void program_data_clean_up(const struct fiber_program *program, struct program_data *data);

/* Frees what is kept for a program, as if nobody had run it. */
void program_clean_up(const struct fiber_program *program);

#ifdef __cplusplus
}
#endif
