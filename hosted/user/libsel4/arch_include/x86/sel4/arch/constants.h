/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Numbers of the x86 interrupt controllers.
 */
#pragma once

/* The processor's vector is the number that the program names, plus this. */
#define IRQ_OFFSET (0x20 + 16)

/* The range of vectors for IOAPIC and MSI interrupts. */
#define VECTOR_MIN 0
#define VECTOR_MAX 109
#define MSI_MIN VECTOR_MIN
#define MSI_MAX VECTOR_MAX
