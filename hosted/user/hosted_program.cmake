# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

# hosted_program(NAME source...): a program that runs on hosted seL4, with all of seL4's libraries.
function(hosted_program name)
    add_executable(${name} ${ARGN})
    target_link_libraries(
        ${name}
        PRIVATE sel4platsupport
                sel4simple-default
                sel4utils
                hosted_allocator
                sel4simple
                sel4vka
                sel4
                utils
                hosted_runtime
                warnings
    )
endfunction()
