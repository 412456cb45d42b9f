# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

# hosted_program(NAME source... [LIBRARIES library...]): a program that runs on hosted seL4, with all of seL4's
# libraries and those named.
function(hosted_program name)
    cmake_parse_arguments(PARSE_ARGV 1 program "" "" "LIBRARIES")
    set(libraries
        ${program_LIBRARIES}
        sel4platsupport
        sel4simple-default
        sel4utils
        sel4vspace
        hosted_allocator
        sel4simple
        sel4vka
        sel4
        utils
    )
    add_library(${name}-objects OBJECT ${program_UNPARSED_ARGUMENTS})
    target_link_libraries(${name}-objects PRIVATE ${libraries})
    add_executable(${name} $<TARGET_OBJECTS:${name}-objects>)
    target_link_libraries(${name} PRIVATE ${libraries} hosted_runtime)
    add_dependencies(${name} sel4host) # what runs it
    # For the fiber machine, which links programs differently.
    set_target_properties(${name} PROPERTIES HOSTED_LIBRARIES "${libraries}")
endfunction()
