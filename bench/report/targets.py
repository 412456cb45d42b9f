# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the project aims at, beside the counts of measurements.py: the table in CONTRIBUTING.md, between two markers."""

import measurements
from document import number, of_group, table

BEGIN, END = "<!-- ./run bench writes this table -->\n", "<!-- until here -->\n"

LINKED = {"client": 4096, "server": 12288}
STACK = {"wire encode": 128, "wire decode": 128, "sel4rpc_call": 384, "sel4rpc_server_handle": 640}


def dearest_request(rows, verb):
    """Returns how many times hand-written IPC's instructions the dearest request of a kind takes."""
    return max(
        rows[f"{verb}, library", operation, "total"] / rows[f"{verb}, hand-written", operation, "total"]
        for operation in measurements.OPERATIONS
    )


def dearest_message(rows, quantity, fixed, each):
    """Returns how many times `fixed` plus `each` for each byte the dearest message takes."""
    return max(rows["wire", name, quantity] / (fixed + each * rows["wire", name, "bytes"]) for name in of_group(rows, "wire"))


def targets(rows):
    """Yields what is counted, the count, and how much it should be at most."""
    most = str(measurements.FRAMES[-1])
    adapter, retype = (rows[f"frames, {name}", most, "total"] for name in (measurements.ADAPTER, measurements.RETYPE))
    yield "a grant, times hand-written IPC: the dearest kind", dearest_request(rows, "grant"), 1.25
    yield "a free, times hand-written IPC: the dearest kind", dearest_request(rows, "free"), 1.25
    yield "a frame from the child's vka, times a bare Retype", adapter / retype, 1.15
    yield "requests for 1,000 frames from the child's vka", rows[f"frames, {measurements.ADAPTER}", most, "RPCs"], 5
    both = sum(rows["README", "grant", f"{side} library"] for side in ("client", "server"))
    yield "the README's request: instructions of the library, on both sides", both, 900
    yield "to encode, times 60 and 8 for each byte: the dearest message", dearest_message(rows, "encode", 60, 8), 1.0
    yield "to decode, times 80 and 10 for each byte: the dearest message", dearest_message(rows, "decode", 80, 10), 1.0
    for side, text in LINKED.items():
        yield f"linked into the README's {side}: bytes of text", rows["linked", side, "text"], text
    for name, size in STACK.items():
        yield f"stack of {name}: bytes", rows["stack", name, "bytes"], size


def shown(count):
    return f"{count:.2f}" if isinstance(count, float) else number(count)


def table_of(rows):
    lines = [[what, shown(count), shown(target), "yes" if count <= target else "**no**"] for what, count, target in targets(rows)]
    return "\n".join(table(("what", "counted", "target", "reached"), lines))


def within(text, rows):
    """Returns a text with the table between the markers written anew."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"bench: no lines {BEGIN.strip()} and {END.strip()} to write the targets between")
    return f"{before}{begin}\n{table_of(rows)}\n{end}{after}"
