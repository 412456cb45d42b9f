# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Build options for developers of this project.

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

option(SEL4RPC_SANITIZE "Build everything with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)

option(SEL4RPC_WERROR "Treat warnings as errors; for those who develop here" OFF)

# For code in this project; cmake/library.cmake exempts generated code.
add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow)
add_compile_options("$<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes;-Wmissing-prototypes>")
if(SEL4RPC_WERROR)
    add_compile_options(-Werror)
endif()

if(SEL4RPC_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()

option(SEL4RPC_ANALYZE "Analyse each path through a function; gcc only" OFF)
if(SEL4RPC_ANALYZE)
    add_compile_options(-fanalyzer)
    # gcc 12 reports structs returned by functions as uninitialized, and memory in lists as leaked. clang-tidy and the
    # sanitizers look for both.
    add_compile_options(-Wno-analyzer-use-of-uninitialized-value -Wno-analyzer-malloc-leak)
endif()

option(SEL4RPC_COVERAGE "Count which lines and branches are run" OFF)
if(SEL4RPC_COVERAGE)
    add_compile_options(--coverage -fdata-sections) # image.lds finds the counts by their sections
    add_link_options(--coverage)
endif()

option(SEL4RPC_FUZZ "Build the fuzzers too; clang only" OFF)
if(SEL4RPC_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

enable_testing()
include(tests/emulation/emulation.cmake)
