/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Sources of memory for the allocator in <sel4rpc/vka.h>: an interface, and two implementations, the parent
 * that a client asks, and any vka.
 */
#pragma once

#include <sel4rpc/client.h>
#include <utils/attribute.h>
#include <vka/vka.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A source of untypeds. Its functions must not use the vka that takes memory from it. They return 0, or, with
 * nothing changed, an seL4_Error or an enum sel4rpc_client_error: seL4_NotEnoughMemory if a smaller untyped
 * may be had, seL4_InvalidCapability if the source has taken back, or never gave, what comes back.
 */
typedef struct sel4rpc_source {
    void *data; /* passed to each function */
    /* Takes 2^size_bits bytes anywhere, into an empty slot: ordinary memory that is clear, or, if `device`,
     * device memory too. memory: out; what give_back needs, and the physical address, VKA_NO_PADDR or 0 if
     * it is unknown. */
    int (*take)(void *data, const cspacepath_t *slot, unsigned size_bits, bool device,
                sel4rpc_memory_t *memory);
    /* Takes them at a physical address. */
    int (*take_at)(void *data, const cspacepath_t *slot, unsigned size_bits, uint64_t paddr,
                   sel4rpc_memory_t *memory);
    /* Takes an untyped back: revokes everything made in it, and empties the slot. */
    int (*give_back)(void *data, const cspacepath_t *slot, const sel4rpc_memory_t *memory);
} sel4rpc_source_t;

/* A client's parent: each call is an RPC, and blocks until the answer. client: must stay valid while the
 * source is used. */
sel4rpc_source_t sel4rpc_source_of_client(sel4rpc_client_t *client);

/* A vka: its functions for memory. vka: must stay valid while the source is used. Errors that are no
 * seL4_Error become seL4_NotEnoughMemory, or seL4_RevokeFirst at an address. Calls the kernel and the vka
 * only. */
sel4rpc_source_t sel4rpc_source_of_vka(vka_t *vka);

#ifdef __cplusplus
}
#endif
