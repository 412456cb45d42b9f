/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The table of the programs in an executable; the build writes it with these macros.
 */
#pragma once

#include "machine/fiber/program.h"

#ifdef __cplusplus
extern "C" {
#endif

extern const struct fiber_program fiber_programs[];
extern const size_t fiber_program_count;

#define HOSTED_PROGRAM(symbol)                                                                               \
    int symbol##_main(int argc, char *argv[]);                                                               \
    void **symbol##_ipc_buffer(void);                                                                        \
    extern unsigned char symbol##_data_start[], symbol##_data_end[];                                         \
    static struct program_use symbol##_use;

#define HOSTED_PROGRAM_ROW(title, symbol)                                                                    \
    {                                                                                                        \
        title, symbol##_main, symbol##_data_start, symbol##_data_end, &symbol##_use, symbol##_ipc_buffer     \
    }

#ifdef __cplusplus
}
#endif
