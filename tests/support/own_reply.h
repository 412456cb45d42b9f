/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The reply object of a server under test, which sel4rpc_server_init() asks for on an MCS kernel. Its number,
 * 0, stands for the fixture's own.
 */
#pragma once

#include <vka/object.h>

static vka_object_t own_reply;
