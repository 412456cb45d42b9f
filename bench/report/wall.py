# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""By the clock, on the process machine: requests of a client beside bare packets between two processes. For information:
nothing checks it."""

import subprocess

REQUESTS = 5000  # grants, and as many frees
PACKETS = 20000
ROUNDS = 3  # the fastest counts


def fastest(command):
    """Nanoseconds."""
    return min(
        int(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=300).stdout)
        for _ in range(ROUNDS)
    )


def measure(build):
    """{quantity: nanoseconds of one}."""
    folder = build / "bin"
    requests = fastest([folder / "sel4host", folder / "bench-server", "rate", str(REQUESTS), "1", "serve"])
    packets = fastest([folder / "bench-pingpong", str(PACKETS)])
    return {"request": requests // (2 * REQUESTS), "packet there and back": packets // PACKETS}
