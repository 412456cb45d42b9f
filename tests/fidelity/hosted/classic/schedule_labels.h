/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The labels that only a kernel without MCS has.
 */
#pragma once

#define SCHEDULE_LABELS CNodeSaveCaller = ABI_CNODE_SAVE_CALLER
