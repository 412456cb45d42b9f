/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Starts a Linux process for a hosted thread.
 */
#pragma once

#include <sys/types.h>

#include "machine/process/image.h"

struct launched {
    pid_t pid;
    int socket;   /* our end */
    int listener; /* for confine_answer(), or -1 */
};

/* Starts the image, with a socket to us as its descriptor ABI_SOCKET. Returns 0 or an errno. */
int launch(const struct image *image, struct launched *launched);
