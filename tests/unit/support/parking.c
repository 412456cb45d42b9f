/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A server on the fakes that parks; see parking.h.
 */
#include "parking.h"

#include "events.h"
#include "support/is_valid.h"
#include "test.h"

int parking_set_up(void **state)
{
    assert_int_equal(served_set_up(state), 0);
    struct served *served = *state;

    register_two(served);
    sel4rpc_server_set_parking(&served->env, MOST, MOST_BYTES);
    return 0;
}

RpcMessage untyped(uint64_t size_bits)
{
    return allocate_anywhere(seL4_UntypedObject, size_bits);
}

RpcMessage untyped_at(uint64_t address)
{
    return allocate_at(address, seL4_UntypedObject, 12);
}

unsigned parked(const struct served *served)
{
    return served->env.parked.count;
}

unsigned asked(const struct served *served)
{
    return served->memory.calls + served->devices.calls;
}

seL4_CPtr grant_and_free(struct served *served, RpcMessage request)
{
    struct answer answer = serve_granted(served, &request);
    RpcMessage release = release_of(answer.cookie);

    events_reset();
    (void)serve_granted(served, &release);
    assert_true(server_is_valid(&served->env, true));
    return answer.cap;
}

seL4_CPtr grant_to_another(struct served *served, RpcMessage request)
{
    struct answer answer = serve(served, ANOTHER_CLIENT, &request);

    assert_int_equal(answer.error, 0);
    assert_int_equal(answer.caps, 1);
    assert_true(server_is_valid(&served->env, true));
    return answer.cap;
}
