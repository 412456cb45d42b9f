/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The children of the machine's tests. The first argument names the scenario; the second is a number, usually
 * the endpoint to the parent. Many break the protocol on purpose, with their own packets on the socket.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "processor.h"
#include "processor_scenario.h"
#include "raw.h"

#define VADDR 0x44000000UL

/* Blocks this process for good. */
static _Noreturn void wait_for_ever(void)
{
    for (;;) {
        pause();
    }
}

static void send_bytes(const void *bytes, size_t count)
{
    if (send(ABI_SOCKET, bytes, count, MSG_NOSIGNAL) < 0) {
        _exit(80);
    }
}

/* Sends a packet of `size` bytes whose info word claims `length` message registers. */
static void send_packet(size_t size, abi_word length)
{
    static struct abi_message messages[100];
    messages[0].what = ABI_SYS_YIELD;
    messages[0].info = length;
    send_bytes(messages, size);
}

static void do_exit(abi_word argument)
{
    (void)argument;
    exit(7);
}

static void do_kill(abi_word argument)
{
    (void)argument;
    raise(SIGKILL);
}

static void do_sent_signal(abi_word argument)
{
    (void)argument;
    raise(SIGFPE); /* a process sends it, so it is no exception */
}

static void do_illegal(abi_word argument)
{
    (void)argument;
    execute_illegal_instruction();
}

static void do_breakpoint(abi_word argument)
{
    (void)argument;
    execute_breakpoint();
}

/* Calls a function at an address where there is none. */
static void do_astray(abi_word argument)
{
    (void)argument;
    ((void (*)(void))VADDR)();
}

/* Answers each call with its number plus one. */
static void do_echo(abi_word argument)
{
    for (;;) {
        raw_receive(argument);
        raw_reply_with(1, raw_message.mr[0] + 1);
    }
}

/* Writes to the given address, then exits, which tells its parent. */
static void do_write(abi_word argument)
{
    *(volatile abi_word *)argument = 5;
    exit(*(volatile abi_word *)argument == 5 ? 0 : 1);
}

static void do_touch(abi_word argument)
{
    for (;;) {
        *(volatile abi_word *)argument = 1;
    }
}

/* Writes `argument` pages, calls by a fault, and writes as many pages again. */
static void do_write_many(abi_word argument)
{
    for (abi_word i = 0; i < argument; i++) {
        *(volatile abi_word *)(VADDR + (i << ABI_PAGE_BITS)) = i;
    }
    struct abi_message fault = {
        .what = ABI_SYS_FAULT,
        .info = ABI_INFO(ABI_FAULT_USER_EXCEPTION, 0, 0, ABI_USER_EXCEPTION_LENGTH + ABI_CONTEXT_WORDS)};
    fault.mr[ABI_USER_EXCEPTION_LENGTH - 2] = 3;
    fault.mr[ABI_USER_EXCEPTION_LENGTH - 1] = argument;
    hosted_enter(&fault);
    raw_yield();
    for (abi_word i = 0; i < 2 * argument; i++) {
        *(volatile abi_word *)(VADDR + (i << ABI_PAGE_BITS)) = i;
    }
    exit(0);
}

/* Tells whether it can make its read-only mapping writable by itself. */
static void do_protect(abi_word argument)
{
    volatile abi_word read = *(volatile abi_word *)argument;
    exit(mprotect((void *)argument, 1 << ABI_PAGE_BITS, PROT_READ | PROT_WRITE) == 0 ? 1 : (int)read);
}

static void do_spin(abi_word argument)
{
    (void)argument;
    for (volatile unsigned i = 0;; i++) {
        ;
    }
}

/* Keeps the kernel busy. */
static void do_yield(abi_word argument)
{
    (void)argument;
    for (;;) {
        raw_yield();
    }
}

static void do_short(abi_word argument)
{
    (void)argument;
    send_bytes("abcde", 5);
    wait_for_ever();
}

static void do_empty(abi_word argument)
{
    (void)argument;
    send_bytes("", 0);
    wait_for_ever();
}

static void do_too_long(abi_word argument)
{
    (void)argument;
    send_packet(ABI_MESSAGE_BYTES(2), 1);
    wait_for_ever();
}

static void do_too_short(abi_word argument)
{
    (void)argument;
    send_packet(ABI_MESSAGE_BYTES(1), 2);
    wait_for_ever();
}

/* The info word claims more message registers than there are, and the packet is that long. */
static void do_length(abi_word argument)
{
    (void)argument;
    send_packet(ABI_MESSAGE_BYTES(127), 127);
    wait_for_ever();
}

static void do_huge(abi_word argument)
{
    (void)argument;
    send_packet(sizeof(struct abi_message) * 50, 0);
    wait_for_ever();
}

/* Sends all ones, in a packet of each valid request size; the first is refused. */
static void do_garbage(abi_word argument)
{
    char bytes[sizeof(struct abi_message)];
    (void)argument;
    memset(bytes, 0xff, sizeof(bytes));
    send_bytes(bytes, sizeof(bytes));
    wait_for_ever();
}

/* Sends endless requests and never reads an answer. */
static void do_flood(abi_word argument)
{
    (void)argument;
    for (;;) {
        send_packet(ABI_MESSAGE_BYTES(0), 0);
    }
}

/* Sends two requests at once; the second waits until the first is answered. */
static void do_two_requests(abi_word argument)
{
    struct abi_message answer;
    (void)argument;
    send_packet(ABI_MESSAGE_BYTES(0), 0);
    send_packet(ABI_MESSAGE_BYTES(0), 0);
    for (int i = 0; i < 2; i++) {
        if (recv(ABI_SOCKET, &answer, sizeof(answer), 0) != (ssize_t)ABI_MESSAGE_BYTES(0)) {
            exit(1);
        }
    }
    exit(0);
}

/* Exits without reading its answer. */
static void do_ignore(abi_word argument)
{
    (void)argument;
    send_packet(ABI_MESSAGE_BYTES(0), 0);
    _exit(6);
}

static void do_close(abi_word argument)
{
    (void)argument;
    close(ABI_SOCKET);
    wait_for_ever();
}

/* Closes the socket while the kernel believes that it waits. */
static void do_close_blocked(abi_word argument)
{
    const struct abi_message receive = {.what = raw_wait, .capability = argument};
    send_bytes(&receive, ABI_MESSAGE_BYTES(0));
    close(ABI_SOCKET);
    wait_for_ever();
}

static void do_shutdown(abi_word argument)
{
    (void)argument;
    shutdown(ABI_SOCKET, SHUT_WR);
    wait_for_ever();
}

/* Leaves a process behind that holds the socket, or finds that it may not. */
static void do_orphan(abi_word argument)
{
    (void)argument;
    pid_t child = fork();
    if (child == 0 && fork() == 0) {
        wait_for_ever();
    }
    _exit(child < 0 && errno == EPERM ? 4 : 5);
}

/* Has its own child trace it, so that nobody else is notified of its end. */
static void do_traced(abi_word argument)
{
    char done;
    int ready[2];
    pid_t traced = getpid();
    (void)argument;
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
    if (pipe(ready) < 0) {
        _exit(1);
    }
    pid_t child = fork();
    if (child == 0) {
        (void)!write(ready[1], "x", ptrace(PTRACE_SEIZE, traced, 0, 0) == 0);
        close(ready[1]);
        wait_for_ever();
    }
    close(ready[1]);
    if (child < 0 || read(ready[0], &done, 1) != 1) {
        _exit(child < 0 && errno == EPERM ? 4 : 1);
    }
    do_short(0);
}

/*
 * Tries each forbidden way to make a process or to reach into another; exits with the number of the first one
 * that is not refused.
 */
static void do_confined(abi_word argument)
{
    const struct {
        long call;
        unsigned long arguments[2];
        int error;
    } calls[] = {
        {SYS_clone, {SIGCHLD, 0}, EPERM},
        {SYS_clone, {CLONE_VM | CLONE_VFORK | SIGCHLD, 0}, EPERM},
        {SYS_clone3, {0, 0}, ENOSYS},
        {SYS_ptrace, {PTRACE_TRACEME, 0}, EPERM},
        {SYS_process_vm_readv, {(unsigned long)getppid(), 0}, EPERM},
        {SYS_process_vm_writev, {(unsigned long)getppid(), 0}, EPERM},
        {SYS_pidfd_getfd, {0, 0}, EPERM},
        {SYS_prctl, {PR_SET_PDEATHSIG, 0}, EPERM},
    };
    (void)argument;
    for (int i = 0; i < (int)(sizeof(calls) / sizeof(calls[0])); i++) {
        errno = 0;
        syscall(calls[i].call, calls[i].arguments[0], calls[i].arguments[1], 0, 0, 0, 0);
        if (errno != calls[i].error) {
            _exit(1 + i);
        }
    }
    exit(prctl(PR_SET_DUMPABLE, 1) == 0 ? 0 : 99);
}

static void *run_thread(void *argument)
{
    return argument;
}

static void do_pthread(abi_word argument)
{
    pthread_t thread;
    exit(pthread_create(&thread, NULL, run_thread, &argument));
}

static void do_unknown(abi_word argument)
{
    struct abi_message message = {.what = 9999};
    (void)argument;
    hosted_enter(&message);
}

/*
 * Linux counts what is in flight in all sockets of a user, so other processes, such as tests running beside
 * this one, may leave no room at times.
 */
static ssize_t send_when_there_is_room(const struct msghdr *header)
{
    ssize_t count;
    while ((count = sendmsg(ABI_SOCKET, header, 0)) < 0 && errno == ETOOMANYREFS) {
        sched_yield();
    }
    return count;
}

/* Sends unwanted descriptors in an otherwise valid request. */
static void do_descriptors(abi_word argument)
{
    (void)argument;
    for (int i = 0; i < 100; i++) {
        struct abi_message message = {.what = ABI_SYS_YIELD};
        _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {0};
        struct iovec bytes = {.iov_base = &message, .iov_len = ABI_MESSAGE_BYTES(0)};
        struct msghdr header = {
            .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control)};
        struct cmsghdr *rights = CMSG_FIRSTHDR(&header);
        int descriptor = STDERR_FILENO;
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(descriptor));
        memcpy(CMSG_DATA(rights), &descriptor, sizeof(descriptor));
        if (send_when_there_is_room(&header) < 0 || recv(ABI_SOCKET, &message, sizeof(message), 0) < 0) {
            _exit(1);
        }
    }
    exit(0);
}

/* A hosted process has open: 0 and 1, both null, 2, the socket, and nothing else. */
static void do_inherited(abi_word argument)
{
    (void)argument;
    int open = 0;
    for (int descriptor = 4; descriptor < 1000; descriptor++) {
        open += fcntl(descriptor, F_GETFD) >= 0;
    }
    exit(open == 0 && read(0, &open, 1) == 0 && !getenv("PATH") ? 0 : 1);
}

/* A hosted process may open only a few descriptors. */
static void do_few_descriptors(abi_word argument)
{
    int last, descriptor = 2;
    (void)argument;
    do {
        last = descriptor;
    } while ((descriptor = dup(2)) >= 0);
    _exit(errno == EMFILE && last < 128 ? 0 : 1); /* skips a leak check, which needs descriptors */
}

static const struct {
    const char *name;
    void (*function)(abi_word argument);
} scenarios[] = {
    {"exit", do_exit},
    {"kill", do_kill},
    {"sent_signal", do_sent_signal},
    {"illegal", do_illegal},
    {"breakpoint", do_breakpoint},
    {"astray", do_astray},
    {"echo", do_echo},
    {"write", do_write},
    {"touch", do_touch},
    {"write_many", do_write_many},
    {"protect", do_protect},
    {"spin", do_spin},
    {"yield", do_yield},
    {"short", do_short},
    {"empty", do_empty},
    {"too_long", do_too_long},
    {"too_short", do_too_short},
    {"length", do_length},
    {"huge", do_huge},
    {"garbage", do_garbage},
    {"flood", do_flood},
    {"two_requests", do_two_requests},
    {"ignore", do_ignore},
    {"close", do_close},
    {"close_blocked", do_close_blocked},
    {"shutdown", do_shutdown},
    {"orphan", do_orphan},
    {"traced", do_traced},
    {"confined", do_confined},
    {"pthread", do_pthread},
    {"unknown", do_unknown},
    {"descriptors", do_descriptors},
    {"inherited", do_inherited},
    {"few_descriptors", do_few_descriptors},
};

int main(int argc, char *argv[])
{
    raw_use_reply(argc == 4 ? strtoul(argv[3], NULL, 10) : 0);
    for (size_t i = 0; argc == 4 && i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
        if (strcmp(argv[1], scenarios[i].name) == 0) {
            scenarios[i].function(strtoul(argv[2], NULL, 10));
        }
    }
    if (argc == 4) {
        processor_run_scenario(argv[1]);
    }
    return 98;
}
