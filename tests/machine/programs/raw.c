/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * System calls for test programs; see raw.h.
 */
#include "paging_tables.h"
#include "raw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct abi_message raw_message;

abi_word raw_call(abi_word capability, abi_word label, unsigned count, const abi_word *mr,
                  struct raw_caps caps)
{
    raw_message = (struct abi_message){
        .what = ABI_SYS_CALL,
        .capability = capability,
        .info = ABI_INFO(label, 0, caps.count, count),
    };
    memcpy(raw_message.caps, caps.caps, sizeof(caps.caps));
    if (count > 0) {
        memcpy(raw_message.mr, mr, count * sizeof(*mr));
    }
    hosted_enter(&raw_message);
    return ABI_INFO_LABEL(raw_message.info);
}

abi_word raw_enter(enum abi_syscall what, abi_word capability, abi_word info, abi_word word)
{
    raw_message = (struct abi_message){.what = what, .capability = capability, .info = info, .mr = {word}};
    hosted_enter(&raw_message);
    return ABI_INFO_LABEL(raw_message.info);
}

abi_word raw_send(abi_word capability, abi_word label, abi_word word)
{
    return raw_enter(ABI_SYS_SEND, capability, ABI_INFO(label, 0, 0, 1), word);
}

abi_word raw_reply(abi_word label)
{
    return raw_reply_with(ABI_INFO(label, 0, 0, 0), 0);
}

abi_word raw_yield(void)
{
    return raw_enter(ABI_SYS_YIELD, 0, 0, 0);
}

void raw_check(const char *what, abi_word error)
{
    if (error == ABI_NO_ERROR) {
        return;
    }
    printf("%s: error %lu\n", what, error);
    exit(90);
}

/* The ordinary untyped with the most room left. */
static abi_word get_untyped(void)
{
    const abi_word *boot = hosted_start_message()->mr;
    abi_word best = 0, best_bits = 0;
    for (abi_word slot = boot[ABI_BOOT_UNTYPED_START]; slot < boot[ABI_BOOT_UNTYPED_END]; slot++) {
        abi_word size = boot[ABI_BOOT_UNTYPED_LIST + 2 * (slot - boot[ABI_BOOT_UNTYPED_START]) + 1];
        if (!(size & 0x100) && (size & 0xff) > best_bits) {
            best = slot;
            best_bits = size & 0xff;
        }
    }
    return best;
}

abi_word raw_new_object(abi_word type, unsigned size_bits)
{
    static abi_word next;
    if (next == 0) {
        next = hosted_start_message()->mr[ABI_BOOT_EMPTY_START];
    }
    abi_word slot = next++;
    raw_check("retype", RAW_INVOKE(get_untyped(), ABI_UNTYPED_RETYPE, RAW_CAPS(ABI_ROOT_CNODE), type,
                                   size_bits, 0, 0, slot, 1));
    return slot;
}

void raw_delete(abi_word slot)
{
    raw_check("delete", RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_DELETE, RAW_NO_CAPS, slot, ABI_WORD_BITS));
}

void raw_new_child(struct raw_child *child)
{
    child->tcb = raw_new_object(ABI_OBJECT_TCB, 0);
    child->vspace = raw_new_object(ABI_OBJECT_VSPACE, 0);
    child->fault_endpoint = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
    raw_check("assign", RAW_INVOKE(ABI_ROOT_ASID_POOL, ABI_ASID_POOL_ASSIGN, RAW_CAPS(child->vspace), 0));
    raw_configure(child->tcb, child->vspace, child->fault_endpoint);
    raw_make_reply(child);
}

abi_word raw_set_image(const struct raw_child *child, const char *bytes, size_t count)
{
    abi_word mr[ABI_MESSAGE_REGISTERS] = {count};
    memcpy(&mr[1], bytes, count);
    unsigned words = (unsigned)((count + sizeof(abi_word) - 1) / sizeof(abi_word));
    return raw_call(child->tcb, ABI_TCB_SET_IMAGE, 1 + words, mr, RAW_NO_CAPS);
}

void raw_start_child(struct raw_child *child, const char *scenario, abi_word argument)
{
    char image[128];
    int count = snprintf(image, sizeof(image), RAW_CHILD "%cchild%c%s%c%lu%c%lu", 0, 0, scenario, 0, argument,
                         0, child->reply);
    raw_check("set image", raw_set_image(child, image, (size_t)count + 1));
    raw_check("resume", RAW_INVOKE_PLAIN(child->tcb, ABI_TCB_RESUME));
}

void raw_delete_child(const struct raw_child *child)
{
    raw_delete(child->tcb);
    raw_delete(child->vspace);
    raw_delete(child->fault_endpoint);
}

/* Paging structures, by log2 of the bytes that each covers. */
static const struct {
    abi_word bits;
    enum abi_object type;
    enum abi_label map;
} tables[] = {PAGING_TABLES};

static void map_table(abi_word bits, abi_word vspace, abi_word vaddr)
{
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        if (tables[i].bits == bits) {
            abi_word table = raw_new_object(tables[i].type, 0);
            raw_check("map table", RAW_INVOKE(table, tables[i].map, RAW_CAPS(vspace), vaddr, 0));
        }
    }
}

abi_word raw_map(abi_word frame, abi_word vspace, abi_word vaddr, abi_word rights)
{
    abi_word error;

    while ((error = RAW_INVOKE(frame, ABI_PAGE_MAP, RAW_CAPS(vspace), vaddr, rights, 0)) ==
           ABI_FAILED_LOOKUP) {
        map_table(raw_message.mr[2], vspace, vaddr);
    }
    return error;
}

abi_word raw_read_port(abi_word ports, abi_word port)
{
    raw_check("in", RAW_INVOKE(ports, ABI_IOPORT_IN8, RAW_NO_CAPS, port));
    return raw_message.mr[0] & 0xff;
}

void raw_write_port(abi_word ports, abi_word port, abi_word value)
{
    raw_check("out", RAW_INVOKE(ports, ABI_IOPORT_OUT8, RAW_NO_CAPS, port, value));
}

abi_word raw_new_slot(void)
{
    abi_word slot = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
    raw_delete(slot);
    return slot;
}
