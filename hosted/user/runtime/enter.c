/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Enters the kernel: sends one packet with the request; receives packets until the answer is there. Notices
 * of mappings arrive only here, before an answer, so mappings change only during some thread's system call.
 */
#include "user/runtime/enter.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <ucontext.h>
#include <unistd.h>

#include "processor/context.h"
#include "user/runtime/channel.h"
#include "user/runtime/mapping.h"
#include "user/runtime/notices.h"
#include "user/runtime/own.h"
#include "user/runtime/registers_load.h"
#include "user/runtime/thread.h"

/* The exit status of a program whose kernel is gone; nobody is left to read it. */
#define STATUS_NO_KERNEL 2

int channel_exists(void)
{
    int type = 0;
    socklen_t size = sizeof(type);

    return getsockopt(ABI_SOCKET, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

/* The descriptor that came with a packet, or -1. */
static int take_descriptor(struct msghdr *header)
{
    struct cmsghdr *control = CMSG_FIRSTHDR(header);
    int descriptor = -1;

    if (control && control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_RIGHTS &&
        control->cmsg_len == CMSG_LEN(sizeof(descriptor))) {
        memcpy(&descriptor, CMSG_DATA(control), sizeof(descriptor));
    }
    return descriptor;
}

/* A thread that is told nothing more ends; if that is the program's first, nobody is left. */
static void receive(struct abi_message *message, int *descriptor)
{
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
    struct iovec bytes = {.iov_base = message, .iov_len = sizeof(*message)};
    struct msghdr header = {.msg_iov = &bytes, .msg_iovlen = 1};
    ssize_t count;
    do {
        header.msg_control = control;
        header.msg_controllen = sizeof(control);
        count = recvmsg(own.socket, &header, MSG_CMSG_CLOEXEC);
    } while (count < 0 && errno == EINTR);
    if (count >= (ssize_t)ABI_MESSAGE_BYTES(0)) {
        *descriptor = take_descriptor(&header);
    } else if (own.end) {
        *message = (struct abi_message){.what = ABI_ANSWER_END};
        *descriptor = -1;
    } else {
        _exit(STATUS_NO_KERNEL);
    }
}

static void change_mappings(const struct abi_message *message, int descriptor)
{
    notices_wait(message->notices - 1);
    if (message->what == ABI_ANSWER_MAP) {
        mapping_add(message->mr[0], (unsigned)message->mr[1], message->mr[2] != 0, descriptor);
    } else {
        mapping_remove(message->mr[0], (unsigned)message->mr[1]);
    }
    notices_done(message->notices);
    if (descriptor >= 0) {
        close(descriptor);
    }
}

void channel_receive(struct abi_message *message)
{
    for (;;) {
        int descriptor;
        receive(message, &descriptor);
        switch (message->what) {
        case ABI_ANSWER_MAP:
        case ABI_ANSWER_UNMAP:
            change_mappings(message, descriptor);
            break;
        case ABI_ANSWER_THREAD:
            if (descriptor >= 0) {
                thread_create(descriptor);
            }
            break;
        case ABI_ANSWER_END:
            return;
        default:
            notices_wait(message->notices);
            return;
        }
    }
}

int channel_send(const struct abi_message *message)
{
    size_t size = ABI_MESSAGE_BYTES(ABI_INFO_LENGTH(message->info));
    ssize_t count;

    do {
        count = send(own.socket, message, size, MSG_NOSIGNAL);
    } while (count < 0 && errno == EINTR);
    return count < 0 ? -1 : 0;
}

void channel_exchange(struct abi_message *message)
{
    hosted_limit_length(message);
    if (channel_send(message) != 0 && !own.end) {
        _exit(STATUS_NO_KERNEL);
    }
    channel_receive(message);
}

void channel_exchange_in_handler(struct abi_message *message, void *ucontext)
{
    abi_word former[ABI_CONTEXT_WORDS];

    channel_exchange(message);
    if (message->what == ABI_ANSWER_REGISTERS) {
        context_save(former, ucontext);
        context_change(message->mr, former[ABI_CONTEXT_SP]);
        context_load(ucontext, message->mr);
        sigemptyset(&((ucontext_t *)ucontext)->uc_sigmask);
        own.inside = 0;
    } else if (message->what == ABI_ANSWER_END) {
        own_end();
    }
}

void hosted_enter(struct abi_message *message)
{
    sig_atomic_t before = own_enter();

    message->notices = 0;
    message->ip = (abi_word)__builtin_return_address(0);
    message->sp = (abi_word)__builtin_frame_address(0);
    channel_exchange(message);
    if (message->what == ABI_ANSWER_REGISTERS) {
        context_change(message->mr, (abi_word)__builtin_frame_address(0));
        registers_load(message->mr);
    }
    if (message->what == ABI_ANSWER_END) {
        own_end();
    }
    own_leave(before);
}
