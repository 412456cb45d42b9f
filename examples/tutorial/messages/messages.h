/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Messages of one's own, beside the library's requests on the same endpoint.
 */
#pragma once

#include <sel4/sel4.h>

/*
 * Asks for a setting: MR0 is its number. The answer has the same label; MR0 is the value, and there is none
 * if there is no such setting. Labels of faults are smaller, and requests have label 0.
 */
#define GET_SETTING ((seL4_Word)0x100)

#define SETTING_SPEED ((seL4_Word)1)
