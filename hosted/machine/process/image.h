/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a thread runs: the path of an executable, and its arguments.
 */
#pragma once

#include <stddef.h>

#include "kernel/abi.h"

struct image {
    char *path;       /* NULL: none */
    char **arguments; /* NULL-ended, argv[0] first; its strings are one piece of memory with the array */
};

/*
 * Makes an image of the text from a parent: NUL-ended strings, the first the name of an executable in
 * `directory`, the others argv[0] and on; if there are none, argv[0] is the name. Returns an enum abi_error;
 * if that is not ABI_NO_ERROR, *image is unchanged.
 */
abi_word image_init_from_text(struct image *image, const char *directory, const char *bytes, size_t count);

/* Makes an image of a path and a NULL-ended array. Copies both. */
abi_word image_init(struct image *image, const char *path, char *const arguments[]);
void image_clean_up(struct image *image);

/* The executable's file name, for traces. */
const char *image_name(const struct image *image);
