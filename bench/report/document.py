# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Writes docs/performance.md from the rows of measurements.py, with each goal beside its count."""

import measurements
from sizes import OPTIONS as SIZE_OPTIONS

INTRODUCTION = """<!--
Copyright 2026 libsel4rpc contributors
SPDX-License-Identifier: BSD-2-Clause
-->
# Performance

`./run bench` has written this file, [performance.csv](performance.csv) with the same figures, and the plot. `./run bench
--check`, which CI runs, counts anew, and fails if a count has grown by more than 5 % over the file's. All are deterministic:
the same sources and the same compiler give the same counts. What the clock says is printed only. These were counted with

    {compiler}
    valgrind: {valgrind}

for x86_64, at -O2 with assertions, as `./run test` builds.

## How it is counted

Instructions are callgrind's, on hosted seL4's fiber machine, where client, server and kernel are one process; what the machine
itself needs to switch between them counts for nobody. A system call's stub is larger here than the real one, which is a few
instructions, and hosted seL4's kernel is not the real one: compare columns and ratios, not sums with those of a board.

- *client*, *server*: the library, and the few lines that use it; in hand-written rows, all of the program. What it needs of the C
  library (memcpy, memset) is part of it.
- *stubs*: hosted seL4's libsel4 and the inline functions of vka and simple that the compiler did not inline.
- *allocator*: the server's vka and simple, hosted seL4's own. It looks through all its untypeds for the best one.
- *kernel*: hosted seL4's.

**Hand-written IPC** is what a program would do without any library (`bench/programs/bare_client.c`, `bare_server.c`): the
request is three message registers (what, type, size) in a Call, the server makes the same calls of vka, simple and kernel as the
library's (a slot, Retype or its like, the physical address; for free Revoke, Delete, and the memory and the slot back), keeps a
table of what it granted, and answers with ReplyRecv and the capability. It checks nothing but the bounds of its table: no
owner, no limits, no types, sizes or addresses, no message length. One client is registered with the library's server, which
checks all that.

One object of the same size stays held meanwhile, so that the allocator does not split an untyped for each grant, and join it at
each free. Freeing a slot asks the kernel whether it is empty, as vka does in a debug build: one kernel call of each free.
"""


def number(count):
    return f"{count:,}".replace(",", " ")


def verdict(reached):
    return "reached" if reached else "**not reached**"


def table(head, lines):
    yield "| " + " | ".join(head) + " |"
    yield "| --- |" + " ---: |" * (len(head) - 1)
    for line in lines:
        yield "| " + " | ".join(str(cell) for cell in line) + " |"
    yield ""


def cells(rows, group, operation, quantities):
    return [number(rows[group, operation, quantity]) for quantity in quantities]


def of_group(rows, group):
    """Returns the operations of a group, in order."""
    return list(dict.fromkeys(key[1] for key in rows if key[0] == group))


def requests(rows):
    yield "## Requests beside hand-written IPC"
    yield ""
    parts = ("client", "server", "stubs", "allocator", "kernel", "total", "kernel calls")
    lines, goals = [], []
    for verb in ("grant", "free"):
        for operation in measurements.OPERATIONS:
            library, bare = (rows[f"{verb}, {who}", operation, "total"] for who in ("library", "hand-written"))
            ratio = library / bare
            lines.append([f"{verb} {operation}", *cells(rows, f"{verb}, library", operation, parts)])
            lines.append(["... hand-written", *cells(rows, f"{verb}, hand-written", operation, parts)])
            goals.append([f"{verb} {operation}", f"{ratio:.2f}", "1.25", verdict(ratio <= 1.25)])
    yield from table(("instructions", *parts), lines)
    yield from table(("total, times hand-written", "counted", "to reach", ""), goals)


def readme(rows):
    yield "## The README's sample"
    yield ""
    yield "A 4 KiB untyped at an address, from a server that calls `sel4rpc_server_recv()`, with no client registered. Its"
    yield "allocator finds the address among the untypeds."
    yield ""
    parts = ("client library", "server library", "client", "server", "stubs", "allocator", "kernel", "total")
    yield from table(("instructions", *parts), [["grant", *cells(rows, "README", "grant", parts)]])
    library = rows["README", "grant", "client library"] + rows["README", "grant", "server library"]
    yield f"The library's on both sides: {number(library)}; to reach: 900, {verdict(library <= 900)}."
    yield ""


def wire(rows):
    yield "## Encoding and decoding"
    yield ""
    yield "To reach: 60 and 8 for each byte to encode, 80 and 10 for each byte to decode. The bytes are those that stand in message"
    yield "registers, the length in front included."
    yield ""
    lines = []
    for name in of_group(rows, "wire"):
        size, encode, decode = (rows["wire", name, quantity] for quantity in ("bytes", "encode", "decode"))
        most = 60 + 8 * size, 80 + 10 * size
        reached = encode <= most[0] and decode <= most[1]
        lines.append([name, size, number(encode), most[0], number(decode), most[1], verdict(reached)])
    yield from table(("message", "bytes", "encode", "to reach", "decode", "to reach", ""), lines)


def frames(rows):
    yield "## 1,000 frames"
    yield ""
    yield "All parties and the kernel together, for frames of 4 KiB. Retype takes them from an untyped that the client has already; the"
    yield "adapter, `<sel4rpc/vka.h>`, starts with nothing. Each has the frames' slots told."
    yield ""
    yield "![Instructions against the number of frames](performance.svg)"
    yield ""
    parts = ("total", "client", "server", "stubs", "allocator", "kernel", "kernel calls", "RPCs")
    for count in map(str, reversed(measurements.FRAMES)):
        lines = [[name, *cells(rows, f"frames, {name}", count, parts)] for name in measurements.METHODS]
        yield from table((f"frames: {number(int(count))}", *parts), lines)
    yield from adapter_goals(rows)


def adapter_goals(rows):
    most = str(measurements.FRAMES[-1])
    adapter, bare = (rows[f"frames, {name}", most, "total"] for name in (measurements.ADAPTER, measurements.RETYPE))
    calls = rows[f"frames, {measurements.ADAPTER}", most, "RPCs"]
    ratio = adapter / bare
    lines = [
        ["a frame from the adapter, times a bare Retype", f"{ratio:.2f}", "1.15", verdict(ratio <= 1.15)],
        ["RPCs of 1,000 frames from the adapter", calls, "5", verdict(calls <= 5)],
    ]
    yield from table(("", "counted", "to reach", ""), lines)


def growth(rows):
    yield "## How cost grows"
    yield ""
    yield "One more frame granted and freed, where so many leases are held, and where so many clients are registered. The library's"
    yield "own part is flat; the allocator's search is hosted seL4's own."
    yield ""
    parts = ("client", "server", "stubs", "allocator", "kernel", "total")
    for what in ("leases", "clients"):
        lines = []
        for verb in ("grant", "free"):
            group = f"{verb} beside {what}"
            for count in of_group(rows, group):
                lines.append([f"{verb} beside {number(int(count))}", *cells(rows, group, count, parts)])
        yield from table((what, *parts), lines)


def sizes(rows):
    yield "## Size"
    yield ""
    yield "Bytes, as `size` counts them: text has the read-only data. What the README's programs get of the library, its generated"
    yield "code, and what these need of other archives; allocator and simple not counted. The library is compiled for this with the options"
    yield "that seL4's own build has beside those above:"
    yield ""
    yield f"    {' '.join(SIZE_OPTIONS)}"
    yield ""
    yield "For comparison, not counted here: the library of this name that seL4's test suite uses brings 16.8 KB of text into a client and"
    yield "19.8 KB into a server."
    yield ""
    lines = []
    for side, goal in (("client", 4096), ("server", 12288)):
        sections = cells(rows, "linked", side, ("text", "data", "bss"))
        lines.append([side, *sections, number(goal), verdict(rows["linked", side, "text"] <= goal)])
    yield from table(("linked into a", "text", "data", "bss", "text to reach", ""), lines)
    objects = of_group(rows, "object")
    yield from table(
        ("object file of", "text", "data", "bss"),
        [[name, *cells(rows, "object", name, ("text", "data", "bss"))] for name in objects],
    )


STACK_GOALS = {
    "wire encode": 128,
    "wire decode": 128,
    "sel4rpc_call": 384,
    "sel4rpc_server_handle": 640,
}


def stack(rows):
    yield "## Stack"
    yield ""
    yield "The most bytes below the caller that any request used, found by painting the stack. System calls, vka and simple had another"
    yield "stack meanwhile. For comparison, not measured here: the library of this name that seL4's test suite uses takes 1,048 bytes in a"
    yield "client and 1,256 in a server."
    yield ""
    lines = []
    for name in of_group(rows, "stack"):
        used, goal = rows["stack", name, "bytes"], STACK_GOALS.get(name)
        lines.append([name, number(used), goal or "", verdict(used <= goal) if goal else ""])
    yield from table(("", "bytes", "to reach", ""), lines)


def document(rows, compiler, valgrind):
    lines = [INTRODUCTION.format(compiler=compiler, valgrind=valgrind)]
    for section in (requests, readme, wire, frames, growth, sizes, stack):
        lines += section(rows)
    return "\n".join(lines).rstrip() + "\n"
