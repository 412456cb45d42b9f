/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A program whose use of the C library would make a run depend on others; the linker refuses it.
 */
#include <stdlib.h>
#include <time.h>

int main(void)
{
    return rand() == (int)time(NULL);
}
