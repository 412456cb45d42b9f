/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Packets; see channel.h. A packet must have the size that its info word tells. We leave no room for
 * descriptors that a process might send, so Linux drops them.
 */
#include "machine/process/channel.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>

static enum channel_result result_of_send(int error)
{
    switch (error) {
    case EAGAIN:
        return CHANNEL_FULL;
    case EINTR:
    case ENOBUFS:
    case ENOMEM:
    case ETOOMANYREFS: /* too many descriptors in transit */
        return CHANNEL_LATER;
    default:
        return CHANNEL_BROKEN;
    }
}

static bool may_receive_later(int error)
{
    return error == EAGAIN || error == EINTR || error == ENOMEM || error == ENOBUFS;
}

enum channel_result channel_send(int socket, const struct abi_message *message, int descriptor)
{
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(descriptor))] = {0};
    struct iovec bytes = {
        .iov_base = (void *)message,
        .iov_len = ABI_MESSAGE_BYTES(ABI_INFO_LENGTH(message->info)),
    };
    struct msghdr header = {.msg_iov = &bytes, .msg_iovlen = 1};
    if (descriptor >= 0) {
        header.msg_control = control;
        header.msg_controllen = sizeof(control);
        struct cmsghdr *rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(descriptor));
        memcpy(CMSG_DATA(rights), &descriptor, sizeof(descriptor));
    }
    if (sendmsg(socket, &header, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) {
        return CHANNEL_DONE;
    }
    return result_of_send(errno);
}

enum channel_result channel_receive(int socket, struct abi_message *message)
{
    struct abi_message packet;

    /* With MSG_TRUNC the size is the packet's own, even if that is more than fits. */
    ssize_t count = recv(socket, &packet, sizeof(packet), MSG_DONTWAIT | MSG_TRUNC);
    if (count < 0) {
        return may_receive_later(errno) ? CHANNEL_EMPTY : CHANNEL_BROKEN;
    }
    if ((size_t)count < ABI_MESSAGE_BYTES(0) || (size_t)count > sizeof(packet) ||
        (size_t)count != ABI_MESSAGE_BYTES(ABI_INFO_LENGTH(packet.info))) {
        return CHANNEL_BROKEN;
    }
    memset((char *)&packet + count, 0, sizeof(packet) - (size_t)count);
    *message = packet;
    return CHANNEL_DONE;
}
