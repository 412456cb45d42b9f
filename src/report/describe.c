/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Leases in words.
 */
#include <sel4rpc/report.h>

#include "arch/names.h"
#include "arch/object.h"
#include "report/words.h"

#include <stdio.h>

static const char *const kinds[] = {
    [LeaseKind_NONE] = "nothing",        [LeaseKind_MEMORY] = "memory",
    [LeaseKind_IRQ] = "interrupt",       [LeaseKind_MSI] = "MSI vector",
    [LeaseKind_IOAPIC] = "I/O APIC pin", [LeaseKind_IOPORT] = "I/O ports",
    [LeaseKind_OBJECT] = "object type",  [LeaseKind_CAPABILITY] = "capability",
    [LeaseKind_CORE] = "core",
};

const char *sel4rpc_strkind(LeaseKind kind)
{
    return (size_t)kind < sizeof(kinds) / sizeof(kinds[0]) ? kinds[kind] : "unknown kind";
}

const char *sel4rpc_strtype(uint64_t type)
{
    bool known = type < srpc_object_name_count && srpc_object_names[type] != NULL;

    return known ? srpc_object_names[type] : "unknown type";
}

void srpc_words_bytes(char text[SRPC_BYTES_TEXT], uint64_t bytes)
{
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    unsigned unit = 0;

    if (bytes == SEL4RPC_UNLIMITED) {
        snprintf(text, SRPC_BYTES_TEXT, "no limit");
        return;
    }
    while (bytes != 0 && bytes % 1024 == 0) {
        bytes /= 1024;
        unit++;
    }
    snprintf(text, SRPC_BYTES_TEXT, "%llu %s", (unsigned long long)bytes, units[unit]);
}

/* Whether to tell an object's size: that of frames, and of types that have several. */
static bool has_size(const LeaseMessage *lease, struct object *object)
{
    return srpc_object_measure(lease->type, lease->size_bits, object) == seL4_NoError &&
           (object->device || srpc_object_types[lease->type].bits != srpc_object_types[lease->type].max_bits);
}

/* "4 KiB frame at 0x1000"; no address if it is unknown. */
static void describe_memory(char *text, const LeaseMessage *lease)
{
    struct object object;
    bool sized = has_size(lease, &object);
    char size[SRPC_BYTES_TEXT] = "", at[32] = "";

    if (sized) {
        srpc_words_bytes(size, UINT64_C(1) << object.memory_bits);
    }
    if (lease->first <= lease->last) {
        snprintf(at, sizeof(at), " at 0x%llx", (unsigned long long)lease->first);
    }
    snprintf(text, SEL4RPC_DESCRIPTION_BYTES, "%s%s%s%s", size, sized ? " " : "",
             sel4rpc_strtype(lease->type), at);
}

void sel4rpc_describe(char *text, const LeaseMessage *lease)
{
    unsigned long long first = lease->first, last = lease->last;
    const char *kind = sel4rpc_strkind(lease->kind);

    switch (lease->kind) {
    case LeaseKind_MEMORY:
        describe_memory(text, lease);
        break;
    case LeaseKind_IOAPIC:
        snprintf(text, SEL4RPC_DESCRIPTION_BYTES, "pin %llu of I/O APIC %llu", first % SEL4RPC_PIN(1, 0),
                 first / SEL4RPC_PIN(1, 0));
        break;
    case LeaseKind_IOPORT:
        snprintf(text, SEL4RPC_DESCRIPTION_BYTES, "%s 0x%llx to 0x%llx", kind, first, last);
        break;
    default:
        snprintf(text, SEL4RPC_DESCRIPTION_BYTES, "%s %llu", kind, first);
    }
}
