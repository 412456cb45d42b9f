/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What limits say of a device whose registers are memory.
 */
#pragma once

#define ALLOW(device) .addresses = ONLY((device).registers), .irqs = ONLY((device).irq)
