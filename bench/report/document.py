# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Writes docs/performance.md from the rows of measurements.py: what requests cost, beside doing without."""

import textwrap

import measurements
from sizes import OPTIONS as SIZE_OPTIONS

HEAD = """<!--
Copyright 2026 libsel4rpc contributors
SPDX-License-Identifier: BSD-2-Clause
-->
# Performance

{summary}
"""

# What a request costs, compared with doing without.
SUMMARY = """To ask for a frame takes {grant} instructions of client, server and kernel together, and to free it {free};
hand-written IPC, which makes the same kernel calls and checks almost nothing, takes {bare_grant} and {bare_free}. A child
that holds memory already makes a frame without any request, for {retype}; from the library's vka in the child, which asks
for memory in large pieces, a frame takes {adapter} on average, and {count} of them take {calls} requests. So ask for single
frames, interrupts and ports where you ask seldom; use the vka where you allocate often; and what you give a child in advance
costs no request, but nobody else can use it meanwhile."""

COUNTING = """## How it is counted

`./run bench` writes this file, [performance.csv](performance.csv) with the same figures, and the plot. `./run bench
--check`, which CI runs, counts again, and fails if a count has grown by more than 5 %. All counts are deterministic: the
same sources and the same compiler give the same counts. Times are printed, but not stored. These counts are from

    {compiler}
    valgrind: {valgrind}

for x86_64, at -O2 with assertions, as `./run test` builds. [performance-target.md](performance-target.md) has figures of the
real kernel, which another program counts.

Compare columns and ratios, not sums with those of a board: hosted seL4's kernel is not the real one, and a system call's
stub is larger here than the real one, which is a few instructions. callgrind counts the instructions on hosted seL4's fiber
machine, where client, server and kernel are one process. What the machine needs to switch between them is not counted.

- *client*, *server*: the library, and the few lines that use it; in hand-written rows, the whole program. Both include what
  they call in the C library (memcpy, memset).
- *stubs*: hosted seL4's libsel4, and the inline functions of vka and simple that the compiler did not inline.
- *allocator*: the server's vka and simple, which are hosted seL4's own. It searches all its untypeds for the best one. In
  rows with a pool, the pool too, which is the library's.
- *kernel*: hosted seL4's.

**Hand-written IPC** is what a program would do without a library (`bench/programs/bare_client.c`, `bare_server.c`). The
request is a Call with three message registers (what, type, size). The server makes the same calls of vka, simple and kernel
as the library's: to grant, it takes a slot, retypes or the like, and asks for the physical address; to free, it revokes,
deletes, and returns memory and slot. It keeps a table of its grants, and answers with ReplyRecv and the capability. It
checks only the bounds of its table: no owner, limits, types, sizes, addresses or message length. The library's server has
one registered client, and checks all of that.

Another object of the same size stays held meanwhile, so that the allocator does not split an untyped for each grant and
merge it at each free. Freeing a slot asks the kernel whether it is empty, as vka does in a debug build: one kernel call in
each free.
"""


def number(count):
    return f"{count:,}".replace(",", " ")


def paragraph(text, **values):
    """Returns the text with the values in it, its lines filled anew."""
    return textwrap.fill(text.format(**values), width=120, break_long_words=False, break_on_hyphens=False)


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


def introduction(rows):
    most = str(measurements.FRAMES[-1])
    adapter, retype = (rows[f"frames, {name}", most, "total"] for name in (measurements.ADAPTER, measurements.RETYPE))
    counts = {
        "grant": rows["grant, library", "frame", "total"],
        "free": rows["free, library", "frame", "total"],
        "bare_grant": rows["grant, hand-written", "frame", "total"],
        "bare_free": rows["free, hand-written", "frame", "total"],
        "retype": round(retype / int(most)),
        "adapter": round(adapter / int(most)),
        "count": int(most),
        "calls": rows[f"frames, {measurements.ADAPTER}", most, "RPCs"],
    }
    yield HEAD.format(summary=paragraph(SUMMARY, **{name: number(count) for name, count in counts.items()}))


WAYS = (
    ("a request for each", "RPC each"),
    ("... hand-written", "RPC each, hand-written"),
    ("a request for each, the parent has a pool", "RPC each, pool"),
    ("... hand-written", "RPC each, hand-written, pool"),
    ("the child's vka, `<sel4rpc/vka.h>`", measurements.ADAPTER),
    ("... all at once, `sel4rpc_vka_alloc_many()`", "one batch"),
    ("a Retype for each, in memory that the child was given", measurements.RETYPE),
    ("... all at once, up to 256 in a Retype", "bare Retype, up to 256 at once"),
)


def ways(rows):
    yield "## Which way costs what"
    yield ""
    yield "For a child that needs 1,000 frames of 4 KiB: what each of them takes, all together. A request for each makes a lease of"
    yield "each, which the parent can take back alone; with the vka it takes back whole pieces of 1 MiB and more. The pieces that the"
    yield "vka asks for are counted, what a child was given in advance is not."
    yield ""
    most = measurements.FRAMES[-1]
    bare = rows[f"frames, {measurements.RETYPE}", str(most), "total"]
    lines = []
    for way, method in WAYS:
        total, calls, requests = (rows[f"frames, {method}", str(most), quantity] for quantity in ("total", "kernel calls", "RPCs"))
        lines.append([way, number(round(total / most)), f"{total / bare:.2f}", f"{calls / most:.2f}", number(requests)])
    yield from table(("a frame", "instructions", "times a Retype", "kernel calls", "requests for all"), lines)
    yield "Without a pool, most of a request is hosted seL4's allocator, which looks through all its untypeds: see [below](#1000-frames)."
    yield ""


MORE = """To grant a frame, the client takes {client} more, to encode the request and to decode the answer, and the server
{server} more, for that and for its checks."""


def requests(rows):
    yield "## Requests beside hand-written IPC"
    yield ""
    parts = ("client", "server", "stubs", "allocator", "kernel", "total", "kernel calls")
    lines = []
    for verb in ("grant", "free"):
        for operation in measurements.OPERATIONS:
            library, bare = (rows[f"{verb}, {who}", operation, "total"] for who in ("library", "hand-written"))
            lines.append([f"{verb} {operation}", *cells(rows, f"{verb}, library", operation, parts), f"{library / bare:.2f}"])
            lines.append(["... hand-written", *cells(rows, f"{verb}, hand-written", operation, parts), "1"])
    yield from table(("instructions", *parts, "times hand-written"), lines)
    client, server = (
        rows["grant, library", "frame", part] - rows["grant, hand-written", "frame", part] for part in ("client", "server")
    )
    yield paragraph(MORE, client=number(client), server=number(server))
    yield ""


def pools(rows):
    yield "## With a pool"
    yield ""
    yield "Total instructions if the server's vka is a pool, `sel4rpc_pool_make()`, and it knows the untyped beneath each object,"
    yield "`sel4rpc_server_set_untyped_of()`. *Parking*: it also parks, and the same was granted and freed before. Then an untyped"
    yield "or ports cost neither the vka nor the simple anything; others are not parked. A freed slot is looked at twice, by the"
    yield "pool's vka and by the platform's."
    yield ""
    servers = tuple(measurements.SERVERS)
    lines = []
    for verb in ("grant", "free"):
        for operation in measurements.OPERATIONS:
            totals = [number(rows[f"{verb}, {who}", operation, "total"]) for who in servers]
            lines.append([f"{verb} {operation}", *totals])
    yield from table(("instructions", *servers), lines)
    yield "A frame from a server with a pool, by how it answers: with `sel4rpc_server_serve()`, `sel4rpc_server_prepare()` and the"
    yield "caller's own ReplyRecv, or `sel4rpc_server_handle()`, which answers at once:"
    yield ""
    parts = ("client", "server", "stubs", "allocator", "kernel", "total", "kernel calls")
    lines = []
    for verb in ("grant", "free"):
        for loop in measurements.LOOPS:
            lines.append([f"{verb}, {loop}", *cells(rows, f"{verb}, answered by", loop, parts)])
    yield from table(("instructions", *parts), lines)


def readme(rows):
    yield "## The README's sample"
    yield ""
    yield "A 4 KiB untyped at an address, from a server that calls `sel4rpc_server_recv()` and has no registered client. Its"
    yield "allocator finds the address among its untypeds."
    yield ""
    parts = ("client library", "server library", "client", "server", "stubs", "allocator", "kernel", "total")
    yield from table(("instructions", *parts), [["grant", *cells(rows, "README", "grant", parts)]])


def wire(rows):
    yield "## Encoding and decoding"
    yield ""
    yield "Bytes are those in message registers, including the length in front."
    yield ""
    lines = [[name, *cells(rows, "wire", name, ("bytes", "encode", "decode"))] for name in of_group(rows, "wire")]
    yield from table(("message", "bytes", "encode", "decode"), lines)


def frames(rows):
    yield "## 1,000 frames"
    yield ""
    yield "Client, server and kernel together, for frames of 4 KiB. Retype takes them from an untyped that the client has"
    yield "already; the adapter, `<sel4rpc/vka.h>`, starts with nothing. The frames' slots are given."
    yield ""
    yield "![Instructions against the number of frames](performance.svg)"
    yield ""
    parts = ("total", "client", "server", "stubs", "allocator", "kernel", "kernel calls", "RPCs")
    for count in map(str, reversed(measurements.FRAMES)):
        lines = [[name, *cells(rows, f"frames, {name}", count, parts)] for name in measurements.METHODS]
        yield from table((f"frames: {number(int(count))}", *parts), lines)


def growth(rows):
    yield "## How cost grows"
    yield ""
    yield "One more frame, granted and freed, by the number of leases held and of clients registered. The library's own cost"
    yield "hardly grows; the allocator's search is hosted seL4's own."
    yield ""
    parts = ("client", "server", "stubs", "allocator", "kernel", "total")
    for what in ("leases", "clients"):
        lines = []
        for verb in ("grant", "free"):
            group = f"{verb} beside {what}"
            for count in of_group(rows, group):
                lines.append([f"{verb} beside {number(int(count))}", *cells(rows, group, count, parts)])
        yield from table((what, *parts), lines)


def bounds(rows):
    yield "## What a request costs at most"
    yield ""
    yield "A server does a bounded number of steps for each request; see [security.md](security.md) for the formulas. What the"
    yield "kernel does in one step depends on the client: to revoke a lease it deletes every copy of its capability, and to grant"
    yield "memory that was used before it clears every byte. Clearing is not counted here, because hosted seL4 leaves it to Linux."
    yield ""
    parts = ("client", "server", "stubs", "allocator", "kernel", "total", "kernel calls")
    counts = of_group(rows, "free with copies")
    lines = [[f"free a frame with {count} copies", *cells(rows, "free with copies", count, parts)] for count in counts]
    yield from table(("instructions", *parts), lines)
    none, most = (rows["free with copies", count, "kernel"] for count in (counts[0], counts[-1]))
    yield f"Each copy costs the hosted kernel {number((most - none) // int(counts[-1]))} instructions, and the server none."
    yield ""
    yield "The dearest requests, and calls that a parent makes, of a server with a pool; if it parks, at most 64 leases and 1 MiB."
    yield "Kernel calls include the client's one, its Call, and the answer is one of the server's. The pool's vka and the platform's"
    yield "both look at each slot that is freed, which a vka does in a debug build only."
    yield ""
    lines = [[what, *cells(rows, "at most", what, parts)] for what in measurements.BOUNDS]
    yield from table(("instructions", *parts), lines)


def sizes(rows):
    yield "## Size"
    yield ""
    yield "What the README's programs link of the library and its generated code, in bytes, as `size` counts them: text includes"
    yield "read-only data. Other libraries do not count, nor the parent's pool, `src/allocator/`."
    yield "As in seL4's release build, the linker drops sections that a program does not reach (`--gc-sections`), and the library"
    yield "is compiled with that build's options besides those above:"
    yield ""
    yield f"    {' '.join(SIZE_OPTIONS)}"
    yield ""
    yield "For comparison, not counted here: the library of this name that seL4's test suite uses adds 16.8 KB of text to a"
    yield "client and 19.8 KB to a server."
    yield ""
    sections = ("text", "data", "bss")
    yield from table(("linked into a", *sections), [[side, *cells(rows, "linked", side, sections)] for side in ("client", "server")])
    objects = of_group(rows, "object")
    yield from table(
        ("object file of", *sections), [[name, *cells(rows, "object", name, sections)] for name in objects]
    )


def stack(rows):
    yield "## Stack"
    yield ""
    yield "The most bytes below the caller that any request used, found by painting the stack. System calls, vka and simple ran"
    yield "on another stack. For comparison, not measured here: the library of this name that seL4's test suite uses takes 1,048"
    yield "bytes in a client and 1,256 in a server."
    yield ""
    yield from table(("", "bytes"), [[name, *cells(rows, "stack", name, ("bytes",))] for name in of_group(rows, "stack")])


def document(rows, compiler, valgrind):
    lines = list(introduction(rows)) + list(ways(rows)) + [COUNTING.format(compiler=compiler, valgrind=valgrind)]
    for section in (requests, pools, frames, growth, bounds, sizes, stack, wire, readme):
        lines += section(rows)
    return "\n".join(lines).rstrip() + "\n"
