/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The least that Linux needs for a system call on the process machine: sends a packet to another process over
 * a SOCK_SEQPACKET socket and waits for one back. Prints the nanoseconds of COUNT such exchanges.
 *
 * Usage: bench-pingpong COUNT
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kernel/abi.h"

#define REGISTERS 3 /* as many as in the bench's request */
#define BYTES ABI_MESSAGE_BYTES(REGISTERS)

static _Noreturn void echo(int descriptor)
{
    char packet[BYTES];

    while (recv(descriptor, packet, sizeof(packet), 0) == (ssize_t)sizeof(packet)) {
        if (send(descriptor, packet, sizeof(packet), 0) != (ssize_t)sizeof(packet)) {
            _exit(EXIT_FAILURE);
        }
    }
    _exit(EXIT_SUCCESS);
}

static int ping(int descriptor, long count)
{
    char packet[BYTES] = {0};

    for (long i = 0; i < count; i++) {
        if (send(descriptor, packet, sizeof(packet), 0) != (ssize_t)sizeof(packet) ||
            recv(descriptor, packet, sizeof(packet), 0) != (ssize_t)sizeof(packet)) {
            return -1;
        }
    }
    return 0;
}

int main(int argc, char *argv[])
{
    struct timespec start, end;
    int descriptors[2];

    if (argc != 2 || socketpair(AF_UNIX, SOCK_SEQPACKET, 0, descriptors) != 0) {
        return EXIT_FAILURE;
    }
    pid_t child = fork();
    if (child < 0) {
        return EXIT_FAILURE;
    }
    if (child == 0) {
        close(descriptors[0]);
        echo(descriptors[1]);
    }
    close(descriptors[1]);
    clock_gettime(CLOCK_MONOTONIC, &start);
    int error = ping(descriptors[0], atol(argv[1]));
    clock_gettime(CLOCK_MONOTONIC, &end);
    close(descriptors[0]);
    waitpid(child, NULL, 0);
    printf("%lld\n", (long long)(end.tv_sec - start.tv_sec) * 1000000000 + (end.tv_nsec - start.tv_nsec));
    return error == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
