/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the programs agree on: the rows of the tables, and the message with which a child tells one.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* What is measured. */
enum row {
    IPC_WORDS,
    IPC_CAPABILITY,
    FRAME_NEW,
    FRAME_USED,
    FRAME_FREE_DELETED,
    FRAME_FREE,
    FRAME_STEADY,
    UNTYPED_NEW,
    UNTYPED_USED,
    UNTYPED_FREE,
    RETYPE_NEW,
    RETYPE_USED,
    PORTS_GRANT,
    PORTS_FREE_DELETED,
    PORTS_FREE,
    IRQ_GRANT,
    IRQ_FREE_DELETED,
    IRQ_FREE,
    OWN_FRAME,
    CALL_RETYPE_NEW,
    CALL_RETYPE_USED,
    CALL_COPY,
    CALL_DELETE_COPY,
    CALL_DELETE,
    CALL_REVOKE_NOTHING,
    CALL_REVOKE_COPY,
    CALL_REVOKE_UNTYPED,
    CALL_REVOKE_UNTYPED_COPY,
    ROWS
};

/* What came out, in ticks of the counter, without those for reading it. */
struct result {
    uint32_t median;
    uint32_t mean;
    bool is_known;
};

/* The label of a child's Call: MR0 the row, MR1 the median, MR2 the mean. */
#define RESULT_LABEL 0xbe
/* The label of a child's Call: MR0 tells how many frames were all zero, MR1 how many of these were in memory
 * that the child had written through just before; MR2 and MR3, the addresses of the first and the last. */
#define ZERO_LABEL 0xbf

/* How often each is measured. */
#define FRAMES 1000
#define TIMES 101
