/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task of the tests of limits. The first argument names the scenario; the test checks what it
 * prints.
 */
#include <stdio.h>
#include <string.h>

#include "raw.h"

#define OWN_VADDR 0x4c000000UL
#define RIGHTS_READ_WRITE (ABI_RIGHT_READ | ABI_RIGHT_WRITE)

static const abi_word *boot(void)
{
    return hosted_start_message()->mr;
}

/* Returns the slot of the last ordinary untyped, and its size. */
static abi_word find_last_untyped(abi_word *bits)
{
    const abi_word *entry = &boot()[ABI_BOOT_UNTYPED_LIST];
    abi_word last = 0;
    for (abi_word slot = boot()[ABI_BOOT_UNTYPED_START]; slot < boot()[ABI_BOOT_UNTYPED_END]; slot++) {
        if (!(entry[1] & 0x100)) {
            last = slot;
            *bits = entry[1] & 0xff;
        }
        entry += 2;
    }
    return last;
}

static abi_word retype(abi_word untyped, enum abi_object type, abi_word bits, abi_word slot, abi_word count)
{
    return RAW_INVOKE(untyped, ABI_UNTYPED_RETYPE, RAW_CAPS(ABI_ROOT_CNODE), type, bits, 0, 0, slot, count);
}

/* Halves the untyped until only its last page is left, uses that as a frame, and prints its address. */
static int do_last_frame(void)
{
    volatile abi_word *place = (volatile abi_word *)OWN_VADDR;
    abi_word bits, next = boot()[ABI_BOOT_EMPTY_START];
    abi_word untyped = find_last_untyped(&bits);
    while (bits > ABI_PAGE_BITS) {
        raw_check("halve", retype(untyped, ABI_OBJECT_UNTYPED, --bits, next, 2));
        untyped = next + 1;
        next += 2;
    }
    raw_check("retype", retype(untyped, ABI_OBJECT_FRAME_4K, 0, next, 1));
    raw_check("map", raw_map(next, ABI_ROOT_VSPACE, OWN_VADDR, RIGHTS_READ_WRITE));
    *place = *place + 7;
    raw_check("address", RAW_INVOKE_PLAIN(next, ABI_PAGE_GET_ADDRESS));
    printf("0x%lx holds %lu\n", raw_message.mr[0], *place);
    return 0;
}

/* Makes an object in the last slot, and finds that there are no more slots. */
static int do_last_slot(void)
{
    abi_word bits, untyped = find_last_untyped(&bits);
    abi_word slots = 1UL << boot()[ABI_BOOT_CNODE_BITS], end = boot()[ABI_BOOT_EMPTY_END];
    abi_word last = retype(untyped, ABI_OBJECT_NOTIFICATION, 0, end - 1, 1);
    abi_word signalled = raw_send(end - 1, 0, 0);
    raw_receive(end - 1);
    abi_word waited = raw_message.what != ABI_ANSWER_BADGE;
    abi_word behind = retype(untyped, ABI_OBJECT_NOTIFICATION, 0, end, 1);
    raw_delete(end - 1);
    printf("%lu bits, %s: %lu %lu %lu, %lu\n", boot()[ABI_BOOT_CNODE_BITS],
           end == slots ? "all slots" : "other slots", last, signalled, waited, behind);
    return 0;
}

/* Maps a frame, and nothing else; prints the error. */
static int do_no_table(void)
{
    abi_word frame = raw_new_object(ABI_OBJECT_FRAME_4K, 0);
    printf("%lu\n",
           RAW_INVOKE(frame, ABI_PAGE_MAP, RAW_CAPS(ABI_ROOT_VSPACE), OWN_VADDR, RIGHTS_READ_WRITE, 0));
    return 0;
}

/* Requests to print `told` bytes, in a message of `length` registers with the bytes of `text`. */
static void put(enum abi_syscall what, abi_word told, unsigned length, const char *text)
{
    raw_message = (struct abi_message){.what = what, .info = ABI_INFO(0, 0, 0, length), .mr = {told}};
    memcpy(&raw_message.mr[1], text, strlen(text));
    hosted_enter(&raw_message);
}

/*
 * Prints whole lines before and after one whose claimed length exceeds the message, of which nothing appears.
 */
static int do_debug_put(void)
{
    unsigned most = ABI_MESSAGE_REGISTERS;
    put(ABI_SYS_DEBUG_PUT, 3, 2, "abc");
    put(ABI_SYS_DEBUG_PUT, ABI_WORD_BYTES + 1, 2, "long");
    put(ABI_SYS_DEBUG_PUT, ~0UL, 2, "huge");
    put(ABI_SYS_DEBUG_PUT, most * ABI_WORD_BYTES, most, "most");
    put(ABI_SYS_DEBUG_PUT, 4, 1, "");
    put(ABI_SYS_DEBUG_PUT, 4, 0, "");
    put(ABI_SYS_DEBUG_PUTCHAR, 'x', 0, "");
    put(ABI_SYS_DEBUG_PUT, 0, 1, "");
    put(ABI_SYS_DEBUG_PUT, 3, most, "def");
    return 0;
}

static const struct {
    const char *name;
    int (*function)(void);
} scenarios[] = {
    {"last_frame", do_last_frame},
    {"last_slot", do_last_slot},
    {"no_table", do_no_table},
    {"debug_put", do_debug_put},
};

int main(int argc, char *argv[])
{
    for (size_t i = 0; argc > 1 && i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
        if (strcmp(argv[1], scenarios[i].name) == 0) {
            return scenarios[i].function();
        }
    }
    printf("no such scenario\n");
    return 99;
}
