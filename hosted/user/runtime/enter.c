/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Enters the kernel: sends one packet with the request; receives packets until the answer is there. Notices
 * of mappings arrive only here, before an answer, so mappings change only during a system call.
 */
#include "user/runtime/enter.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "user/runtime/channel.h"
#include "user/runtime/mapping.h"

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

static void receive(struct abi_message *message, int *descriptor)
{
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
    struct iovec bytes = {.iov_base = message, .iov_len = sizeof(*message)};
    struct msghdr header = {.msg_iov = &bytes, .msg_iovlen = 1};
    ssize_t count;
    do {
        header.msg_control = control;
        header.msg_controllen = sizeof(control);
        count = recvmsg(ABI_SOCKET, &header, MSG_CMSG_CLOEXEC);
    } while (count < 0 && errno == EINTR);
    if (count < (ssize_t)ABI_MESSAGE_BYTES(0)) {
        _exit(STATUS_NO_KERNEL);
    }
    *descriptor = take_descriptor(&header);
}

static bool is_answer(abi_word received, enum abi_answer what)
{
    return received == (abi_word)what || (what == ABI_ANSWER_RETURN && received == ABI_ANSWER_BADGE);
}

void channel_receive(struct abi_message *message, enum abi_answer what)
{
    for (;;) {
        int descriptor;
        receive(message, &descriptor);
        if (is_answer(message->what, what)) {
            return;
        }
        if (message->what == ABI_ANSWER_MAP) {
            mapping_add(message->mr[0], (unsigned)message->mr[1], message->mr[2] != 0, descriptor);
        } else if (message->what == ABI_ANSWER_UNMAP) {
            mapping_remove(message->mr[0], (unsigned)message->mr[1]);
        } else {
            _exit(STATUS_NO_KERNEL);
        }
        if (descriptor >= 0) {
            close(descriptor);
        }
    }
}

static void send_request(const struct abi_message *message)
{
    size_t size = ABI_MESSAGE_BYTES(ABI_INFO_LENGTH(message->info));
    ssize_t count;

    do {
        count = send(ABI_SOCKET, message, size, MSG_NOSIGNAL);
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        _exit(STATUS_NO_KERNEL);
    }
}

void hosted_enter(struct abi_message *message)
{
    hosted_limit_length(message);
    send_request(message);
    channel_receive(message, ABI_ANSWER_RETURN);
}
