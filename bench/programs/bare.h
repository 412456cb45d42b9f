/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The messages of the hand-written IPC that the library is compared with.
 *
 * Request: MR0 what; MR1 an object type, an interrupt, a port, or what to free; MR2 the object's size, or the
 * last port. Reply: MR0 an seL4_Error, MR1 what to free it by, MR2 its physical address, and the capability.
 * Functions that are counted have names that the library does not use.
 */
#pragma once

enum bare_request { BARE_MEMORY, BARE_IRQ, BARE_PORTS, BARE_FREE };

#define BARE_REQUEST_WORDS 3
#define BARE_REPLY_WORDS 3
