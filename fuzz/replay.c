/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Runs a fuzzer on existing files, without libFuzzer: the ordinary suite replays every input that ever found
 * something, with any compiler. The arguments are files, and folders, whose files run in the order of their
 * names. Each name is printed first, so the last one printed is the one that failed.
 */
#define _FILE_OFFSET_BITS 64 /* or 32-bit programs cannot read folders on some file systems */

#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_BYTES 65536

static unsigned inputs;

/* The input is in memory of exactly its size, so that a sanitizer sees reads beyond it. */
static bool run_bytes(const uint8_t *bytes, size_t count)
{
    uint8_t *exact = malloc(count > 0 ? count : 1);

    if (exact == NULL) {
        return false;
    }
    memcpy(exact, bytes, count);
    (void)LLVMFuzzerTestOneInput(exact, count);
    free(exact);
    inputs++;
    return true;
}

static bool run_file(const char *path)
{
    static uint8_t bytes[MOST_BYTES];
    FILE *file = fopen(path, "rb");

    if (file == NULL) {
        perror(path);
        return false;
    }
    size_t count = fread(bytes, 1, sizeof(bytes), file);
    bool complete = feof(file) && !ferror(file);
    fclose(file);
    printf("%s\n", path);
    fflush(stdout);
    return complete && run_bytes(bytes, count);
}

static bool run_folder(const char *path)
{
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    bool complete = true;

    if (count < 0) {
        perror(path);
        return false;
    }
    for (int i = 0; i < count; i++) {
        char name[4096];
        int length = snprintf(name, sizeof(name), "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.') {
            complete = complete && length < (int)sizeof(name) && run_file(name);
        }
        free(entries[i]);
    }
    free(entries);
    return complete;
}

static bool is_folder(const char *path)
{
    DIR *folder = opendir(path);

    return folder != NULL && closedir(folder) == 0;
}

int main(int argc, char *argv[])
{
    bool complete = LLVMFuzzerInitialize(&argc, &argv) == 0;

    for (int i = 1; i < argc && complete; i++) {
        complete = is_folder(argv[i]) ? run_folder(argv[i]) : run_file(argv[i]);
    }
    printf("%u inputs\n", inputs);
    return complete && inputs > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
