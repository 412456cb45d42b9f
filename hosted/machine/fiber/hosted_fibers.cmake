# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Programs for the fiber machine. A program that hosted_program() has defined becomes one object file, its image:
# linked with its libraries, with the functions that concern a whole process replaced (runtime/libc.symbols), and
# with all symbols hidden except those that the table of programs names. (__x86.* is the compiler's, shared by all of a
# 32-bit program.)

# Defines the image of a program, once: sets OBJECT to its path, and SYMBOL to the prefix of its symbols.
function(hosted_image name OBJECT SYMBOL)
    string(MAKE_C_IDENTIFIER ${name} symbol)
    set(linked ${name}-linked)
    get_target_property(folder ${name} BINARY_DIR)
    set(object ${folder}/${name}-image.o)
    set(${OBJECT} ${object} PARENT_SCOPE)
    set(${SYMBOL} ${symbol} PARENT_SCOPE)
    if(TARGET ${linked})
        return()
    endif()

    get_target_property(libraries ${name} HOSTED_LIBRARIES)
    add_executable(${linked} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:${name}-objects>)
    target_link_libraries(${linked} PRIVATE ${libraries})
    # The link options of all executables, such as those for sanitizers, are for the machine only.
    set_target_properties(${linked} PROPERTIES LINK_OPTIONS "")
    target_link_options(${linked} PRIVATE -r -Wl,-u,hosted_ipc_buffer -nostdlib -no-pie -Wl,-T,${CMAKE_CURRENT_FUNCTION_LIST_DIR}/image.lds)
    set_target_properties(
        ${linked} PROPERTIES LINKER_LANGUAGE C RUNTIME_OUTPUT_DIRECTORY ${folder}
                             LINK_DEPENDS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/image.lds
    )
    add_custom_command(
        OUTPUT ${object}
        COMMAND
            ${CMAKE_OBJCOPY} --redefine-syms=${CMAKE_CURRENT_FUNCTION_LIST_DIR}/runtime/libc.symbols --redefine-sym
            main=${symbol}_main --redefine-sym hosted_ipc_buffer=${symbol}_ipc_buffer --redefine-sym hosted_data_start=${symbol}_data_start --redefine-sym
            hosted_data_end=${symbol}_data_end $<TARGET_FILE:${linked}> ${object}
        COMMAND
            ${CMAKE_OBJCOPY} --wildcard --keep-global-symbol=${symbol}_main
            --keep-global-symbol=${symbol}_ipc_buffer --keep-global-symbol=${symbol}_data_start
            --keep-global-symbol=${symbol}_data_end --keep-global-symbol=__x86.* ${object}
        DEPENDS ${linked} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/runtime/libc.symbols
        VERBATIM
    )
    add_custom_target(${name}-image DEPENDS ${object})
endfunction()

# hosted_fibers(NAME PROGRAMS program... [SOURCES source...]): an executable with the programs and the fiber
# machine. Without sources of its own it is a command that runs the first program, or the one named.
function(hosted_fibers name)
    cmake_parse_arguments(PARSE_ARGV 1 fibers "" "" "PROGRAMS;SOURCES")
    set(declarations "")
    set(rows "")
    set(objects "")
    set(images "")
    foreach(program IN LISTS fibers_PROGRAMS)
        hosted_image(${program} object symbol)
        list(APPEND objects ${object})
        list(APPEND images ${program}-image)
        string(APPEND declarations "HOSTED_PROGRAM(${symbol})\n")
        string(APPEND rows "    HOSTED_PROGRAM_ROW(\"${program}\", ${symbol}),\n")
    endforeach()
    set(table ${CMAKE_CURRENT_BINARY_DIR}/${name}-programs.c)
    configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/programs.c.in ${table} @ONLY)
    set_source_files_properties(${objects} PROPERTIES EXTERNAL_OBJECT TRUE GENERATED TRUE)
    add_executable(${name} ${fibers_SOURCES} ${table} ${objects})
    add_dependencies(${name} ${images})
    if(fibers_SOURCES)
        target_link_libraries(${name} PRIVATE hosted_fiber)
    else()
        target_link_libraries(${name} PRIVATE hosted_fiber_main)
    endif()
endfunction()
