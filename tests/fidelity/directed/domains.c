/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Domains, on a kernel that has only one.
 */
#include "directed/directed.h"

#define DOMAINS seL4_CapDomain

static void set(void)
{
    seL4_CPtr tcb = object(seL4_TCBObject, 0), empty = slots(1);

    try("domain-set.set", DOMAINS, DomainSetSet, WORDS(0), WORDS(tcb));
    try("domain-set.set.self", DOMAINS, DomainSetSet, WORDS(0), WORDS(seL4_CapInitThreadTCB));
    try("domain-set.set.domain-1", DOMAINS, DomainSetSet, WORDS(1), WORDS(tcb));
    try("domain-set.set.domain-max", DOMAINS, DomainSetSet, WORDS((seL4_Word)-1), WORDS(tcb));
    try("domain-set.set.domain-256", DOMAINS, DomainSetSet, WORDS(256), WORDS(tcb));
    try("domain-set.set.empty", DOMAINS, DomainSetSet, WORDS(0), WORDS(empty));
    try("domain-set.set.pool", DOMAINS, DomainSetSet, WORDS(0), WORDS(SLOT_POOL));
    try("domain-set.set.domain-1-and-empty", DOMAINS, DomainSetSet, WORDS(1), WORDS(empty));
    try("domain-set.set.length-0", DOMAINS, DomainSetSet, NOTHING, WORDS(tcb));
    try("domain-set.set.no-capability", DOMAINS, DomainSetSet, WORDS(0), NOTHING);
    try("domain-set.label.none", DOMAINS, NO_LABEL, NOTHING, NOTHING);
    try("domain-set.copy", CNODE, CNodeCopy, WORDS(empty, DEPTH, DOMAINS, DEPTH, ALL), WORDS(CNODE));
    try("domain-set.set.copy", empty, DomainSetSet, WORDS(0), WORDS(tcb));
}

/* Nothing here changes the schedule. A duration is two words where words have 32 bits. */
static void schedule(void)
{
    seL4_Word many = (seL4_Word)-1;

    try("domain-set.configure.index-max", DOMAINS, DomainScheduleConfigure, WORDS(many, 0, 1, 0), NOTHING);
    try("domain-set.configure.domain-1", DOMAINS, DomainScheduleConfigure, WORDS(0, 1, 1, 0), NOTHING);
    try("domain-set.configure.start-without-duration", DOMAINS, DomainScheduleConfigure, WORDS(0, 0, 0, 0),
        NOTHING);
    try("domain-set.configure.length-0", DOMAINS, DomainScheduleConfigure, NOTHING, NOTHING);
    try("domain-set.start.index-max", DOMAINS, DomainScheduleSetStart, WORDS(many), NOTHING);
    try("domain-set.start.length-0", DOMAINS, DomainScheduleSetStart, NOTHING, NOTHING);
}

const struct group domain_groups[] = {
    {"domains.set", set},
    {"domains.schedule", schedule},
    {0},
};
