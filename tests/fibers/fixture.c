/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Runs the test programs; see fixture.h.
 */
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define ROOT_CNODE_BITS 12

static struct {
    char *bytes;
    size_t used, size;
} text;

static void trace(void *context, const char *bytes, size_t count)
{
    (void)context;
    if (text.used + count >= text.size) {
        text.size = 2 * (text.used + count) + 1;
        text.bytes = realloc(text.bytes, text.size);
        if (text.bytes == NULL) {
            fail_msg("no memory for a trace");
        }
    }
    memcpy(text.bytes + text.used, bytes, count);
    text.used += count;
    text.bytes[text.used] = '\0';
}

void fixture_init(struct runs *runs)
{
    runs_init(runs);
    runs->options.trace = trace;
    runs->options.root_cnode_bits = ROOT_CNODE_BITS;
}

void fixture_clean_up(struct runs *runs)
{
    runs_clean_up(runs);
    free(text.bytes);
    memset(&text, 0, sizeof(text));
}

void fixture_run(struct runs *runs, const char *root, const char *arguments, uint64_t seed)
{
    struct schedule_seeded seeded;

    schedule_seed(&seeded, seed);
    text.used = 0;
    runs_program(runs, root, arguments, &seeded.schedule);
    runs->output[runs->output_bytes < RUNS_OUTPUT_BYTES ? runs->output_bytes : RUNS_OUTPUT_BYTES - 1] = '\0';
}

void fixture_assert(struct runs *runs, enum fiber_end end, int status, const char *output)
{
    if (runs->result.end != end || runs->result.status != status || runs->result.wrong != NULL ||
        strcmp(runs->output, output) != 0) {
        print_message("%s", fixture_trace());
        runs_fail(runs, output);
    }
}

const char *fixture_trace(void)
{
    return text.bytes != NULL ? text.bytes : "";
}

unsigned fixture_count(const struct runs *runs, const char *what)
{
    unsigned count = 0;

    for (const char *at = runs->output; (at = strstr(at, what)) != NULL; at++) {
        count++;
    }
    return count;
}
