/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The counts of the suite, and all that it prints.
 */
#include "root.h"

#include <stdio.h>

struct counts {
    unsigned passed, failed, not_run;
};

static struct counts total, at_last_line;

void suite_report(enum suite_event event, const char *text)
{
    switch (event) {
    case SUITE_BEGINS:
        break;
    case SUITE_PASSED:
        total.passed++;
        break;
    case SUITE_FAILED:
        total.failed++;
        printf("FAILED: %s\n", text);
        break;
    case SUITE_NOT_RUN:
        total.not_run++;
        break;
    case SUITE_SAYS:
        printf("%s\n", text);
        break;
    }
}

void suite_say_fault(seL4_MessageInfo_t info)
{
    printf("  it crashed: fault %u at %#lx, address %#lx\n", (unsigned)seL4_MessageInfo_get_label(info),
           (unsigned long)seL4_GetMR(0), (unsigned long)seL4_GetMR(1));
}

void suite_end_program(const char *name)
{
    printf("%s: %u passed, %u failed, %u not run\n", name, total.passed - at_last_line.passed,
           total.failed - at_last_line.failed, total.not_run - at_last_line.not_run);
    at_last_line = total;
}

unsigned suite_print_total(void)
{
    printf("suite: %u passed, %u failed, %u not run\n", total.passed, total.failed, total.not_run);
    return total.failed;
}
