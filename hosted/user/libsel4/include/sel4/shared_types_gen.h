/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The words that pack several fields: message info, rights, and a CNode capability's guard.
 *
 * A seL4 build generates these functions from a list of fields; here they use two functions that move one
 * field.
 */
#pragma once

#include <sel4/simple_types.h>
#include <sel4/mode/types.h>

/* One field of a word: `bits` wide, its lowest bit at `shift`. Bits beyond its width are cut off. */
static inline seL4_Word sel4_field_get(seL4_Word word, unsigned shift, unsigned bits)
{
    return (word >> shift) & (~(seL4_Word)0 >> (seL4_WordBits - bits));
}

static inline seL4_Word sel4_field_set(seL4_Word word, unsigned shift, unsigned bits, seL4_Word value)
{
    seL4_Word mask = ~(seL4_Word)0 >> (seL4_WordBits - bits);

    return (word & ~(mask << shift)) | ((value & mask) << shift);
}

struct seL4_MessageInfo {
    seL4_Word words[1];
};
typedef struct seL4_MessageInfo seL4_MessageInfo_t;

static inline seL4_Word seL4_MessageInfo_get_label(seL4_MessageInfo_t word)
{
    return sel4_field_get(word.words[0], 12, seL4_WordBits - 12);
}

static inline seL4_MessageInfo_t seL4_MessageInfo_set_label(seL4_MessageInfo_t word, seL4_Word value)
{
    word.words[0] = sel4_field_set(word.words[0], 12, seL4_WordBits - 12, value);
    return word;
}

static inline seL4_Word seL4_MessageInfo_get_capsUnwrapped(seL4_MessageInfo_t word)
{
    return sel4_field_get(word.words[0], 9, 3);
}

static inline seL4_MessageInfo_t seL4_MessageInfo_set_capsUnwrapped(seL4_MessageInfo_t word, seL4_Word value)
{
    word.words[0] = sel4_field_set(word.words[0], 9, 3, value);
    return word;
}

static inline seL4_Word seL4_MessageInfo_get_extraCaps(seL4_MessageInfo_t word)
{
    return sel4_field_get(word.words[0], 7, 2);
}

static inline seL4_MessageInfo_t seL4_MessageInfo_set_extraCaps(seL4_MessageInfo_t word, seL4_Word value)
{
    word.words[0] = sel4_field_set(word.words[0], 7, 2, value);
    return word;
}

static inline seL4_Word seL4_MessageInfo_get_length(seL4_MessageInfo_t word)
{
    return sel4_field_get(word.words[0], 0, 7);
}

static inline seL4_MessageInfo_t seL4_MessageInfo_set_length(seL4_MessageInfo_t word, seL4_Word value)
{
    word.words[0] = sel4_field_set(word.words[0], 0, 7, value);
    return word;
}

static inline seL4_MessageInfo_t seL4_MessageInfo_new(seL4_Word label, seL4_Word capsUnwrapped,
                                                      seL4_Word extraCaps, seL4_Word length)
{
    seL4_MessageInfo_t info = {{0}};

    info = seL4_MessageInfo_set_label(info, label);
    info = seL4_MessageInfo_set_capsUnwrapped(info, capsUnwrapped);
    info = seL4_MessageInfo_set_extraCaps(info, extraCaps);
    return seL4_MessageInfo_set_length(info, length);
}

/* ---- The same through a pointer. */

static inline void seL4_MessageInfo_ptr_new(seL4_MessageInfo_t *word, seL4_Word label,
                                            seL4_Word capsUnwrapped, seL4_Word extraCaps, seL4_Word length)
{
    *word = seL4_MessageInfo_new(label, capsUnwrapped, extraCaps, length);
}

static inline seL4_Word seL4_MessageInfo_ptr_get_label(const seL4_MessageInfo_t *word)
{
    return seL4_MessageInfo_get_label(*word);
}

static inline void seL4_MessageInfo_ptr_set_label(seL4_MessageInfo_t *word, seL4_Word value)
{
    *word = seL4_MessageInfo_set_label(*word, value);
}

static inline seL4_Word seL4_MessageInfo_ptr_get_capsUnwrapped(const seL4_MessageInfo_t *word)
{
    return seL4_MessageInfo_get_capsUnwrapped(*word);
}

static inline void seL4_MessageInfo_ptr_set_capsUnwrapped(seL4_MessageInfo_t *word, seL4_Word value)
{
    *word = seL4_MessageInfo_set_capsUnwrapped(*word, value);
}

static inline seL4_Word seL4_MessageInfo_ptr_get_extraCaps(const seL4_MessageInfo_t *word)
{
    return seL4_MessageInfo_get_extraCaps(*word);
}

static inline void seL4_MessageInfo_ptr_set_extraCaps(seL4_MessageInfo_t *word, seL4_Word value)
{
    *word = seL4_MessageInfo_set_extraCaps(*word, value);
}

static inline seL4_Word seL4_MessageInfo_ptr_get_length(const seL4_MessageInfo_t *word)
{
    return seL4_MessageInfo_get_length(*word);
}

static inline void seL4_MessageInfo_ptr_set_length(seL4_MessageInfo_t *word, seL4_Word value)
{
    *word = seL4_MessageInfo_set_length(*word, value);
}

/* ---- Rights. */

struct seL4_CapRights {
    seL4_Word words[1];
};
typedef struct seL4_CapRights seL4_CapRights_t;

static inline seL4_Word seL4_CapRights_get_capAllowGrantReply(seL4_CapRights_t word)
{
    return sel4_field_get(word.words[0], 3, 1);
}

static inline seL4_CapRights_t seL4_CapRights_set_capAllowGrantReply(seL4_CapRights_t word, seL4_Word value)
{
    word.words[0] = sel4_field_set(word.words[0], 3, 1, value);
    return word;
}

static inline seL4_Word seL4_CapRights_get_capAllowGrant(seL4_CapRights_t word)
{
    return sel4_field_get(word.words[0], 2, 1);
}

static inline seL4_CapRights_t seL4_CapRights_set_capAllowGrant(seL4_CapRights_t word, seL4_Word value)
{
    word.words[0] = sel4_field_set(word.words[0], 2, 1, value);
    return word;
}

static inline seL4_Word seL4_CapRights_get_capAllowRead(seL4_CapRights_t word)
{
    return sel4_field_get(word.words[0], 1, 1);
}

static inline seL4_CapRights_t seL4_CapRights_set_capAllowRead(seL4_CapRights_t word, seL4_Word value)
{
    word.words[0] = sel4_field_set(word.words[0], 1, 1, value);
    return word;
}

static inline seL4_Word seL4_CapRights_get_capAllowWrite(seL4_CapRights_t word)
{
    return sel4_field_get(word.words[0], 0, 1);
}

static inline seL4_CapRights_t seL4_CapRights_set_capAllowWrite(seL4_CapRights_t word, seL4_Word value)
{
    word.words[0] = sel4_field_set(word.words[0], 0, 1, value);
    return word;
}

static inline seL4_CapRights_t seL4_CapRights_new(seL4_Word capAllowGrantReply, seL4_Word capAllowGrant,
                                                  seL4_Word capAllowRead, seL4_Word capAllowWrite)
{
    seL4_CapRights_t rights = {{0}};

    rights = seL4_CapRights_set_capAllowGrantReply(rights, capAllowGrantReply);
    rights = seL4_CapRights_set_capAllowGrant(rights, capAllowGrant);
    rights = seL4_CapRights_set_capAllowRead(rights, capAllowRead);
    return seL4_CapRights_set_capAllowWrite(rights, capAllowWrite);
}

struct seL4_CNode_CapData {
    seL4_Word words[1];
};
typedef struct seL4_CNode_CapData seL4_CNode_CapData_t;

static inline seL4_Word seL4_CNode_CapData_get_guard(seL4_CNode_CapData_t word)
{
    return sel4_field_get(word.words[0], seL4_GuardSizeShift + seL4_GuardSizeBits, seL4_GuardBits);
}

static inline seL4_CNode_CapData_t seL4_CNode_CapData_set_guard(seL4_CNode_CapData_t word, seL4_Word value)
{
    word.words[0] =
        sel4_field_set(word.words[0], seL4_GuardSizeShift + seL4_GuardSizeBits, seL4_GuardBits, value);
    return word;
}

static inline seL4_Word seL4_CNode_CapData_get_guardSize(seL4_CNode_CapData_t word)
{
    return sel4_field_get(word.words[0], seL4_GuardSizeShift, seL4_GuardSizeBits);
}

static inline seL4_CNode_CapData_t seL4_CNode_CapData_set_guardSize(seL4_CNode_CapData_t word,
                                                                    seL4_Word value)
{
    word.words[0] = sel4_field_set(word.words[0], seL4_GuardSizeShift, seL4_GuardSizeBits, value);
    return word;
}

static inline seL4_CNode_CapData_t seL4_CNode_CapData_new(seL4_Word guard, seL4_Word guardSize)
{
    seL4_CNode_CapData_t data = {{0}};

    data = seL4_CNode_CapData_set_guard(data, guard);
    return seL4_CNode_CapData_set_guardSize(data, guardSize);
}
