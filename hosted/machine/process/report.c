/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reports of a child; see report.h.
 */
#include "machine/process/report.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct packet {
    int error;
    struct iovec bytes;
    struct msghdr header;
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
};

static void prepare(struct packet *packet, int error)
{
    *packet = (struct packet){.error = error};
    packet->bytes = (struct iovec){.iov_base = &packet->error, .iov_len = sizeof(packet->error)};
    packet->header = (struct msghdr){.msg_iov = &packet->bytes,
                                     .msg_iovlen = 1,
                                     .msg_control = packet->control,
                                     .msg_controllen = sizeof(packet->control)};
}

bool report_send(int socket, int error, int descriptor)
{
    struct packet packet;

    prepare(&packet, error);
    if (descriptor >= 0) {
        struct cmsghdr *rights = CMSG_FIRSTHDR(&packet.header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(descriptor));
        memcpy(CMSG_DATA(rights), &descriptor, sizeof(descriptor));
    } else {
        packet.header.msg_controllen = 0;
    }
    return sendmsg(socket, &packet.header, MSG_NOSIGNAL) >= 0;
}

/* Returns what recvmsg() does. */
static ssize_t receive(int socket, struct packet *packet)
{
    ssize_t count;

    do {
        prepare(packet, 0);
        count = recvmsg(socket, &packet->header, MSG_CMSG_CLOEXEC);
    } while (count < 0 && errno == EINTR);
    return count;
}

int report_receive(int socket, int *descriptor)
{
    struct packet packet;
    int error = 0;

    *descriptor = -1;
    while (error == 0 && receive(socket, &packet) > 0) {
        struct cmsghdr *rights = CMSG_FIRSTHDR(&packet.header);
        error = packet.error;
        if (rights && *descriptor < 0) {
            memcpy(descriptor, CMSG_DATA(rights), sizeof(*descriptor));
        } else if (packet.header.msg_flags & MSG_CTRUNC) {
            error = EMFILE;
        }
    }
    if (error && *descriptor >= 0) {
        close(*descriptor);
        *descriptor = -1;
    }
    return error;
}
