/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * nanopb as the oracle of the wire format. If the library does not agree with it, the test fails and says on
 * what.
 */
#pragma once

#include <rpc.pb.h>
#include <stddef.h>
#include <stdint.h>

#include "support/random.h"

/* Decodes bytes, which stand from message register 1 on, with zeroes to the end of the last. Under
 * AddressSanitizer the registers that follow are out of bounds for the library. */
void oracle_compare_decoding(const uint8_t *bytes, size_t count);

void oracle_compare_encoding(const RpcMessage *message);

/* A message of any kind, also of none, with numbers of all sizes. */
void oracle_fill(RpcMessage *message, struct random *random);
