/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Meanings as text, from tables: a shape lists a struct's fields as in rpc.proto, and their places in the
 * struct. The tables are written by hand, because the generated tables are under test.
 */
#include "meaning.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MOST_PATH_BYTES 64

struct shape;

/* A number if `shape` is NULL. A member of the shape's oneof if `tag` is not 0. */
struct field {
    const char *name;
    size_t offset;
    size_t bytes;
    pb_size_t tag;
    const struct shape *shape;
};

struct shape {
    size_t which; /* offset of the oneof's selector; used only if a field has a tag */
    size_t count;
    const struct field *fields;
};

#define SIZE_OF(type, field) sizeof(((type *)0)->field)
#define NUMBER(type, field)                                                                                  \
    {                                                                                                        \
        .name = #field, .offset = offsetof(type, field), .bytes = SIZE_OF(type, field)                       \
    }
#define MEMBER(type, oneof, field, of)                                                                       \
    {                                                                                                        \
        .name = #field, .offset = offsetof(type, oneof.field), .bytes = SIZE_OF(type, oneof.field),          \
        .tag = type##_##field##_tag, .shape = of                                                             \
    }
#define SHAPE(name, which, ...)                                                                              \
    static const struct shape name = {which, sizeof((struct field[]){__VA_ARGS__}) / sizeof(struct field),   \
                                      (const struct field[]){__VA_ARGS__}}

SHAPE(memory, 0, NUMBER(MemoryAllocMessage, address), NUMBER(MemoryAllocMessage, size_bits),
      NUMBER(MemoryAllocMessage, type), NUMBER(MemoryAllocMessage, action),
      NUMBER(MemoryAllocMessage, device), NUMBER(MemoryAllocMessage, probe));
SHAPE(msi, 0, NUMBER(IrqAllocMessagex86_MSI, pci_bus), NUMBER(IrqAllocMessagex86_MSI, pci_dev),
      NUMBER(IrqAllocMessagex86_MSI, pci_func), NUMBER(IrqAllocMessagex86_MSI, handle),
      NUMBER(IrqAllocMessagex86_MSI, vector));
SHAPE(ioapic, 0, NUMBER(IrqAllocMessagex86_IOAPIC, ioapic), NUMBER(IrqAllocMessagex86_IOAPIC, pin),
      NUMBER(IrqAllocMessagex86_IOAPIC, level), NUMBER(IrqAllocMessagex86_IOAPIC, polarity),
      NUMBER(IrqAllocMessagex86_IOAPIC, vector));
SHAPE(simple, 0, NUMBER(IrqAllocMessageSimple, setTrigger), NUMBER(IrqAllocMessageSimple, irq),
      NUMBER(IrqAllocMessageSimple, trigger), NUMBER(IrqAllocMessageSimple, target));
SHAPE(irq, offsetof(IrqAllocMessage, which_type), MEMBER(IrqAllocMessage, type, msi, &msi),
      MEMBER(IrqAllocMessage, type, ioapic, &ioapic), MEMBER(IrqAllocMessage, type, simple, &simple));
SHAPE(ioport, 0, NUMBER(IOPortMessage, start), NUMBER(IOPortMessage, end));
SHAPE(release, 0, NUMBER(ReleaseMessage, cookie));
SHAPE(version, 0, NUMBER(VersionMessage, version), NUMBER(VersionMessage, features));
SHAPE(capability, 0, NUMBER(CapabilityMessage, name));
SHAPE(account, 0, NUMBER(AccountMessage, memory_bytes), NUMBER(AccountMessage, memory_limit),
      NUMBER(AccountMessage, leases), NUMBER(AccountMessage, leases_limit),
      NUMBER(AccountMessage, object_limit));
SHAPE(lease, 0, NUMBER(LeaseMessage, cookie), NUMBER(LeaseMessage, kind), NUMBER(LeaseMessage, first),
      NUMBER(LeaseMessage, last), NUMBER(LeaseMessage, type), NUMBER(LeaseMessage, size_bits));
SHAPE(range, 0, NUMBER(RangeMessage, kind), NUMBER(RangeMessage, index), NUMBER(RangeMessage, first),
      NUMBER(RangeMessage, last));
SHAPE(ret, offsetof(ReturnMessage, which_detail), NUMBER(ReturnMessage, errorCode),
      NUMBER(ReturnMessage, cookie), NUMBER(ReturnMessage, paddr), NUMBER(ReturnMessage, reason),
      MEMBER(ReturnMessage, detail, version, &version), MEMBER(ReturnMessage, detail, account, &account),
      MEMBER(ReturnMessage, detail, lease, &lease), MEMBER(ReturnMessage, detail, range, &range));
SHAPE(rpc, offsetof(RpcMessage, which_msg), MEMBER(RpcMessage, msg, ret, &ret),
      MEMBER(RpcMessage, msg, memory, &memory), MEMBER(RpcMessage, msg, irq, &irq),
      MEMBER(RpcMessage, msg, ioport, &ioport), MEMBER(RpcMessage, msg, release, &release),
      MEMBER(RpcMessage, msg, version, &version), MEMBER(RpcMessage, msg, account, &account),
      MEMBER(RpcMessage, msg, lease, &lease), MEMBER(RpcMessage, msg, range, &range),
      MEMBER(RpcMessage, msg, capability, &capability), MEMBER(RpcMessage, msg, errorCode, NULL));

/* A number of 1, 4 or 8 bytes. A bool's byte is shown raw, which reveals one that is neither 0 nor 1. */
static uint64_t number_get(const unsigned char *at, size_t bytes)
{
    uint8_t byte;
    uint32_t half;
    uint64_t whole;

    if (bytes == sizeof(byte)) {
        memcpy(&byte, at, bytes);
        return byte;
    }
    if (bytes == sizeof(half)) {
        memcpy(&half, at, bytes);
        return half;
    }
    memcpy(&whole, at, sizeof(whole));
    return whole;
}

static void number_set(unsigned char *at, size_t bytes, uint64_t number)
{
    uint8_t byte = (uint8_t)number;
    uint32_t half = (uint32_t)number;

    if (bytes == sizeof(byte)) {
        memcpy(at, &byte, bytes);
    } else if (bytes == sizeof(half)) {
        memcpy(at, &half, bytes);
    } else {
        memcpy(at, &number, sizeof(number));
    }
}

static bool is_set(const struct shape *shape, const struct field *field, const unsigned char *structure)
{
    pb_size_t which;

    memcpy(&which, structure + shape->which, sizeof(which));
    return field->tag == 0 || field->tag == which;
}

static void print_fields(FILE *out, const struct shape *shape, const unsigned char *structure,
                         const char *prefix, const char **space)
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        const unsigned char *at = structure + field->offset;
        char path[MOST_PATH_BYTES];

        if (!is_set(shape, field, structure)) {
            continue;
        }
        fprintf(out, "%s%s%s", *space, prefix, field->name);
        *space = " ";
        if (field->shape == NULL) {
            fprintf(out, "=%" PRIu64, number_get(at, field->bytes));
        } else {
            snprintf(path, sizeof(path), "%s%s.", prefix, field->name);
            print_fields(out, field->shape, at, path, space);
        }
    }
}

void meaning_print(FILE *out, const RpcMessage *message)
{
    const char *space = "";

    print_fields(out, &rpc, (const unsigned char *)message, "", &space);
}

static const struct field *find(const struct shape *shape, const char *name)
{
    for (size_t i = 0; i < shape->count; i++) {
        if (strcmp(shape->fields[i].name, name) == 0) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

/* Sets what a path names: selects each member along it, and writes the number at its end. */
static bool set(const struct shape *shape, unsigned char *structure, char *path, const char *value)
{
    char *rest = path;
    const char *name = strsep(&rest, ".");
    const struct field *field = find(shape, name);

    if (field == NULL || (field->shape == NULL) != (rest == NULL && value != NULL)) {
        return false;
    }
    if (field->tag != 0) {
        memcpy(structure + shape->which, &field->tag, sizeof(field->tag));
    }
    if (rest != NULL) {
        return set(field->shape, structure + field->offset, rest, value);
    }
    if (value != NULL) {
        number_set(structure + field->offset, field->bytes, strtoull(value, NULL, 10));
    }
    return true;
}

bool meaning_parse(char *text, RpcMessage *message)
{
    *message = (RpcMessage){0};
    while (text != NULL && *text != '\0') {
        char *value = strsep(&text, " ");
        char *path = strsep(&value, "=");

        if (!set(&rpc, (unsigned char *)message, path, value)) {
            return false;
        }
    }
    return true;
}
