/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts: one entry for each line that IRQControl Get hands out, then one for each vector.
 *
 * A handler capability's object is its entry. An interrupt masks its entry until it is acknowledged; one that
 * arrives meanwhile is kept. The notification is a capability in a slot of the entry.
 */
#pragma once

#include "kernel/capability/invoke.h"

extern const struct method irq_control_methods[]; /* one table per architecture */
extern const struct method irq_handler_methods[];

/* Puts a handler for a free entry into an empty slot, as a child of the control capability's slot. */
void irq_issue(struct kernel *kernel, unsigned number, unsigned line, struct slot *slot,
               struct slot *control);
void irq_destroy(struct kernel *kernel, struct object *object);

bool irq_control_get(struct invocation *invocation); /* with a trigger or without: any will do */
