/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the programs of the passive server have in common.
 */
#pragma once

#define PASSIVE_BADGE 7       /* of the client, for the passive server */
#define PASSIVE_CNODE_BITS 10 /* of the server and the client */
#define PASSIVE_CHUNK_BITS 14 /* of what the server asks the root task for */
