# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The measurements: the meter's scenarios, and their counts as one table of rows (group, operation, quantity, count).
All counts are deterministic."""

import meter
import sizes

OPERATIONS = ("frame", "untyped", "irq", "ports")
LEASES = (1, 10, 100, 1000, 10000)
CLIENTS = (1, 4, 16, 64, 256)
COPIES = (0, 10, 100)
FRAMES = (1, 10, 100, 1000)
# Who serves: the name, and the program with its arguments.
SERVERS = {
    "library": "bench-server {operation} 0 1 serve",
    "hand-written": "bench-bare-server {operation} 0",
    "library, pool": "bench-server {operation} 0 1 serve pool",
    "hand-written, pool": "bench-bare-server {operation} 0 pool",
    "library, pool, parking": "bench-server {operation} 0 1 serve parking",
}
LOOPS = ("serve", "prepare", "handle")
# The dearest requests, and what a parent calls: what is counted, and the program with its arguments.
BOUNDS = {
    "a refusal": "bench-server refusal 0 1 serve pool",
    "a refusal of the longest message": "bench-server longest 0 1 serve pool",
    "a question": "bench-server question 0 1 serve pool",
    "a grant with a capability that came along": "bench-server capability 0 1 serve pool",
    "ports handed over": "bench-server hand-over 0 0 serve pool",
    "a grant for which the pool takes memory from its vka": "bench-server first 0 1 serve pool",
    "a grant for which the pool merges 256 frames": "bench-server merge 256 1 serve pool",
    "a grant of a port beside 100 others": "bench-server devices 100 1 serve pool",
    "a grant beside 64 parked leases of another size": "bench-server walk 64 1 serve parking",
    "a grant of ports of which 64 leases are parked": "bench-server overlap 64 1 serve parking",
    "a refusal by the vka, which releases 64 parked leases": "bench-server flush 64 1 serve parking",
    "a free that displaces one parked lease": "bench-server displace 1 1 serve parking",
    "a free that displaces 64": "bench-server displace 64 1 serve parking",
    "a release of 64 leases of ports": "bench-server release-ports 64 1 serve pool",
    "a release of 64 frames": "bench-server release-frames 64 1 serve pool",
    "a dismissal's first step, 100 copies of the endpoint": "bench-server dismiss 0 1 serve pool",
    "registering a client beside 256": "bench-server register 0 0 serve pool",
}
WIRE, STACK = "bench-wire", "bench-stack-server"
ADAPTER, RETYPE = "vka adapter", "bare Retype each"
# How to get frames: the method, and its program and operation.
METHODS = {
    "RPC each": "bench-server frames {count} 1 serve",
    "RPC each, hand-written": "bench-bare-server frames {count}",
    "RPC each, pool": "bench-server frames {count} 1 serve pool",
    "RPC each, hand-written, pool": "bench-bare-server frames {count} pool",
    ADAPTER: "bench-server adapter {count} 1 serve",
    "one batch": "bench-server batch {count} 1 serve",
    RETYPE: "bench-bare-server retype {count}",
    "bare Retype, up to 256 at once": "bench-bare-server retype-many {count}",
}
QUANTITIES = ("client", "server", "stubs", "allocator", "kernel", "total", "kernel calls", "RPCs")


def scenarios():
    """Returns (key, the meter's arguments) pairs; the first measures the meter itself."""
    yield ("marks",), "bench-server nothing 0 1 serve"
    yield ("wire",), WIRE
    yield ("readme",), "bench-server readme 0 0 recv"
    for operation in OPERATIONS:
        for who, arguments in SERVERS.items():
            yield (who, operation), arguments.format(operation=operation)
    for loop in LOOPS:
        yield ("loop", loop), f"bench-server frame 0 1 {loop} pool"
    for count in LEASES:
        yield ("leases", count), f"bench-server held {count} 1 serve"
    for count in CLIENTS:
        yield ("clients", count), f"bench-server frame 0 {count} serve"
    for count in COPIES:
        yield ("copies", count), f"bench-server copies {count} 1 serve"
    for what, arguments in BOUNDS.items():
        yield ("bound", what), arguments
    for method, arguments in METHODS.items():
        for count in FRAMES:
            yield ("frames", method, count), arguments.format(count=count)


def cost_rows(group, operation, cost, quantities=QUANTITIES):
    for quantity in quantities:
        yield (group, operation, quantity), cost[quantity]


def wire_rows(costs, said):
    messages = dict.fromkeys(line.partition(" ")[2] for line in said if line.startswith("message "))
    for number, message in enumerate(messages):
        size, name = message.split(" ", 1)
        yield ("wire", name, "bytes"), int(size)
        yield ("wire", name, "encode"), costs[2 * number]["client library"]
        yield ("wire", name, "decode"), costs[2 * number + 1]["client library"]


def stack_rows(said):
    for line in dict.fromkeys(line for line in said if line.startswith("stack ")):
        _, size, name = line.split(" ", 2)
        yield ("stack", name, "bytes"), int(size)


def instruction_rows(costs, said):
    """Returns the rows from the meter's counts; costs by key."""
    yield from wire_rows(costs["wire",], said)
    for operation in OPERATIONS:
        for number, verb in enumerate(("grant", "free")):
            for who in SERVERS:
                yield from cost_rows(f"{verb}, {who}", operation, costs[who, operation][number])
    for number, verb in enumerate(("grant", "free")):
        for loop in LOOPS:
            yield from cost_rows(f"{verb}, answered by", loop, costs["loop", loop][number])
    readme = costs["readme",][0]
    yield from cost_rows("README", "grant", readme, ("client library", "server library") + QUANTITIES)
    for scenario in ("leases", "clients"):
        for key in (key for key in costs if key[0] == scenario):
            for number, verb in enumerate(("grant", "free")):
                yield from cost_rows(f"{verb} beside {scenario}", str(key[1]), costs[key][number])
    for key in (key for key in costs if key[0] == "copies"):
        yield from cost_rows("free with copies", str(key[1]), costs[key][0])
    for what in BOUNDS:
        yield from cost_rows("at most", what, costs["bound", what][0])
    for key in (key for key in costs if key[0] == "frames"):
        yield from cost_rows(f"frames, {key[1]}", str(key[2]), costs[key][0])


def measure(root, build):
    """Returns all rows, in order."""
    keys = {f"s{number}": (key, arguments) for number, (key, arguments) in enumerate(scenarios())}
    named = [(name, arguments) for name, (_, arguments) in keys.items()]
    by_name, said = meter.count(root, build, named)
    # In the order of the requests.
    costs = {key: by_name[name] for name, (key, _) in keys.items() if name in by_name}
    rows = dict(instruction_rows(costs, said))
    rows.update(stack_rows(meter.say(build, WIRE) + meter.say(build, STACK)))
    rows.update(sizes.rows(build))
    return rows
