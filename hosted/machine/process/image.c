/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Images; see image.h. Only executables in the root task's own folder can be named, by file name, never by
 * path, so that a program finds the same things wherever it is started.
 */
#include "machine/process/image.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_file_name(const char *name)
{
    return name[0] && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static bool is_executable(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

static size_t count_strings(const char *bytes, size_t count)
{
    size_t strings = 0;

    for (size_t i = 0; i < count; i++) {
        strings += bytes[i] == '\0';
    }
    return strings;
}

/* A NULL-ended array of `strings` pointers into a copy of the bytes, all in one piece of memory. */
static char **copy_strings(const char *bytes, size_t count, size_t strings)
{
    char **array = malloc((strings + 1) * sizeof(*array) + count);

    if (!array) {
        return NULL;
    }
    char *text = (char *)(array + strings + 1);
    memcpy(text, bytes, count);
    for (size_t i = 0; i < strings; i++) {
        array[i] = text;
        text += strlen(text) + 1;
    }
    array[strings] = NULL;
    return array;
}

static abi_word set(struct image *image, char *path, char **arguments)
{
    if (!path || !arguments) {
        free(path);
        free(arguments);
        return ABI_NOT_ENOUGH_MEMORY;
    }
    image->path = path;
    image->arguments = arguments;
    return ABI_NO_ERROR;
}

abi_word image_init_from_text(struct image *image, const char *directory, const char *bytes, size_t count)
{
    if (count == 0 || bytes[count - 1] != '\0' || !is_file_name(bytes)) {
        return ABI_INVALID_ARGUMENT;
    }

    char *path;
    if (asprintf(&path, "%s/%s", directory, bytes) < 0) {
        return ABI_NOT_ENOUGH_MEMORY;
    }
    if (!is_executable(path)) {
        free(path);
        return ABI_FAILED_LOOKUP;
    }
    size_t name_size = strlen(bytes) + 1;
    size_t strings = count_strings(bytes, count);
    char **arguments = strings == 1 ? copy_strings(bytes, count, 1)
                                    : copy_strings(bytes + name_size, count - name_size, strings - 1);
    return set(image, path, arguments);
}

abi_word image_init(struct image *image, const char *path, char *const arguments[])
{
    size_t strings = 0, size = 0;

    for (; arguments[strings]; strings++) {
        size += strlen(arguments[strings]) + 1;
    }

    char **array = malloc((strings + 1) * sizeof(*array) + size);
    if (array) {
        char *text = (char *)(array + strings + 1);
        for (size_t i = 0; i < strings; i++) {
            array[i] = text;
            text = stpcpy(text, arguments[i]) + 1;
        }
        array[strings] = NULL;
    }
    return set(image, strdup(path), array);
}

void image_clean_up(struct image *image)
{
    free(image->path);
    free(image->arguments);
    *image = (struct image){0};
}

const char *image_name(const struct image *image)
{
    if (!image->path) {
        return "-";
    }
    const char *slash = strrchr(image->path, '/');
    return slash ? slash + 1 : image->path;
}
