# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Runs COMMAND with INPUT as standard input. Fails unless it exits with 0 and its standard output matches each regular
# expression in EXPECT.

execute_process(
    COMMAND ${COMMAND}
    INPUT_FILE ${INPUT}
    RESULT_VARIABLE result
    OUTPUT_VARIABLE output
    ERROR_VARIABLE errors
)
message("${output}")
if(NOT result EQUAL 0)
    message(FATAL_ERROR "it ended with ${result}\n${errors}")
endif()
foreach(pattern IN LISTS EXPECT)
    if(NOT output MATCHES "${pattern}")
        message(FATAL_ERROR "no ${pattern} in its output\n${errors}")
    endif()
endforeach()
