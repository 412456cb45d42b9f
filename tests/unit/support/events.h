/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * In which order things were undone: the fakes note a letter for each step.
 *
 * R: a capability was revoked; D: deleted; F: an object given back to the vka; S: a slot given back.
 */
#pragma once

void events_reset(void);
void event_note(char event);
/* The letters since the latest reset, as a string; those beyond the first few are dropped. */
const char *events_noted(void);
