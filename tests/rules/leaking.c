/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A program that leaks, for the test that leaks are caught.
 */

#include <stdlib.h>

int main(void)
{
    char *volatile lost = malloc(1);
    lost = NULL;
    return lost != NULL;
}
