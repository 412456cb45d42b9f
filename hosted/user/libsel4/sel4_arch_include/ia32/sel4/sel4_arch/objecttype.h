/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The object types of ia32 alone: none.
 */
#pragma once

#include <sel4/objecttype.h>

typedef enum { seL4_ModeObjectTypeCount = seL4_NonArchObjectTypeCount } seL4_ModeObjectType;

/* This kernel has no PAE; no valid type equals this one. */
#define seL4_IA32_PDPTObject 0xffffffff
