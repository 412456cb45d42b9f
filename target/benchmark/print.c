/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Prints the tables, as Markdown.
 */
#include "print.h"

#include "measure.h"

#include <stdio.h>

#define ROUNDS 10000

struct line {
    const char *text;
    enum row row;
    bool mean;
};

static const struct line requests[] = {
    {"a Call with three words, and its answer, without a server", IPC_WORDS, false},
    {"... with a capability in the answer", IPC_CAPABILITY, false},
    {"grant a 4 KiB frame, memory not used before", FRAME_NEW, false},
    {"grant a 4 KiB frame, memory used before", FRAME_USED, false},
    {"1,000 frames kept, one request each, memory not used before: mean", FRAME_NEW, true},
    {"free a frame, the client's copy deleted", FRAME_FREE_DELETED, false},
    {"... still there", FRAME_FREE, false},
    {"grant and free a frame, together", FRAME_STEADY, false},
    {"grant a 4 KiB untyped, memory not used before", UNTYPED_NEW, false},
    {"... the client's first Retype in it, to a frame", RETYPE_NEW, false},
    {"grant a 4 KiB untyped, memory used before", UNTYPED_USED, false},
    {"... the client's first Retype in it, to a frame", RETYPE_USED, false},
    {"free an untyped with a frame in it", UNTYPED_FREE, false},
    {"grant I/O ports", PORTS_GRANT, false},
    {"release I/O ports, the client's copy deleted", PORTS_FREE_DELETED, false},
    {"... still there", PORTS_FREE, false},
    {"grant an interrupt", IRQ_GRANT, false},
    {"release an interrupt, the client's copy deleted", IRQ_FREE_DELETED, false},
    {"... still there", IRQ_FREE, false},
    {"1,000 frames that the client makes itself, memory not used before: median", OWN_FRAME, false},
    {"... mean", OWN_FRAME, true},
    {NULL, ROWS, false},
};

static const struct line calls[] = {
    {"Retype an untyped of 4 KiB to a frame, memory not used before", CALL_RETYPE_NEW, false},
    {"... memory used before", CALL_RETYPE_USED, false},
    {"Copy a frame", CALL_COPY, false},
    {"Delete a copy", CALL_DELETE_COPY, false},
    {"Delete a frame", CALL_DELETE, false},
    {"Revoke a frame that has no copy", CALL_REVOKE_NOTHING, false},
    {"Revoke a frame that has one", CALL_REVOKE_COPY, false},
    {"Revoke an untyped with a frame", CALL_REVOKE_UNTYPED, false},
    {"... that has a copy", CALL_REVOKE_UNTYPED_COPY, false},
    {NULL, ROWS, false},
};

/* Ticks of ROUNDS of the loop, and the instructions that one tick counts: one, if it does not count them. */
static uint32_t loop_ticks;

static uint32_t time_loop(unsigned rounds)
{
    static struct samples samples;

    for (int i = 0; i < TIMES; i++) {
        uint32_t begin = counter_read();
        counter_loop(rounds);
        samples_add(&samples, counter_read() - begin);
    }
    return measure_result(&samples).median;
}

bool print_unit(void)
{
    const uint32_t instructions = ROUNDS * COUNTER_LOOP_INSTRUCTIONS;
    uint32_t ticks = time_loop(2 * ROUNDS) - time_loop(ROUNDS);

    if (ticks == 0) {
        printf("benchmark: %s does not count; qemu needs -icount\n", COUNTER_NAME);
        return false;
    }
    if (ticks % instructions == 0) {
        loop_ticks = ticks;
        printf("benchmark: the figures are instructions, by %s: it counts %u for each\n", COUNTER_NAME,
               (unsigned)(ticks / instructions));
    } else {
        loop_ticks = instructions;
        printf(
            "benchmark: the figures are NOT instructions, but ticks of %s: it counts %u for a loop of %u\n",
            COUNTER_NAME, (unsigned)ticks, (unsigned)instructions);
    }
    return true;
}

static uint32_t in_units(uint32_t ticks)
{
    return (uint32_t)((uint64_t)ticks * ROUNDS * COUNTER_LOOP_INSTRUCTIONS / loop_ticks);
}

static void print_cell(const struct result *result, bool mean)
{
    if (result->is_known) {
        printf(" %u |", (unsigned)in_units(mean ? result->mean : result->median));
    } else {
        printf(" - |");
    }
}

static bool has_line(const struct column *columns, enum row row)
{
    while (columns->name != NULL && !columns->results->rows[row].is_known) {
        columns++;
    }
    return columns->name != NULL;
}

static void print_table(const char *title, const struct line *lines, const struct column *columns)
{
    printf("\n| %s |", title);
    for (const struct column *column = columns; column->name != NULL; column++) {
        printf(" %s |", column->name);
    }
    printf("\n| --- |");
    for (const struct column *column = columns; column->name != NULL; column++) {
        printf(" ---: |");
    }
    printf("\n");
    for (const struct line *line = lines; line->text != NULL; line++) {
        if (has_line(columns, line->row)) {
            printf("| %s |", line->text);
            for (const struct column *column = columns; column->name != NULL; column++) {
                print_cell(&column->results->rows[line->row], line->mean);
            }
            printf("\n");
        }
    }
}

void print_requests(const struct column *columns)
{
    print_table("request", requests, columns);
}

void print_calls(const struct column *columns)
{
    print_table("kernel call", calls, columns);
}
