/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Ends of programs. Only hosted seL4 reports them, as user exceptions with numbers of its own, so each
 * platform's file has this function: see <sel4rpc/platform.h>.
 */
#pragma once

#include <sel4/sel4.h>
#include <sel4rpc/parent.h>
#include <stdbool.h>

/*
 * Describes the end of a program in words, for example "the program exited with status 1".
 *
 * text: out if the exception is such an end; of at least SEL4RPC_FAULT_BYTES; ends with a zero byte. number,
 * code: of the exception; any are allowed.
 *
 * Returns whether the exception is the end of a program; always false on the real kernel. Makes no kernel
 * call.
 */
bool srpc_platform_describe_end(char *text, seL4_Word number, seL4_Word code);
