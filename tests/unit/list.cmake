# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The unit tests, each a file, by what they need; CMakeLists.txt builds them for hosted seL4, and
# target/suite/application.cmake for the real kernel. unit_*_support are files that the tests of that kind share.

# A scripted kernel.
set(unit_scripted
    test_client
    test_client_questions
    test_client_typed
    test_devices
    test_handlers
    test_interface
    test_limits
    test_limits_declaration
    test_limits_devices
    test_memory
    test_memory_free
    test_ownership
    test_parking
    test_parking_end
    test_query
    test_refusals
    test_registered
    test_release
    test_report
    test_server_messages
    test_server_state
    test_stack
    test_valid
    test_wire
    test_wire_oracle
)

# In these, malloc may fail too.
set(unit_failing test_failing_steps test_leases test_registered_failing_steps test_registration)

# The scripted kernel and other fakes. A folder of each architecture or kind of devices has more.
set(unit_scripted_support
    support/events.c
    support/fake_simple.c
    support/fake_vka.c
    support/golden.c
    support/messages.c
    support/oracle.c
    support/parking.c
    support/registering.c
    support/row.c
    support/scripted_kernel.c
    support/scripted_server.c
    support/serving.c
    support/steps.c
)

# A server and its client.
set(unit_pair
    test_child_simple
    test_grant_devices
    test_grant_memory
    test_grant_outcomes
    test_grant_release
    test_migrating
)
set(unit_pair_support support/pair.c support/request.c)

# A server and several clients.
set(unit_crowd
    test_admission
    test_bounds
    test_capabilities
    test_cycles
    test_deaths
    test_hostile
    test_model
    test_parking_clients
)
set(unit_crowd_support ../support/hostile.c support/books.c support/crowd.c support/play.c ${unit_pair_support})

# Messages that wait for sel4rpc_server_serve().
set(unit_serve test_prepare test_serve)
set(unit_serve_support support/stage.c)

# The child's allocator and its parent. Its kernel calls are counted, and may fail.
set(unit_vka
    test_vka
    test_vka_chunks
    test_vka_device
    test_vka_gone
    test_vka_many
    test_vka_model
    test_vka_numbers
    test_vka_refusals
    test_vka_slots
    test_vka_valid
)
set(unit_vka_support support/kernel_steps.c support/steps.c support/tenant.c)

# The same allocator in the parent, on its own vka.
set(unit_pool test_pool test_pool_server)
set(unit_pool_support support/pair.c)

# Which of these can only be built for x86.
set(unit_x86
    test_child_simple
    test_devices
    test_grant_devices
    test_hostile
    test_parking
    test_parking_end
)
