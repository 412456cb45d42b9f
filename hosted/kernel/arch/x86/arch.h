/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What only x86 has: the IOAPIC and message-signalled interrupts, and I/O ports.
 */
#ifndef HOSTED_KERNEL_ARCH_H
#define HOSTED_KERNEL_ARCH_H

#include "kernel/capability/invoke.h"

/* Methods that the architecture adds, by enum abi_label. */
extern const struct method arch_methods[ABI_LABEL_COUNT];

abi_word irq_control_get_ioapic(struct invocation *invocation);
abi_word irq_control_get_msi(struct invocation *invocation);
abi_word io_port_control_issue(struct invocation *invocation);
abi_word io_port_in(struct invocation *invocation);
abi_word io_port_out(struct invocation *invocation);

/* A capability to ports leaves its slot. */
void io_port_release(struct kernel *kernel, struct slot *slot);
/* A copy of a capability to ports has come into a slot. */
void io_port_add(struct kernel *kernel, struct slot *slot);

#endif
