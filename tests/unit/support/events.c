/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The order in which things are undone; see events.h.
 */
#include "events.h"

#include <stddef.h>

static char events[64];
static size_t count;

void events_reset(void)
{
    count = 0;
    events[0] = '\0';
}

void event_note(char event)
{
    if (count + 1 < sizeof(events)) {
        events[count++] = event;
        events[count] = '\0';
    }
}

const char *events_noted(void)
{
    return events;
}
