/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Starts a Linux process for a hosted thread.
 */
#pragma once

#include <sys/types.h>

#include "machine/process/image.h"

/*
 * Starts the image, with a socket to us as its descriptor ABI_SOCKET. Returns 0, with the process in *pid and
 * our end of the socket in *socket; or an errno.
 */
int launch(const struct image *image, pid_t *pid, int *socket);
