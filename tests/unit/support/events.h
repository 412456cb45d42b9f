/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The order in which things are undone: the fakes record a letter for each step.
 *
 * R: revoke a capability; D: delete one; F: free an object to the vka; S: free a slot.
 */
#pragma once

void events_reset(void);
void event_note(char event);
/* Returns the letters since the last reset, as a string; drops those beyond the first few. */
const char *events_noted(void);
