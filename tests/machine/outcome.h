/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How the root task of the machine's tests reports a child's end.
 */
#pragma once

#define SIGNALLED(number) "exception 0x1001 code " #number "\n"
#define ENDED SIGNALLED(9)
#define EXITED(status) "exception 0x1000 code " #status "\n"
