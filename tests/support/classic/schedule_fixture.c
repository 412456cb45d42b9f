/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel fixture without MCS.
 */
#include "support/schedule_fixture.h"

void schedule_fixture_boot(struct fixture *fixture)
{
    (void)fixture;
}

void schedule_fixture_mask(const struct fixture *fixture, unsigned char *snapshot)
{
    (void)fixture;
    (void)snapshot;
}

void schedule_fixture_request(struct kernel_thread *thread)
{
    (void)thread;
}

void fixture_schedule(struct fixture *fixture, abi_word tcb)
{
    (void)fixture;
    (void)tcb;
}

abi_word fixture_set_space(struct fixture *fixture, abi_word tcb, abi_word fault_handler, abi_word cspace,
                           abi_word cspace_data, abi_word vspace)
{
    return fixture_invoke(fixture, tcb, ABI_TCB_SET_SPACE, WORDS(fault_handler, cspace_data, 0),
                          WORDS(cspace, vspace));
}

void fixture_reply(struct fixture *fixture, struct kernel_thread *thread, abi_word label,
                   struct fixture_words mr, struct fixture_words caps)
{
    fixture_do(fixture, thread, ABI_SYS_REPLY, 0, label, mr, caps);
}
