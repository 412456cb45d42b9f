# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Times by the clock, on the process machine, where each kernel call is a packet to another process and one back. For
information only: nothing checks them, and no document holds them."""

import subprocess

REQUESTS = 5000  # of grants, and as many of frees
PACKETS = 20000
ROUNDS = 3  # the fastest one counts


def fastest(command):
    """Runs a program several times; returns the fewest nanoseconds that it printed."""
    return min(
        int(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=300).stdout)
        for _ in range(ROUNDS)
    )


def measure(build):
    """Returns {quantity: nanoseconds of one}."""
    folder = build / "bin"
    requests = fastest([folder / "sel4host", folder / "bench-server", "rate", str(REQUESTS), "1", "serve"])
    packets = fastest([folder / "bench-pingpong", str(PACKETS)])
    return {"request": requests // (2 * REQUESTS), "packet there and back": packets // PACKETS}


def lines(nanoseconds):
    """Returns the lines to print."""
    yield "By the clock, on the process machine; the fastest of three runs. A request is a grant or a free of a frame in turn:"
    yield "4.5 kernel calls on average, 2 switches between client and server. The packets are bare SOCK_SEQPACKET ones of the"
    yield "request's size, between two processes."
    for name, count in nanoseconds.items():
        yield f"    {name:24}{count / 1000:8.1f} microseconds{round(1e9 / count):12,} per second"
