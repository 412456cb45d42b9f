/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The messages of the hand-written IPC, for comparison with the library.
 *
 * Request: MR0 the operation; MR1 an object type, an interrupt, a port, or the grant to free; MR2 the
 * object's size, or the last port. Reply: MR0 an seL4_Error, MR1 the grant's name, MR2 its physical address,
 * and the capability. Counted functions have names that the library does not use.
 */
#pragma once

enum bare_operation { BARE_MEMORY, BARE_IRQ, BARE_PORTS, BARE_FREE };

#define BARE_REQUEST_WORDS 3
#define BARE_REPLY_WORDS 3
