# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Who may include whom. A header of this project is judged by its folder, any other by the family of its name; the
table AREAS lists what each part of the project may use."""

import pathlib
import re
import sys

import sources

FREESTANDING = "float iso646 limits stdalign stdarg stdbool stddef stdint stdnoreturn string"
C_LIBRARY = FREESTANDING + (
    " assert complex ctype errno fenv inttypes locale math setjmp signal stdatomic stdio stdlib tgmath threads"
    " time uchar wchar wctype"
)

# A header belongs to the first family whose pattern matches its name.
FAMILIES = [
    ("message", r"rpc\.pb\.h"),
    ("codec", r"pb_(encode|decode)\.h"),
    ("nanopb", r"pb(_\w+)?\.h"),
    ("sel4", r"(sel4|vka|simple|simple-default|sel4utils|sel4platsupport|utils|vspace|interfaces)/.*"),
    ("sel4", r"autoconf\.h|kernel/(gen|schedule)_config\.h"),
    ("platform", r"(allocator|allocman|cpio|muslcsys|sel4muslcsys|sel4runtime)(/.*|\.h)"),
    ("freestanding", r"(%s)\.h" % FREESTANDING.replace(" ", "|")),
    ("c", r"(%s)\.h" % C_LIBRARY.replace(" ", "|")),
    ("linux", r".*"),
]

C = {"freestanding", "c"}

# The folders of the hosted kernel, and the folders whose headers each may include besides the kernel's own interface
# and state.
KERNEL = [
    ("capability/", "capability/"),
    ("memory/", "capability/|memory/"),
    # With and without MCS: system calls, and rows of the table of types.
    (r"thread/\w+/", "capability/|thread/|core/entry|check/check"),
    ("thread/", "capability/|thread/"),
    ("interrupt/", "capability/|thread/|interrupt/"),
    ("arch/", "capability/|memory/|thread/|interrupt/|arch/"),
    ("check/", "capability/|memory/|thread/|interrupt/|check/"),
    ("core/", ""),
    ("", r"thread/\w+/abi/"),
]

# Files, the part of the project whose headers they may include, and the families. The first match counts.
AREAS = [
    # wire <- client <- allocator, simple; wire <- server. Server and child side know nothing of each other.
    (r"src/wire/application\.c", r"src/wire/|include/", C | {"sel4", "message", "nanopb", "codec"}),
    (r"src/wire/", r"src/wire/|include/", C | {"sel4", "message", "nanopb"}),
    (r"src/arch/", r"src/arch/|include/", C | {"sel4", "message", "nanopb"}),
    (r"src/client/", r"src/(client|wire)/|include/sel4rpc/client\.h$", C | {"sel4", "message", "nanopb"}),
    (r"src/server/", r"src/(server|wire|arch)/|include/sel4rpc/(client|lease|server|version)\.h$", C | {"sel4", "message", "nanopb"}),
    # Who holds what, and its names: only for programs that ask.
    (r"src/report/", r"src/(report|server|arch)/|include/sel4rpc/(client|lease|report|server)\.h$", C | {"sel4", "message"}),
    (r"src/allocator/", r"src/(allocator|client|arch)/|include/sel4rpc/(client|slots|source|vka)\.h$", C | {"sel4", "message", "nanopb"}),
    (r"src/simple/", r"src/(simple|client|arch)/|include/sel4rpc/(client|lease|simple)\.h$", C | {"sel4", "message", "nanopb"}),
    # A client needs neither vka nor simple.
    (r"include/sel4rpc/client\.h", r"include/", C | {"sel4/sel4.h", "message"}),
    (r"include/", r"include/", C | {"sel4", "message"}),
    *((rf"hosted/kernel/{folder}", rf"hosted/kernel/(\w+\.h$|sel4_arch/|{others})", {"freestanding"}) for folder, others in KERNEL),
    # The fiber machine's replacement for hosted_runtime.
    (r"hosted/machine/fiber/runtime/", r"hosted/(machine|kernel|processor|user/runtime)/", C | {"linux"}),
    (r"hosted/protocol/", r"hosted/(protocol/|kernel/abi\.h$)|src/wire/wire\.h$|include/", C | {"sel4", "message"}),
    (r"hosted/machine/", r"hosted/(machine|kernel|processor|protocol)/", C | {"linux"}),
    # Host processor specifics, for the machine and the user libraries.
    (r"hosted/processor/", r"hosted/processor/|hosted/kernel/abi\.h$", C | {"linux"}),
    (r"hosted/user/", r"hosted/(user|processor)/|hosted/kernel/abi\.h$", C | {"sel4", "platform", "linux"}),
    # The only place where a program's start differs between hosted and real seL4.
    (r"process/platform_hosted\.c", r"process/|hosted/kernel/abi\.h$", C | {"sel4", "platform"}),
    (r"process/platform_", r"process/", C | {"sel4", "platform"}),
    (r"process/", r"process/|include/", C | {"sel4", "message"}),
    (r"examples/", r"examples/|process/include/|include/", C | {"sel4", "message"}),
    (r"target/checks/", r"target/checks/|examples/|process/include/|include/", C | {"sel4", "message"}),
    (r"bench/driver/", r"bench/driver/|hosted/(machine|kernel)/", C | {"linux"}),
    # Measures encoding and decoding inside the library.
    (r"bench/programs/wire\.c", r"bench/programs/|include/|src/wire/wire\.h$", C | {"sel4", "message"}),
    (r"bench/programs/", r"bench/programs/|process/include/|include/", C | {"sel4", "message"}),
]

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>|(.*))', re.MULTILINE)


def family(header):
    return next(name for name, pattern in FAMILIES if re.fullmatch(pattern, header))


# Below hosted/: of the folders in these, each build takes one.
PER_BUILD = ("kernel/arch", "kernel/sel4_arch", "kernel/thread", "kernel/thread/mcs", "kernel/thread/classic", "machine/schedule", "processor")


def place_in_project(root, includer, header, quoted):
    """Returns where the header is in the project; None if it is not ours."""
    own = pathlib.PurePosixPath(includer)
    folders = [root / "src", root / "include", root / "process/include", root / "hosted"]
    folders += [folder for parent in PER_BUILD for folder in (root / "hosted" / parent).glob("*/")]
    folders += (root / "examples/common").glob("*/")
    # Of several headers with the same name, prefers the one in the includer's own part.
    folders.sort(key=lambda folder: folder.relative_to(root).parts[0] != own.parts[0])
    if quoted:
        folders.insert(0, root / own.parent)
    for folder in folders:
        path = folder / header
        if path.is_file():
            return path.resolve().relative_to(root).as_posix()
    return None


def is_allowed(root, includer, header, quoted, places, families):
    place = place_in_project(root, includer, header, quoted)
    if place is not None:
        return re.match(places, place) is not None
    return header in families or family(header) in families


def violations(root):
    root = pathlib.Path(root).resolve()
    for path, name in sources.files(root, ".c", ".h"):
        row = next((row for row in AREAS if re.match(row[0], name)), None)
        if row is None:
            continue
        code = sources.without_comments(sources.text(path))
        for match in INCLUDE.finditer(code):
            header = match.group(1) or match.group(2) or match.group(3)
            if not is_allowed(root, name, header, match.group(1) is not None, row[1], row[2]):
                line = code.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: may not include {header}"


if __name__ == "__main__":
    sources.report(list(violations(sys.argv[1])))
