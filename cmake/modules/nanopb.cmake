# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# What include(nanopb) provides in a seL4 build: the target `nanopb`, and SEL4_GENERATE_PROTOBUF(SRCS HDRS
# FILE.proto), which takes options for nanopb from FILE.options, if there is one. Here both use an installed nanopb.
# The target is imported, so that an installation of this project finds nanopb where it is used.

include_guard(GLOBAL)

find_path(NANOPB_INCLUDE_DIR pb_decode.h PATH_SUFFIXES nanopb REQUIRED)
find_library(NANOPB_LIBRARY protobuf-nanopb REQUIRED)
# The system's own first: its plugin works with the Python it was installed for, whichever comes first in PATH.
find_program(NANOPB_PLUGIN protoc-gen-nanopb HINTS /usr/bin REQUIRED)
find_program(PROTOC protoc HINTS /usr/bin REQUIRED)

add_library(nanopb INTERFACE IMPORTED GLOBAL)
target_include_directories(nanopb SYSTEM INTERFACE ${NANOPB_INCLUDE_DIR})
target_link_libraries(nanopb INTERFACE ${NANOPB_LIBRARY})

function(SEL4_GENERATE_PROTOBUF SRCS HDRS PROTO)
    get_filename_component(name ${PROTO} NAME_WE)
    get_filename_component(folder ${PROTO} DIRECTORY)
    set(base ${CMAKE_CURRENT_BINARY_DIR}/${name}.pb)
    file(GLOB options CONFIGURE_DEPENDS ${folder}/${name}.options)
    add_custom_command(
        OUTPUT ${base}.c ${base}.h
        COMMAND ${PROTOC} --plugin=protoc-gen-nanopb=${NANOPB_PLUGIN} -I${folder}
                --nanopb_out=-I${folder}:${CMAKE_CURRENT_BINARY_DIR} ${PROTO}
        DEPENDS ${PROTO} ${options}
        VERBATIM
    )
    set(${SRCS} ${base}.c PARENT_SCOPE)
    set(${HDRS} ${base}.h PARENT_SCOPE)
endfunction()
