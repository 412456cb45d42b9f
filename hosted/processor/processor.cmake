# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The two parameters of hosted seL4. Do not confuse them:
#
# HOSTED_SEL4_ARCH is the architecture that the kernel offers: its object types, their sizes, and registers. It follows
# from the word size, and is x86's on every host.
# HOSTED_PROCESSOR is the host's: how Linux reports an exception, which system calls it has, and where an address space
# has room. It names a folder beside this file. HOSTED_PROCESSOR_FAMILY is the same for both word sizes of x86: x86.

if(CMAKE_SIZEOF_VOID_P EQUAL 4)
    set(HOSTED_SEL4_ARCH ia32 CACHE INTERNAL "")
else()
    set(HOSTED_SEL4_ARCH x86_64 CACHE INTERNAL "")
endif()

math(EXPR hosted_word_bits "${CMAKE_SIZEOF_VOID_P} * 8")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$" AND hosted_word_bits EQUAL 64)
    set(HOSTED_PROCESSOR x86_64 CACHE INTERNAL "")
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64|i[3-6]86)$" AND hosted_word_bits EQUAL 32)
    set(HOSTED_PROCESSOR ia32 CACHE INTERNAL "")
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$" AND hosted_word_bits EQUAL 64)
    set(HOSTED_PROCESSOR aarch64 CACHE INTERNAL "")
else()
    message(FATAL_ERROR "Hosted seL4 runs on Linux for x86_64, for 32-bit x86 and for aarch64; this build is for "
                        "${CMAKE_SYSTEM_PROCESSOR} with ${hosted_word_bits}-bit words"
    )
endif()

if(HOSTED_PROCESSOR STREQUAL aarch64)
    set(HOSTED_PROCESSOR_FAMILY aarch64 CACHE INTERNAL "")
else()
    set(HOSTED_PROCESSOR_FAMILY x86 CACHE INTERNAL "")
endif()
