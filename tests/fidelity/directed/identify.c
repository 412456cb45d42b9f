/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kinds of capability, as the debug kernel numbers them.
 */
#include "directed/directed.h"

#include <stdio.h>

void identify(const char *key, seL4_CPtr slot)
{
    tell(key, WORDS(seL4_DebugCapIdentify(slot)));
}

static void initial(void)
{
    identify("identify.null", slots(1));
    identify("identify.tcb", seL4_CapInitThreadTCB);
    identify("identify.cnode", CNODE);
    identify("identify.vspace", seL4_CapInitThreadVSpace);
    identify("identify.irq-control", seL4_CapIRQControl);
    identify("identify.asid-control", seL4_CapASIDControl);
    identify("identify.asid-pool", seL4_CapInitThreadASIDPool);
    identify("identify.domain", seL4_CapDomain);
    identify("identify.untyped", SLOT_POOL);
    identify("identify.device-untyped", SLOT_DEVICE);
}

/* Each type that the smallest untyped can hold, from the first to one after the last. */
static void types(void)
{
    char key[32];

    tell("identify.type-count", WORDS(seL4_ObjectTypeCount));
    for (seL4_Word type = 0; type <= seL4_ObjectTypeCount; type++) {
        seL4_CPtr slot = slots(1);

        snprintf(key, sizeof(key), "identify.type-%lu", (unsigned long)type);
        line_begin(key);
        invoke(SLOT_POOL, UntypedRetype, WORDS(type, 12, 0, 0, slot, 1), WORDS(CNODE));
        line_add_answer();
        line_add(" |");
        line_add_word(seL4_DebugCapIdentify(slot));
        line_end();
    }
}

/* Objects without a size of their own, from an untyped of one page: how many fit tells the size. */
static void object_sizes(void)
{
    char key[32];
    seL4_CPtr cnode = object(seL4_CapTableObject, 8), untyped = object(seL4_UntypedObject, 14);

    for (seL4_Word type = 1; type < seL4_ObjectTypeCount; type++) {
        seL4_Word count = 0;

        while (count < 256 &&
               invoke(untyped, UntypedRetype, WORDS(type, 1, 0, 0, count, 1), WORDS(cnode)) == seL4_NoError) {
            count++;
        }
        snprintf(key, sizeof(key), "identify.size.type-%lu", (unsigned long)type);
        line_begin(key);
        line_add_number(count);
        line_add_answer();
        line_end();
        revoke(untyped);
    }
}

const struct group identify_groups[] = {
    {"identify.initial", initial},
    {"identify.types", types},
    {"identify.sizes", object_sizes},
    {0},
};
