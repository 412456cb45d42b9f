/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task of the machine's tests. The first argument names the scenario. Exits with 0 if all went well;
 * the test checks what it prints.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "raw.h"

#define COM1 0x3f8u
#define COM1_LINE 4
#define END_OF_INPUT 0x04
#define CHILD_VADDR 0x44000000UL
#define OWN_VADDR 0x4c000000UL
#define RIGHTS_READ_WRITE (ABI_RIGHT_READ | ABI_RIGHT_WRITE)

/* Waits for the child's fault, and prints it. */
static void print_fault(const struct raw_child *child)
{
    abi_word label = raw_receive(child->fault_endpoint);
    const abi_word *mr = raw_message.mr;
    if (label == ABI_FAULT_VM) {
        printf("VM fault at 0x%lx%s\n", mr[1], mr[2] ? " in fetching an instruction" : "");
    } else if (label == ABI_FAULT_UNKNOWN_SYSCALL) {
        printf("unknown system call\n");
    } else if (label == ABI_FAULT_USER_EXCEPTION) {
        printf("exception 0x%lx code %lu\n", mr[ABI_USER_EXCEPTION_LENGTH - 2],
               mr[ABI_USER_EXCEPTION_LENGTH - 1]);
    } else {
        printf("label %lu: %lu\n", label, mr[0]);
    }
}

static int do_exit(char *arguments[])
{
    return atoi(arguments[0]);
}

static int do_print(char *arguments[])
{
    (void)arguments;
    printf("one line\nanother, ");
    printf("in two pieces\nno newline at the end");
    return 0;
}

static int do_print_long(char *arguments[])
{
    (void)arguments;
    for (int i = 0; i < 3000; i++) {
        putchar('a' + i % 26);
    }
    putchar('\n');
    return 0;
}

static int do_arguments(char *arguments[])
{
    for (; *arguments; arguments++) {
        printf("<%s>", *arguments);
    }
    return 0;
}

static int do_abort(char *arguments[])
{
    (void)arguments;
    abort();
}

static int do_crash(char *arguments[])
{
    (void)arguments;
    *(volatile int *)0x1234000UL = 1;
    return 0;
}

static int do_no_capability(char *arguments[])
{
    (void)arguments;
    raw_receive(0);
    return 0;
}

static int do_unknown_call(char *arguments[])
{
    (void)arguments;
    raw_message.what = 9999;
    hosted_enter(&raw_message);
    return 0;
}

/* Runs a child in the named scenario, prints its fault, and deletes it. */
static int do_child(char *arguments[])
{
    struct raw_child child;
    raw_new_child(&child);
    raw_start_child(&child, arguments[0], child.fault_endpoint);
    print_fault(&child);
    raw_delete_child(&child);
    return 0;
}

/* As do_child, but with another child, which must still answer afterwards. */
static int do_child_and_bystander(char *arguments[])
{
    struct raw_child child, bystander;
    raw_new_child(&child);
    raw_new_child(&bystander);
    raw_start_child(&bystander, "echo", bystander.fault_endpoint);
    raw_start_child(&child, arguments[0], child.fault_endpoint);
    print_fault(&child);
    raw_delete_child(&child);
    raw_check("call bystander", raw_call(bystander.fault_endpoint, 0, 1, (abi_word[]){41}, RAW_NO_CAPS));
    printf("bystander: %lu\n", raw_message.mr[0]);
    raw_delete_child(&bystander);
    return 0;
}

/* Replies to the child's unknown system call, with a new value of its first register; then it exits. */
static int do_unknown_system_call(char *arguments[])
{
    struct raw_child child;
    raw_new_child(&child);
    raw_start_child(&child, arguments[0], child.fault_endpoint);
    print_fault(&child);
    printf("%ld\n", (long)raw_message.mr[ABI_UNKNOWN_SYSCALL_LENGTH - 1]);
    raw_reply_with(ABI_INFO(0, 0, 0, 1), 42);
    print_fault(&child);
    raw_delete_child(&child);
    return 0;
}

static int do_many_children(char *arguments[])
{
    for (int i = 0; i < atoi(arguments[0]); i++) {
        char *const next[] = {(char *)(i % 2 ? "exit" : "kill"), NULL};
        do_child((char **)next);
    }
    return 0;
}

/* The child faults; the handler maps the missing frame, and the child goes on. */
static int do_resolve_fault(char *arguments[])
{
    struct raw_child child;
    (void)arguments;
    abi_word frame = raw_new_object(ABI_OBJECT_FRAME_4K, 0);
    raw_new_child(&child);
    raw_start_child(&child, "write", CHILD_VADDR);
    print_fault(&child);
    raw_check("map", raw_map(frame, child.vspace, CHILD_VADDR, RIGHTS_READ_WRITE));
    raw_reply(0);
    print_fault(&child);
    raw_delete_child(&child);
    return 0;
}

/* The child reads a frame in an endless loop, in user mode; the frame is destroyed. */
static int do_stale_mapping(char *arguments[])
{
    struct raw_child child;
    (void)arguments;
    abi_word frame = raw_new_object(ABI_OBJECT_FRAME_4K, 0);
    abi_word copy = raw_new_object(ABI_OBJECT_ENDPOINT, 0);
    raw_delete(copy);
    raw_check("copy", RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_COPY, RAW_CAPS(ABI_ROOT_CNODE), copy,
                                 ABI_WORD_BITS, frame, ABI_WORD_BITS, ABI_RIGHTS_ALL));
    raw_check("map own", raw_map(copy, ABI_ROOT_VSPACE, OWN_VADDR, RIGHTS_READ_WRITE));
    raw_new_child(&child);
    raw_check("map", raw_map(frame, child.vspace, CHILD_VADDR, RIGHTS_READ_WRITE));
    raw_start_child(&child, "touch", CHILD_VADDR);
    while (*(volatile abi_word *)OWN_VADDR == 0) { /* until the child has mapped it */
        raw_yield();
    }
    raw_delete(copy);
    raw_delete(frame);
    print_fault(&child);
    raw_delete_child(&child);
    return 0;
}

static int do_read_only(char *arguments[])
{
    struct raw_child child;
    (void)arguments;
    abi_word frame = raw_new_object(ABI_OBJECT_FRAME_4K, 0);
    raw_new_child(&child);
    raw_check("map", raw_map(frame, child.vspace, CHILD_VADDR, ABI_RIGHT_READ));
    raw_start_child(&child, "write", CHILD_VADDR);
    print_fault(&child);
    raw_check("map again", raw_map(frame, child.vspace, CHILD_VADDR, RIGHTS_READ_WRITE));
    raw_reply(0);
    print_fault(&child);
    raw_delete_child(&child);
    return 0;
}

static int do_protect(char *arguments[])
{
    struct raw_child child;
    (void)arguments;
    abi_word frame = raw_new_object(ABI_OBJECT_FRAME_4K, 0);
    raw_new_child(&child);
    raw_check("map", raw_map(frame, child.vspace, CHILD_VADDR, ABI_RIGHT_READ));
    raw_start_child(&child, "protect", CHILD_VADDR);
    print_fault(&child);
    raw_delete_child(&child);
    return 0;
}

/* Maps the frame here and reads its first word. */
static abi_word read_frame(abi_word frame)
{
    raw_check("map own", raw_map(frame, ABI_ROOT_VSPACE, OWN_VADDR, RIGHTS_READ_WRITE));
    abi_word word = *(volatile abi_word *)OWN_VADDR;
    raw_check("unmap own", RAW_INVOKE_PLAIN(frame, ABI_PAGE_UNMAP));
    return word;
}

/* While the child waits, one frame is mapped and unmapped, and another takes its place. */
static int do_replace_mapping(char *arguments[])
{
    struct raw_child child;
    (void)arguments;
    abi_word first = raw_new_object(ABI_OBJECT_FRAME_4K, 0), second = raw_new_object(ABI_OBJECT_FRAME_4K, 0);
    raw_new_child(&child);
    raw_start_child(&child, "write", CHILD_VADDR);
    print_fault(&child);
    raw_check("map", raw_map(first, child.vspace, CHILD_VADDR, RIGHTS_READ_WRITE));
    raw_check("unmap", RAW_INVOKE_PLAIN(first, ABI_PAGE_UNMAP));
    raw_check("map", raw_map(second, child.vspace, CHILD_VADDR, RIGHTS_READ_WRITE));
    raw_reply(0);
    print_fault(&child);
    raw_delete_child(&child);
    raw_check("unmap", RAW_INVOKE_PLAIN(second, ABI_PAGE_UNMAP));
    printf("%lu %lu\n", read_frame(first), read_frame(second));
    return 0;
}

/* A destroyed frame leaves nothing in the next one at its address. */
static int do_cleared(char *arguments[])
{
    volatile abi_word *place = (volatile abi_word *)OWN_VADDR;
    (void)arguments;
    for (int i = 0; i < 2; i++) {
        abi_word frame = raw_new_object(ABI_OBJECT_FRAME_4K, 0);
        raw_check("map", raw_map(frame, ABI_ROOT_VSPACE, OWN_VADDR, RIGHTS_READ_WRITE));
        printf("%lu\n", *place);
        *place = 7;
        raw_delete(frame);
    }
    return 0;
}

/* More mappings than a socket holds, before and after the child starts; all arrive. */
static int do_many_mappings(char *arguments[])
{
    struct raw_child child;
    abi_word count = (abi_word)atoi(arguments[0]);
    raw_new_child(&child);
    for (abi_word i = 0; i < 2 * count; i++) {
        if (i == count) {
            raw_start_child(&child, "write_many", count);
            print_fault(&child); /* its first message, after all writes */
        }
        abi_word frame = raw_new_object(ABI_OBJECT_FRAME_4K, 0);
        raw_check("map", raw_map(frame, child.vspace, CHILD_VADDR + (i << ABI_PAGE_BITS), RIGHTS_READ_WRITE));
    }
    raw_reply(0);
    print_fault(&child);
    raw_delete_child(&child);
    return 0;
}

static int do_map_failure(char *arguments[])
{
    static _Alignas(4096) char own[4096];
    (void)arguments;
    abi_word frame = raw_new_object(ABI_OBJECT_FRAME_4K, 0);
    strcpy(own, "still here");
    raw_check("map", raw_map(frame, ABI_ROOT_VSPACE, (abi_word)own, RIGHTS_READ_WRITE));
    abi_word elsewhere = hosted_take_map_failure(OWN_VADDR);
    abi_word failed = hosted_take_map_failure((abi_word)own);
    abi_word again = hosted_take_map_failure((abi_word)own);
    raw_check("unmap", RAW_INVOKE_PLAIN(frame, ABI_PAGE_UNMAP));
    printf("%lu %lu %lu %s\n", elsewhere, failed, again, own);
    return 0;
}

/* A child loses its VSpace while it runs. */
static int do_delete_vspace(char *arguments[])
{
    struct raw_child child;
    raw_new_child(&child);
    raw_start_child(&child, arguments[0], child.fault_endpoint);
    raw_check("revoke",
              RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_REVOKE, RAW_NO_CAPS, child.vspace, ABI_WORD_BITS));
    raw_delete(child.vspace);
    print_fault(&child);
    return 0;
}

/* Revoke spares the capability that the root task booted with. */
static int do_delete_own_vspace(char *arguments[])
{
    (void)arguments;
    RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_REVOKE, RAW_NO_CAPS, ABI_ROOT_VSPACE, ABI_WORD_BITS);
    RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_DELETE, RAW_NO_CAPS, ABI_ROOT_VSPACE, ABI_WORD_BITS);
    for (;;) {
        raw_yield();
    }
    return 1;
}

static int do_images(char *arguments[])
{
    struct raw_child child;
    (void)arguments;
    raw_new_child(&child);
#define TRY(text) printf("%lu\n", raw_set_image(&child, text, sizeof(text) - 1))
    TRY("");
    TRY(RAW_CHILD);
    TRY("../" RAW_CHILD "\0");
    TRY("..\0");
    TRY("\0");
    TRY("no_such_program\0");
    TRY(RAW_CHILD "\0");
#undef TRY
    return 0;
}

/* Two threads in one VSpace, and a thread without a VSpace. */
static int do_second_thread(char *arguments[])
{
    struct raw_child child, second;
    (void)arguments;
    raw_new_child(&child);
    raw_new_child(&second);
    raw_configure(second.tcb, child.vspace, second.fault_endpoint);
    raw_start_child(&child, "echo", child.fault_endpoint);
    raw_check("set image", raw_set_image(&second, RAW_CHILD, sizeof(RAW_CHILD)));
    printf("%lu\n", RAW_INVOKE_PLAIN(second.tcb, ABI_TCB_RESUME));
    raw_check("call", raw_call(child.fault_endpoint, 0, 1, (abi_word[]){1}, RAW_NO_CAPS));
    return 0;
}

static abi_word get_ports(void)
{
    abi_word ports = raw_new_slot();
    raw_check("ports", RAW_INVOKE(ABI_ROOT_IOPORT_CONTROL, ABI_IOPORT_CONTROL_ISSUE, RAW_CAPS(ABI_ROOT_CNODE),
                                  COM1, COM1 + 7, ports, ABI_WORD_BITS));
    return ports;
}

/* A serial driver with interrupts: echoes its input, until the end of input. */
static int do_serial(char *arguments[])
{
    (void)arguments;
    abi_word ports = get_ports(), irq = raw_new_slot();
    abi_word notification = raw_new_object(ABI_OBJECT_NOTIFICATION, 0);
    raw_check("irq", RAW_INVOKE(ABI_ROOT_IRQ_CONTROL, ABI_IRQ_CONTROL_GET, RAW_CAPS(ABI_ROOT_CNODE),
                                COM1_LINE, irq, ABI_WORD_BITS));
    raw_check("set", RAW_INVOKE(irq, ABI_IRQ_HANDLER_SET_NOTIFICATION, RAW_CAPS(notification), 0));
    raw_write_port(ports, COM1 + 2, 0x07);
    raw_write_port(ports, COM1 + 1, 0x01);
    for (;;) {
        raw_receive(notification);
        while (raw_read_port(ports, COM1 + 5) & 1) {
            abi_word byte = raw_read_port(ports, COM1);
            if (byte == END_OF_INPUT) {
                return 0;
            }
            raw_write_port(ports, COM1, byte);
        }
        raw_check("ack", RAW_INVOKE_PLAIN(irq, ABI_IRQ_HANDLER_ACK));
    }
}

/* A serial driver that polls. The end of input comes once, and nothing after it. */
static int do_serial_polled(char *arguments[])
{
    (void)arguments;
    abi_word ports = get_ports(), byte;
    do {
        while (!(raw_read_port(ports, COM1 + 5) & 1)) {
            raw_yield();
        }
        byte = raw_read_port(ports, COM1);
        raw_write_port(ports, COM1, byte == END_OF_INPUT ? '!' : byte);
    } while (byte != END_OF_INPUT);
    for (int i = 0; i < 100; i++) {
        raw_yield();
        if (raw_read_port(ports, COM1 + 5) & 1) {
            return 1;
        }
    }
    return 0;
}

/* Reports that it is ready, with children in all states, and waits forever. */
static int do_wait(char *arguments[])
{
    static struct raw_child children[4];
    static const char *const scenarios[] = {"spin", "echo", "exit", "orphan"};
    (void)arguments;
    for (int i = 0; i < 4; i++) {
        raw_new_child(&children[i]);
        raw_start_child(&children[i], scenarios[i], children[i].fault_endpoint);
    }
    print_fault(&children[2]);
    print_fault(&children[3]);
    printf("ready\n");
    raw_receive(raw_new_object(ABI_OBJECT_ENDPOINT, 0));
    return 1;
}

/* Keeps at least one child entering the kernel at any time. */
static int do_busy(char *arguments[])
{
    static struct raw_child children[8];
    (void)arguments;
    for (int i = 0; i < 8; i++) {
        raw_new_child(&children[i]);
        raw_start_child(&children[i], "yield", 0);
    }
    printf("ready\n");
    for (;;) {
        raw_yield();
    }
    return 1;
}

/* Eight bytes at a time fill every page of a pipe. */
static int do_print_for_ever(char *arguments[])
{
    (void)arguments;
    while (printf("forever\n") > 0) {
        ;
    }
    return 1;
}

static int do_delete_self(char *arguments[])
{
    (void)arguments;
    RAW_INVOKE(ABI_ROOT_CNODE, ABI_CNODE_DELETE, RAW_NO_CAPS, ABI_ROOT_TCB, ABI_WORD_BITS);
    return 0;
}

static const struct {
    const char *name;
    int (*function)(char *arguments[]);
} scenarios[] = {
    {"exit", do_exit},
    {"print", do_print},
    {"print_long", do_print_long},
    {"arguments", do_arguments},
    {"abort", do_abort},
    {"crash", do_crash},
    {"no_capability", do_no_capability},
    {"unknown_call", do_unknown_call},
    {"child", do_child},
    {"child_and_bystander", do_child_and_bystander},
    {"unknown_system_call", do_unknown_system_call},
    {"many_children", do_many_children},
    {"resolve_fault", do_resolve_fault},
    {"stale_mapping", do_stale_mapping},
    {"read_only", do_read_only},
    {"protect", do_protect},
    {"replace_mapping", do_replace_mapping},
    {"cleared", do_cleared},
    {"many_mappings", do_many_mappings},
    {"map_failure", do_map_failure},
    {"delete_vspace", do_delete_vspace},
    {"delete_own_vspace", do_delete_own_vspace},
    {"images", do_images},
    {"second_thread", do_second_thread},
    {"serial", do_serial},
    {"serial_polled", do_serial_polled},
    {"wait", do_wait},
    {"busy", do_busy},
    {"print_for_ever", do_print_for_ever},
    {"delete_self", do_delete_self},
};

int main(int argc, char *argv[])
{
    for (size_t i = 0; argc > 1 && i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
        if (strcmp(argv[1], scenarios[i].name) == 0) {
            return scenarios[i].function(argv + 2);
        }
    }
    printf("no such scenario\n");
    return 99;
}
