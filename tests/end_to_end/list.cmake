# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The end-to-end tests: what their root tasks can be asked for. CMakeLists.txt builds them for hosted seL4, and
# target/suite/application.cmake for the real kernel.

set(end_to_end_parent
    objects
    large-frame
    bad-bytes
    bad-requests
    no-room
    devices
    crash
    exit
    kill
    stale-mapping
    ended-while-asking
    answer-to-nobody
    no-reader
    signals
    suspended
    liar
)
set(end_to_end_leases
    deaths
    crashes
    hostile
    parked
    parked_deaths
    parked_hostile
    pool_deaths
    pool_hostile
    pool_parked
)
set(end_to_end_levels deaths_of_the_middle)
set(end_to_end_threads begins two_ask one_faults one_is_rescued many)
set(end_to_end_timer waits watches replaced registers deadlines)
set(end_to_end_timer_deadlock stopped unacknowledged)
