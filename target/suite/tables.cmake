# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Tables of the suite, as C files: which tests do not run, and what is in each program.

# suite_write(FILE text): writes it if it has changed, so that ninja compiles no more than it has to.
function(suite_write file text)
    file(WRITE ${file}.new "/* Made by the build. */\n#include \"root.h\"\n\n${text}")
    configure_file(${file}.new ${file} COPYONLY)
endfunction()

# suite_read_reasons(VARIABLE file...): the entries of files in not_run/, as C text. An entry is a line "NAME: reason".
function(suite_read_reasons variable)
    set(entries)
    foreach(file IN LISTS ARGN)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        file(STRINGS ${file} lines REGEX "^[a-z]")
        foreach(line IN LISTS lines)
            string(REGEX REPLACE "^([a-z0-9_]+): (.*)$" "    {\"\\1\", \"\\2\"},\n" entry "${line}")
            string(APPEND entries "${entry}")
        endforeach()
    endforeach()
    set(${variable} "${entries}" PARENT_SCOPE)
endfunction()

# suite_not_built(VARIABLE file reason): the entries of all tests in the file, as C text.
function(suite_not_built variable file reason)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(STRINGS ${file} uses REGEX "^ +(TEST|[A-Z]+_TEST|cmocka_unit_test[a-z_]*)\\([a-z][a-z0-9_]+[,)]")
    set(entries)
    foreach(use IN LISTS uses)
        string(REGEX REPLACE "^[^(]*\\(([a-z0-9_]+).*$" "\\1" name "${use}")
        string(APPEND entries "    {\"${name}\", \"${reason}\"},\n")
    endforeach()
    set(${variable} "${${variable}}${entries}" PARENT_SCOPE)
endfunction()

# suite_programs(FILE program...): the table of a program's files: file x.c has a function x_main.
function(suite_programs file)
    set(declarations)
    set(entries)
    foreach(program IN LISTS ARGN)
        string(APPEND declarations "int ${program}_main(int argc, char *argv[]);\n")
        string(APPEND entries "    {\"${program}\", ${program}_main},\n")
    endforeach()
    suite_write(${file} "${declarations}\nconst struct suite_program suite_programs[] = {\n${entries}    {0}};\n")
endfunction()
