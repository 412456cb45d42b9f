/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A round of random kernel calls.
 */
#include <stdio.h>

#include "parts.h"
#include "random/random.h"

#define OPERATIONS 100

static uint64_t digest;

/* FNV-1a, of all lines with their newlines. */
static void digest_line(const char *line)
{
    for (; *line; line++) {
        digest = (digest ^ (unsigned char)*line) * 0x100000001b3u;
    }
    digest = (digest ^ '\n') * 0x100000001b3u;
}

static const struct operation *choose(void)
{
    const struct operation *const lists[] = {common_operations, architecture_operations, mode_operations,
                                             scheduling_operations, NULL};
    unsigned total = 0, chosen;

    for (unsigned i = 0; lists[i]; i++) {
        for (const struct operation *operation = lists[i]; operation->name; operation++) {
            total += operation->weight;
        }
    }
    chosen = (unsigned)below(total);
    for (unsigned i = 0;; i++) {
        for (const struct operation *operation = lists[i]; operation->name; operation++) {
            if (chosen < operation->weight) {
                return operation;
            }
            chosen -= operation->weight;
        }
    }
}

static seL4_CPtr put(seL4_CPtr to, seL4_Word type, seL4_Word bits)
{
    invoke(SLOT_POOL, UntypedRetype, WORDS(type, bits, 0, 0, to, 1), WORDS(CNODE));
    return to + 1;
}

static seL4_CPtr put_mint(seL4_CPtr to, seL4_CPtr from, seL4_Word rights, seL4_Word badge)
{
    invoke(CNODE, CNodeMint, WORDS(to, DEPTH, from, DEPTH, rights, badge), WORDS(CNODE));
    return to + 1;
}

static void fill(int mapped)
{
    seL4_CPtr slot = ARENA_FIRST;

    put(SLOT_NOTIFICATION, seL4_NotificationObject, 0);
    slot = put(slot, seL4_UntypedObject, 18);
    slot = put(slot, seL4_UntypedObject, 14);
    slot = put(slot, seL4_UntypedObject, 12);
    kinds_learn('U', slot - 1);
    slot = put(slot, seL4_EndpointObject, 0);
    kinds_learn('E', slot - 1);
    slot = put_mint(slot, slot - 1, ALL, 7);
    slot = put(slot, seL4_NotificationObject, 0);
    kinds_learn('N', slot - 1);
    slot = put_mint(slot, slot - 1, ALL, 8);
    slot = put_mint(slot, SLOT_NOTIFICATION, WRITE, 1);
    slot = put_mint(slot, SLOT_NOTIFICATION, WRITE, 2);
    slot = put(slot, seL4_CapTableObject, 4);
    kinds_learn('C', slot - 1);
    slot = put_mint(slot, slot - 1, ALL, guard_data(1, 2));
    slot = put(slot, seL4_TCBObject, 0);
    slot = put(slot, seL4_TCBObject, 0);
    kinds_learn('T', slot - 1);
    architecture_fill(scheduling_fill(slot), mapped);
}

/* What is in the arena, and in the CNode that is still outside. */
static void tell_arena(void)
{
    seL4_Word badge;

    line_begin("arena");
    for (seL4_CPtr slot = ARENA_FIRST; slot < ARENA_FIRST + ARENA_SLOTS; slot++) {
        line_add_number(seL4_DebugCapIdentify(slot));
    }
    seL4_Poll(SLOT_NOTIFICATION, &badge);
    line_add_word(badge);
    line_end();
}

static void run(unsigned round)
{
    world_reset();
    delete_slot(SLOT_NOTIFICATION);
    slots(ARENA_SLOTS); /* what the next reset empties */
    seed(round);
    fill(round % 4 != 0);
    kinds_forget();
    for (unsigned i = 0; i < OPERATIONS; i++) {
        operation_do(choose());
        if (i % 25 == 24) {
            tell_arena();
        }
    }
}

static void tell_digest(unsigned round)
{
    uint32_t folded = (uint32_t)(digest >> 32 ^ digest);
    char key[16];

    snprintf(key, sizeof(key), "round.%u", round);
    line_begin(key);
    line_add(" ");
    for (int shift = 28; shift >= 0; shift -= 4) {
        line_add((const char[]){"0123456789abcdef"[(folded >> shift) & 15], '\0'});
    }
    line_end();
}

void random_round(unsigned round, int all_lines)
{
    digest = 0xcbf29ce484222325u;
    line_set_sink(all_lines ? line_print : digest_line);
    run(round);
    line_set_sink(line_print);
    if (!all_lines) {
        tell_digest(round);
    }
}
