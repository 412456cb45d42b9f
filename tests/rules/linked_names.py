# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the library links into a program has a name of its own, that begins with sel4rpc_, so that it cannot collide
with the program's. The generated descriptions of messages are named by their generator, and the compiler's own
helpers, which begin with two underscores, by the compiler."""

import re
import subprocess
import sys

import sources

GENERATED = re.compile(r"\w+(Message|MessageSimple|x86_MSI|x86_IOAPIC)_(msg|field_info|submsg_info)$")


def violations(nm, archive):
    listing = subprocess.run([nm, "-g", "--defined-only", "-P", archive], stdout=subprocess.PIPE, text=True, check=True)
    for line in listing.stdout.splitlines():
        fields = line.split()
        if len(fields) >= 2 and not fields[0].startswith(("sel4rpc_", "__")) and not GENERATED.match(fields[0]):
            yield f"{archive}: {fields[0]} does not begin with sel4rpc_"


if __name__ == "__main__":
    sources.report(list(violations(*sys.argv[1:])))
