# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Counts instructions: runs scenarios under callgrind and adds up each section.

A cost is a dictionary: instructions of `client` and `server` (library and program), the library's share of them
(`client library`, `server library`), `stubs`, `allocator`, `kernel`, their `total`, and `kernel calls` and `RPCs`."""

import os
import pathlib
import subprocess
import tempfile

import callgrind

PARTIES = ("client", "server")
# What the library's own allocator counts for: a client calls it in place of the server, a server has it as its vka.
OWN_ALLOCATOR = {"client": ("client", "client library"), "server": ("allocator",)}

# The C library chooses its memcpy and memset by processor; this makes the choice the same everywhere. And symbols are
# resolved before counting begins.
ENVIRONMENT = {
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-AVX_Fast_Unaligned_Load,-AVX512F,-AVX512VL,-ERMS,-FSRM,"
    "-SSSE3,-Fast_Unaligned_Copy",
    "LD_BIND_NOW": "1",
    "PATH": os.environ.get("PATH", ""),
}


def cost_of(owners, dumps, calls):
    """Returns the cost of a section, from the dumps and the (kernel calls, RPCs) of both parties."""
    cost = {"client": 0, "server": 0, "client library": 0, "server library": 0, "stubs": 0, "allocator": 0, "kernel": 0}
    for party in PARTIES:
        counts = dumps[party].count(owners)
        cost[party] += counts["library"] + counts["program"]
        cost[f"{party} library"] += counts["library"]
        for part in OWN_ALLOCATOR[party]:
            cost[part] += counts["own allocator"]
        for owner in ("stubs", "allocator", "kernel"):
            cost[owner] += counts[owner]
    cost["total"] = sum(cost[part] for part in ("client", "server", "stubs", "allocator", "kernel"))
    cost["kernel calls"] = sum(calls[party][0] for party in PARTIES)
    cost["RPCs"] = sum(calls[party][1] for party in PARTIES)
    return cost


def without(cost, marks):
    """Subtracts the cost of the marks: in the stubs, and what asks the kernel for the marker's address space."""
    stubs, kernel = marks["stubs"], marks["kernel"]
    return {**cost, "stubs": cost["stubs"] - stubs, "kernel": cost["kernel"] - kernel, "total": cost["total"] - stubs - kernel}


def run_meter(meter, scenarios, folder):
    output = folder / "callgrind.out"
    command = [
        "valgrind", "--tool=callgrind", "--instr-atstart=no", "--collect-atstart=no", "--combine-dumps=yes",
        "--compress-strings=no", "--compress-pos=no", f"--callgrind-out-file={output}", "-q", meter,
    ]  # fmt: skip
    lines = "".join(f"{name} {arguments}\n" for name, arguments in scenarios)
    result = subprocess.run(
        command, input=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, cwd=folder
    )
    if result.returncode != 0:
        raise SystemExit(f"bench: the meter failed:\n{result.stdout}{result.stderr}")
    return callgrind.read(output), result.stdout.splitlines()


def say(build, arguments):
    """Runs a scenario without counting. Returns the lines that it printed."""
    command = [build / "bin/bench-meter"]
    result = subprocess.run(command, input=f"said {arguments}\n", stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, check=True)
    return result.stdout.splitlines()


def count(root, build, scenarios):
    """Runs scenarios, (name, arguments) pairs. The first is empty and measures the cost of the marks. Returns {name:
    [cost of each section]}, and the lines that programs printed."""
    with tempfile.TemporaryDirectory() as folder:
        dumps, lines = run_meter(build / "bin/bench-meter", scenarios, pathlib.Path(folder))
    sections, said = {}, []
    for line in lines:
        name, _, numbers = line.partition(" ")
        if name in dumps:
            scenario, section, party = name.split(":")
            sections.setdefault((scenario, int(section)), {})[party] = (dumps[name], tuple(map(int, numbers.split())))
        else:
            said.append(line)
    costs, owners = {}, callgrind.Owners(root)
    for (scenario, _), parties in sorted(sections.items()):
        cost = cost_of(owners, {p: parties[p][0] for p in PARTIES}, {p: parties[p][1] for p in PARTIES})
        costs.setdefault(scenario, []).append(cost)
    marks = costs.pop(scenarios[0][0])[0]
    return {name: [without(cost, marks) for cost in section] for name, section in costs.items()}, said
