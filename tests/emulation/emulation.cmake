# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Emulation: runs the tests of programs that Linux cannot execute. SEL4RPC_EMULATOR names the emulator, as in the
# presets ia32-emulated and aarch64-emulated, and ctest runs the tests through it. emulate.sh covers the programs that
# sel4host starts.
#
# A test that needs something an emulator lacks says so with test_needs(). The test is then disabled, and its label
# says why; ctest counts it as neither passed nor failed.

set(SEL4RPC_EMULATOR "" CACHE STRING "What runs the programs that are built, where Linux cannot: qemu-i386, qemu-aarch64")

# What tests may need, and how to say that it is lacking.
set(need_programs "programs that an emulated one starts")
set(need_confinement "seccomp filters")
set(need_orphans "ptrace and child subreapers")
set(need_exceptions "the numbers of processor exceptions")

# What each emulator lacks.
set(lacking_qemu-i386 confinement orphans exceptions)
set(lacking_qemu-aarch64 confinement orphans) # signals tell the exceptions there

set(lacking "")
if(SEL4RPC_EMULATOR)
    get_filename_component(emulator ${SEL4RPC_EMULATOR} NAME)
    if(NOT DEFINED lacking_${emulator})
        message(FATAL_ERROR "SEL4RPC_EMULATOR may be qemu-i386 or qemu-aarch64, not ${SEL4RPC_EMULATOR}")
    endif()
    set(lacking ${lacking_${emulator}})
    set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/emulate.sh ${SEL4RPC_EMULATOR})
    execute_process(COMMAND ${CMAKE_CROSSCOMPILING_EMULATOR} true RESULT_VARIABLE failed ERROR_QUIET)
    if(failed) # then emulate each program by itself
        list(APPEND lacking programs)
        set(CMAKE_CROSSCOMPILING_EMULATOR ${SEL4RPC_EMULATOR})
    endif()
endif()

# test_needs(NEED test...): disables the tests if the emulator lacks NEED.
function(test_needs need)
    if(need IN_LIST lacking)
        set_tests_properties(${ARGN} PROPERTIES DISABLED ON LABELS "not emulated: ${need_${need}}")
    endif()
endfunction()
