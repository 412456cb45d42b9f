# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# What the surrounding build gives in a seL4 tree, and this file gives here: compiler flags, nanopb with
# its SEL4_GENERATE_PROTOBUF, and seL4 itself, hosted.

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

option(SEL4RPC_SANITIZE "Build everything with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)

option(SEL4RPC_WERROR "Treat warnings as errors; for those who develop here" OFF)

# For what is written here; cmake/library.cmake spares generated code.
add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow)
add_compile_options("$<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes;-Wmissing-prototypes>")
if(SEL4RPC_WERROR)
    add_compile_options(-Werror)
endif()

if(SEL4RPC_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()

option(SEL4RPC_COVERAGE "Count which lines and branches are run" OFF)
if(SEL4RPC_COVERAGE)
    add_compile_options(--coverage -fdata-sections) # image.lds knows the counts by their sections
    add_link_options(--coverage)
endif()

option(SEL4RPC_FUZZ "Build the fuzzers too; clang only" OFF)
if(SEL4RPC_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# The word size is the compiler's: -m32 has to stand in CMAKE_C_FLAGS before anything is looked for, so that the
# 32-bit libraries are found. The preset ia32 does so.
if(CMAKE_SIZEOF_VOID_P EQUAL 4)
    set(SEL4RPC_32BIT ON)
elseif(SEL4RPC_32BIT)
    message(FATAL_ERROR "SEL4RPC_32BIT follows the compiler: set CMAKE_C_FLAGS to -m32, as the preset ia32 does")
endif()

enable_testing()
include(tests/emulation/emulation.cmake)
list(APPEND CMAKE_MODULE_PATH ${PROJECT_SOURCE_DIR}/cmake/modules)
add_subdirectory(hosted)
