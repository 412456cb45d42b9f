/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames in the address space of a hosted program: the runtime's side of mapping.
 */
#pragma once

#include <stdbool.h>

#include "kernel/abi.h"

/* Maps a frame of 1 << size_bits bytes; the descriptor stays the caller's, and is -1 if none was left to
 * receive it with. Remembers a failure. */
void mapping_add(abi_word vaddr, unsigned size_bits, bool writable, int descriptor);
void mapping_remove(abi_word vaddr, unsigned size_bits);
