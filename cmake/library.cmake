# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The library, on a seL4 build's targets: sel4, sel4vka, sel4simple, sel4utils, utils, muslc, nanopb and
# sel4_autoconf. They belong to the surrounding build or to hosted seL4, which uses the same names.

# An application may give a copy of rpc.proto with messages of its own in it, and an rpc.options for nanopb beside it.
set(SEL4RPC_PROTO ${PROJECT_SOURCE_DIR}/rpc.proto CACHE FILEPATH "The protocol")
get_filename_component(sel4rpc_proto_name ${SEL4RPC_PROTO} NAME)
if(NOT EXISTS ${SEL4RPC_PROTO} OR NOT sel4rpc_proto_name STREQUAL "rpc.proto")
    message(FATAL_ERROR "SEL4RPC_PROTO has to name a file rpc.proto, with its whole path; it is ${SEL4RPC_PROTO}")
endif()

include(nanopb)
set(NANOPB_GENERATE_CPP_APPEND_PATH ON) # else a seL4 tree's module takes our rpc.proto, wherever the other one is
SEL4_GENERATE_PROTOBUF(sel4rpc_proto_sources sel4rpc_proto_headers ${SEL4RPC_PROTO})

# RISC-V has its own object types, but interrupts like Arm's. The default architecture is x86.
if(KernelArch STREQUAL "arm")
    set(sel4rpc_arch_sources src/arch/arm/names.c src/arch/arm/objects.c src/arch/triggers/devices.c src/simple/triggers/simple.c)
elseif(KernelArch STREQUAL "riscv")
    set(sel4rpc_arch_sources src/arch/riscv/names.c src/arch/riscv/objects.c src/arch/triggers/devices.c src/simple/triggers/simple.c)
else()
    set(sel4rpc_arch_sources src/arch/x86/names.c src/arch/x86/objects.c src/arch/x86/devices.c src/simple/x86/simple.c)
endif()

set(sel4rpc_sources
    src/allocator/untyped.c
    src/allocator/chunk.c
    src/allocator/gone.c
    src/allocator/record.c
    src/allocator/slots.c
    src/allocator/source.c
    src/allocator/vka.c
    src/client/call.c
    src/client/strerror.c
    src/client/slot.c
    src/client/typed.c
    src/report/describe.c
    src/report/json.c
    src/report/message.c
    src/report/table.c
    src/server/admission.c
    src/server/answer.c
    src/server/capability.c
    src/server/client.c
    src/server/grant.c
    src/server/handler.c
    src/server/ioport.c
    src/server/irq.c
    src/server/lease.c
    src/server/limit.c
    src/server/memory.c
    src/server/parking.c
    src/server/server.c
    src/simple/simple.c
    src/wire/application.c
    src/wire/decode.c
    src/wire/encode.c
    src/wire/schema.c
    ${sel4rpc_arch_sources}
)
add_library(sel4rpc STATIC EXCLUDE_FROM_ALL ${sel4rpc_sources} ${sel4rpc_proto_sources} ${sel4rpc_proto_headers})

# Generated code is compiled without the build's extra warnings.
set_source_files_properties(${sel4rpc_proto_sources} PROPERTIES COMPILE_OPTIONS -w)
target_include_directories(
    sel4rpc
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${CMAKE_CURRENT_BINARY_DIR}>
    PRIVATE src
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
