/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The order in which things are undone: the fakes note a letter for each step.
 *
 * R: a capability was revoked; D: deleted; F: an object freed to the vka; S: a slot freed.
 */
#pragma once

void events_reset(void);
void event_note(char event);
/* The letters since the latest reset, as a string; those beyond the first few are dropped. */
const char *events_noted(void);
