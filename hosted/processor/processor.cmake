# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The two parameters of hosted seL4. Do not confuse them:
#
# KernelArch, as in a seL4 build, is the architecture that the kernel offers: its object types, their sizes, and registers.
# With the word size it gives HOSTED_SEL4_ARCH. HOSTED_DEVICES is what drivers use: I/O ports and x86's interrupts (x86), or
# interrupts with a trigger (triggers).
# HOSTED_PROCESSOR is the host's: how Linux reports an exception, which system calls it has, and where an address space
# has room. It names a folder beside this file. HOSTED_PROCESSOR_FAMILY is the same for both word sizes of x86: x86.

set(KernelArch x86 CACHE STRING "The architecture that hosted seL4 offers: x86, arm or riscv")
set(hosted_x86_4 ia32)
set(hosted_x86_8 x86_64)
set(hosted_arm_8 aarch64)
set(hosted_riscv_8 riscv64)
set(hosted_sel4_arch hosted_${KernelArch}_${CMAKE_SIZEOF_VOID_P})
if(NOT DEFINED ${hosted_sel4_arch})
    message(FATAL_ERROR "Hosted seL4 has x86, and arm and riscv with 64-bit words; KernelArch is ${KernelArch}, and a word "
                        "has ${CMAKE_SIZEOF_VOID_P} bytes"
    )
endif()
set(HOSTED_SEL4_ARCH ${${hosted_sel4_arch}} CACHE INTERNAL "")
if(KernelArch STREQUAL x86)
    set(HOSTED_DEVICES x86 CACHE INTERNAL "")
else()
    set(HOSTED_DEVICES triggers CACHE INTERNAL "")
endif()

# Where includes of hosted seL4's own headers start.
get_filename_component(hosted ${CMAKE_CURRENT_LIST_DIR} DIRECTORY)
set(HOSTED_INCLUDE ${hosted} ${hosted}/kernel/sel4_arch/${HOSTED_SEL4_ARCH} CACHE INTERNAL "")

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

# What the runtime does about registers in memory.
if(HOSTED_DEVICES STREQUAL triggers)
    set(HOSTED_REGISTERS ${hosted}/user/runtime/registers.c ${CMAKE_CURRENT_LIST_DIR}/${HOSTED_PROCESSOR_FAMILY}/registers.c)
else()
    set(HOSTED_REGISTERS ${hosted}/user/runtime/registers_none.c)
endif()

# Threads' registers. If seL4's architecture is not the host's own, only some have a place.
set(here ${CMAKE_CURRENT_LIST_DIR})
set(HOSTED_CONTEXT ${here}/context.c ${here}/${HOSTED_PROCESSOR}/context_register.c CACHE INTERNAL "")
set(context_places ${here}/foreign/${HOSTED_SEL4_ARCH})
if(HOSTED_SEL4_ARCH STREQUAL HOSTED_PROCESSOR)
    set(context_places ${here}/${HOSTED_PROCESSOR}/native)
endif()
set(HOSTED_CONTEXT_INCLUDE ${context_places} ${here}/${HOSTED_PROCESSOR} CACHE INTERNAL "")
