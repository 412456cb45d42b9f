/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The version of this library: of the next release, until it is made. The build and CHANGES.md have the same.
 *
 * A release with another MAJOR, or another MINOR while MAJOR is 0, may ask for changes in programs;
 * CHANGES.md says which. The version of the protocol is another: see VersionMessage in rpc.proto.
 */
#pragma once

#define SEL4RPC_VERSION_MAJOR 0
#define SEL4RPC_VERSION_MINOR 3
#define SEL4RPC_VERSION_PATCH 0

/* The three as one number, for comparisons: #if SEL4RPC_VERSION >= SEL4RPC_VERSION_NUMBER(0, 2, 0) */
#define SEL4RPC_VERSION_NUMBER(major, minor, patch) ((major)*1000000 + (minor)*1000 + (patch))
#define SEL4RPC_VERSION                                                                                      \
    SEL4RPC_VERSION_NUMBER(SEL4RPC_VERSION_MAJOR, SEL4RPC_VERSION_MINOR, SEL4RPC_VERSION_PATCH)
