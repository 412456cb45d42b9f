# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The suite on the real kernel: the unit tests and the end-to-end programs, from the sources that hosted seL4 runs.
#
# Unit tests that script the kernel are children of the root task. Their system calls are redirected, so the library is
# compiled once more for them.

set(suite ${CMAKE_CURRENT_LIST_DIR})
set(tests ${SEL4RPC_DIR}/tests)
include(${suite}/tables.cmake)
include(${tests}/unit/list.cmake)
include(${tests}/end_to_end/list.cmake)

# Between tests and fixture, system calls are those of hosted seL4 without MCS, whatever the kernel below has.
set(suite_abi
    ${SEL4RPC_DIR}/hosted
    ${SEL4RPC_DIR}/hosted/kernel/sel4_arch/${KernelSel4Arch}
    ${SEL4RPC_DIR}/hosted/kernel/thread/classic/abi
    ${tests}/support/classic
)

add_library(suite_redirect INTERFACE)
target_compile_options(suite_redirect INTERFACE -O2 "SHELL:-include ${suite}/redirect.h")
target_include_directories(
    suite_redirect BEFORE
    INTERFACE
        ${suite}/include
        ${suite}
        ${suite}/${KernelArch}
        ${tests}
        ${suite_abi}
        ${SEL4RPC_DIR}/src
        ${tests}/unit
        ${tests}/unit/support/${example_devices}
)

add_library(suite_message STATIC EXCLUDE_FROM_ALL ${SEL4RPC_DIR}/hosted/user/libsel4/src/message.c)
target_include_directories(suite_message PRIVATE ${suite}/include ${suite_abi})
target_link_libraries(suite_message PUBLIC sel4rpc_process)
if(KernelArchRiscV)
    target_compile_definitions(suite_message PRIVATE seL4_FastMessageRegisters=4) # libsel4 has no name for them there
endif()

# The library with redirected calls. What does not enter the kernel comes from the library itself.
get_target_property(sources sel4rpc SOURCES)
list(FILTER sources INCLUDE REGEX "^src/")
list(TRANSFORM sources PREPEND ${SEL4RPC_DIR}/)
add_library(
    suite_library STATIC EXCLUDE_FROM_ALL
    ${sources} ${suite}/system_calls.c
    ${tests}/support/server_is_valid.c ${tests}/support/vka_is_valid.c
)
target_link_libraries(suite_library PUBLIC suite_redirect suite_message sel4rpc_process)

# Of these files, those that exist.
set(not_run)
foreach(name everywhere ${example_devices} ${KernelSel4Arch})
    file(GLOB file ${suite}/not_run/${name}.txt)
    list(APPEND not_run ${file})
endforeach()
suite_read_reasons(reasons ${not_run})
suite_write(
    ${CMAKE_CURRENT_BINARY_DIR}/suite_left_out.c
    "const struct suite_left_out suite_left_out[] = {\n${reasons}    {0}};\n"
)
add_library(suite_runner STATIC EXCLUDE_FROM_ALL ${suite}/runner.c ${CMAKE_CURRENT_BINARY_DIR}/suite_left_out.c)
target_include_directories(suite_runner PUBLIC ${suite}/include ${suite})
target_link_libraries(suite_runner PUBLIC sel4rpc_process)
add_library(suite_unit STATIC EXCLUDE_FROM_ALL ${suite}/unit.c)
target_link_libraries(suite_unit PUBLIC suite_runner)

# While developing: only programs whose names match, such as -DSUITE_PROGRAMS=test_vka.
set(SUITE_PROGRAMS .* CACHE STRING "The programs of the suite to run")

set(suite_images)
set(suite_image_entries)
set(suite_image_names)

# suite_unit_image(NAME test... [SOURCES source...] [LIBRARIES library...] [WRAP function...]): a child that runs the
# tests of several files.
macro(suite_unit_image name)
    cmake_parse_arguments(image "" "" "SOURCES;LIBRARIES;WRAP" ${ARGN})
    list(FILTER image_UNPARSED_ARGUMENTS INCLUDE REGEX ${SUITE_PROGRAMS})
    set(files ${image_SOURCES} ${suite}/abort.c)
    set(names)
    foreach(test IN LISTS image_UNPARSED_ARGUMENTS)
        list(APPEND files ${tests}/unit/${test}.c)
        set_source_files_properties(${tests}/unit/${test}.c PROPERTIES COMPILE_DEFINITIONS main=${test}_main)
        string(APPEND names "\"${test}\", ")
    endforeach()
    suite_programs(${CMAKE_CURRENT_BINARY_DIR}/${name}_table.c ${image_UNPARSED_ARGUMENTS})
    target_child(
        ${name} ${files} ${CMAKE_CURRENT_BINARY_DIR}/${name}_table.c LIBRARIES suite_unit ${image_LIBRARIES} suite_library
    )
    foreach(function abort ${image_WRAP})
        target_link_options(${name} PRIVATE -Wl,--wrap=${function})
    endforeach()
    list(APPEND suite_images ${name})
    list(LENGTH image_UNPARSED_ARGUMENTS count)
    string(MAKE_C_IDENTIFIER ${name} identifier)
    string(APPEND suite_image_names "static const char *const ${identifier}[] = {${names}};\n")
    string(APPEND suite_image_entries "    {\"${name}\", ${count}, ${identifier}},\n")
endmacro()

set(support ${tests}/unit/support)
set(structures ${support}/${KernelArch}/structures.c)
list(TRANSFORM unit_scripted_support PREPEND ${tests}/unit/)
add_library(
    suite_scripted STATIC EXCLUDE_FROM_ALL ${unit_scripted_support} ${support}/${example_devices}/fake_devices.c
                                           ${structures}
)
target_link_libraries(suite_scripted PUBLIC suite_library suite_runner)

if(NOT KernelArchX86)
    list(REMOVE_ITEM unit_scripted ${unit_x86})
endif()
suite_unit_image(suite-scripted ${unit_scripted} LIBRARIES suite_scripted)
suite_unit_image(
    suite-failing
    ${unit_failing}
    SOURCES
    ${support}/wrap_calloc.c
    LIBRARIES
    suite_scripted
    WRAP
    calloc
)

# Files that are not compiled here. Their tests count as not run.
suite_not_built(
    not_built ${tests}/unit/test_arm_devices.c "runs the device files of other architectures, with a simple of its own"
)
if(NOT KernelArchX86)
    foreach(test IN LISTS unit_x86)
        suite_not_built(not_built ${tests}/unit/${test}.c "asks for devices of x86")
    endforeach()
endif()
suite_write(
    ${CMAKE_CURRENT_BINARY_DIR}/suite_images.c
    "${suite_image_names}
const struct suite_image suite_images[] = {\n${suite_image_entries}    {0}};

const struct suite_left_out suite_not_built[] = {\n${not_built}    {0}};\n"
)

# The root task, which also runs the tests whose clients are threads.
add_library(
    suite_root STATIC EXCLUDE_FROM_ALL
    ${suite}/root.c
    ${suite}/images.c
    ${suite}/count.c
    ${suite}/crashes.c
    ${suite}/fixture.c
    ${suite}/fixture_calls.c
    ${suite}/fixture_counting.c
    ${suite}/fixture_threads.c
    ${suite}/stories.c
    ${suite}/identify_$<IF:$<BOOL:${KernelDebugBuild}>,debug,release>.c
)
# In this order.
target_include_directories(suite_root PRIVATE ${suite}/include ${suite}/${KernelArch} ${suite_abi})
target_link_libraries(suite_root PUBLIC example_parent suite_runner suite_message)
target_compile_options(suite_root PRIVATE -Wall -Wextra -Wno-unused-parameter)

set(own_tests ${unit_pair} ${unit_crowd} ${unit_serve} ${unit_vka} ${unit_pool})
if(NOT KernelArchX86)
    list(REMOVE_ITEM own_tests ${unit_x86})
endif()
list(FILTER own_tests INCLUDE REGEX ${SUITE_PROGRAMS})

set(devices ${tests}/end_to_end/${example_devices}/devices.c)

# The end-to-end tests. Their root tasks are functions of this one.
set_source_files_properties(${tests}/end_to_end/child.c PROPERTIES COMPILE_DEFINITIONS exit=suite_child_exit)
target_child(
    end-to-end-child ${suite}/child_exit.c ${tests}/end_to_end/child.c ${tests}/end_to_end/raw_request.c ${devices}
    LIBRARIES example_child
)
target_child(
    end-to-end-lease-child ${tests}/end_to_end/lease_child.c ${tests}/support/hostile.c ${devices}
    LIBRARIES example_child
)
target_include_directories(end-to-end-lease-child PRIVATE ${tests})
set(three_levels ${SEL4RPC_DIR}/examples/three_levels)
target_child(three-levels-grandchild ${three_levels}/grandchild.c LIBRARIES example_child)
target_child(
    three-levels-middle ${three_levels}/middle.c LIBRARIES example_child example_parent example_platform_child CHILDREN
    three-levels-grandchild
)
list(APPEND suite_images end-to-end-child end-to-end-lease-child three-levels-middle)

set(story_entries)
foreach(program parent leases levels threads)
    string(APPEND story_declarations "int ${program}_main(int argc, char *argv[]);\n")
    set(stories ${end_to_end_${program}})
    list(TRANSFORM stories PREPEND end_to_end_${program}_)
    list(FILTER stories INCLUDE REGEX ${SUITE_PROGRAMS})
    foreach(story IN LISTS stories)
        string(REPLACE end_to_end_${program}_ "" argument ${story})
        string(APPEND story_entries "    {\"${story}\", ${program}_main, \"${argument}\"},\n")
    endforeach()
    set_property(
        SOURCE ${tests}/end_to_end/${program}.c
        PROPERTY
            COMPILE_DEFINITIONS
            main=${program}_main
            sel4rpc_parent_init=suite_parent_init
            sel4rpc_platform_is_balanced=suite_is_balanced
            exit=suite_parent_exit
    )
endforeach()
set_property(SOURCE ${tests}/end_to_end/leases.c PROPERTY INCLUDE_DIRECTORIES ${tests}/end_to_end/${example_devices})
string(REPLACE "levels_main(int argc, char *argv[])" "levels_main(void)" story_declarations "${story_declarations}")
string(REPLACE "levels_main, \"deaths_of_the_middle\"" "levels, NULL" story_entries "${story_entries}")
suite_write(
    ${CMAKE_CURRENT_BINARY_DIR}/suite_stories.c
    "${story_declarations}
static int levels(int argc, char *argv[])
{
    return levels_main();
}

const struct suite_story suite_stories[] = {\n${story_entries}    {0}};\n"
)

set(files ${tests}/end_to_end/parent.c ${tests}/end_to_end/leases.c ${tests}/end_to_end/levels.c
          ${tests}/end_to_end/threads.c
)
foreach(test IN LISTS own_tests)
    list(APPEND files ${tests}/unit/${test}.c)
    set_source_files_properties(${tests}/unit/${test}.c PROPERTIES COMPILE_DEFINITIONS main=${test}_main)
endforeach()
# The emulator is slow, and a debug kernel prints each refusal.
set_property(SOURCE ${tests}/unit/test_cycles.c APPEND PROPERTY COMPILE_DEFINITIONS CYCLES=40)
set_property(SOURCE ${tests}/unit/test_hostile.c APPEND PROPERTY COMPILE_DEFINITIONS MESSAGES=1000)
set_property(SOURCE ${tests}/unit/test_vka_model.c APPEND PROPERTY COMPILE_DEFINITIONS CALLS=200)
suite_programs(${CMAKE_CURRENT_BINARY_DIR}/suite_table.c ${own_tests})
set(own_support ${unit_crowd_support} ${unit_serve_support} ${unit_vka_support})
list(TRANSFORM own_support PREPEND ${tests}/unit/)
target_rootserver(
    suite
    ${files}
    ${suite}/abort.c
    ${CMAKE_CURRENT_BINARY_DIR}/suite_table.c
    ${CMAKE_CURRENT_BINARY_DIR}/suite_images.c
    ${CMAKE_CURRENT_BINARY_DIR}/suite_stories.c
    ${own_support}
    ${structures}
    LIBRARIES
    suite_root
    suite_library
    example_parent
    CHILDREN
    ${suite_images}
)
target_link_options(suite PRIVATE -Wl,--wrap=abort)
if(test_bounds IN_LIST own_tests)
    target_link_options(suite PRIVATE -Wl,--wrap=srpc_arch_same_numbers)
endif()
if(KernelArchX86)
    SetSimulationScriptProperty(MEM_SIZE "256M") # above it is device memory, where the tests expect some
endif()
