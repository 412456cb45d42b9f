/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * nanopb as the oracle of the wire format. If the library disagrees with it, the test fails and shows the
 * difference.
 */
#pragma once

#include <rpc.pb.h>
#include <stddef.h>
#include <stdint.h>

#include "support/random.h"

/*
 * Decodes bytes from message register 1 on; zeroes fill the last register. Under AddressSanitizer the
 * registers after that are out of bounds for the library.
 */
void oracle_compare_decoding(const uint8_t *bytes, size_t count);

void oracle_compare_encoding(const RpcMessage *message);

/* Makes a message of any kind, or of none, with numbers of all sizes. */
void oracle_fill(RpcMessage *message, struct random *random);
