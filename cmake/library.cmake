# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The library, on the targets of a seL4 build: sel4, sel4vka, sel4simple, sel4utils, utils, muslc, nanopb and
# sel4_autoconf. Those are the surrounding build's, or hosted seL4's, which have the same names.

include(nanopb)
SEL4_GENERATE_PROTOBUF(sel4rpc_proto_sources sel4rpc_proto_headers ${PROJECT_SOURCE_DIR}/rpc.proto)

# RISC-V has its own object types; its interrupts are as Arm's. A build that tells no architecture is for x86.
if(KernelArch STREQUAL "arm")
    set(sel4rpc_arch_sources src/arch/arm/objects.c src/arch/arm/devices.c src/arch/arm/simple.c)
elseif(KernelArch STREQUAL "riscv")
    set(sel4rpc_arch_sources src/arch/riscv/objects.c src/arch/arm/devices.c src/arch/arm/simple.c)
else()
    set(sel4rpc_arch_sources src/arch/x86/objects.c src/arch/x86/devices.c src/arch/x86/simple.c)
endif()

set(sel4rpc_sources
    src/account.c
    src/account_table.c
    src/answer.c
    src/block.c
    src/books.c
    src/chunk.c
    src/client.c
    src/client_typed.c
    src/clients.c
    src/default_handler.c
    src/grant.c
    src/ioport.c
    src/irq.c
    src/lease.c
    src/limit.c
    src/limit_declaration.c
    src/memory.c
    src/query.c
    src/record.c
    src/release.c
    src/serve.c
    src/server.c
    src/simple.c
    src/slot.c
    src/slots.c
    src/strerror.c
    src/vka.c
    src/vka_books.c
    src/vka_many.c
    src/wire_decode.c
    src/wire_encode.c
    src/wire_schema.c
    ${sel4rpc_arch_sources}
)
add_library(sel4rpc STATIC EXCLUDE_FROM_ALL ${sel4rpc_sources} ${sel4rpc_proto_sources} ${sel4rpc_proto_headers})

# The warnings that the build asks for are for code that somebody writes.
set_source_files_properties(${sel4rpc_proto_sources} PROPERTIES COMPILE_OPTIONS -w)
target_include_directories(
    sel4rpc PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${CMAKE_CURRENT_BINARY_DIR}>
)
target_link_libraries(
    sel4rpc
    PUBLIC muslc
           utils
           sel4
           sel4vka
           sel4simple
           sel4utils
           nanopb
    PRIVATE sel4_autoconf
)
