# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Shows each rule small source trees that break it, and similar ones that do not.

Usage: rules_test.py C_COMPILER NM"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import documents
import errors
import file_length
import headers
import includes
import manual
import no_conditionals
import no_global_data
import no_places
import protocol
import samples

COMPILER, NM = None, None


class RuleTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, name, content):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def count(self, rule):
        return len(list(rule.violations(self.root)))


class Includes(RuleTest):
    def check(self, name, line, allowed):
        with self.subTest(name=name, line=line):
            self.write(name, f"/* # */\n{line}\n")
            self.assertEqual(self.count(includes), 0 if allowed else 1)
            (self.root / name).unlink()

    def test_what_each_part_may_include(self):
        self.write("include/sel4rpc/server.h", "")
        for header in ("wire/wire.h", "arch/arch.h", "client/typed.h", "server/lease.h", "allocator/slots.h", "simple/parts.h"):
            self.write(f"src/{header}", "")
        self.write("hosted/kernel/abi.h", "")
        self.write("hosted/kernel/state.h", "")
        self.write("hosted/kernel/arch/x86/arch.h", "")
        self.write("hosted/kernel/capability/slot.h", "")
        self.write("hosted/kernel/thread/ipc.h", "")
        self.write("hosted/kernel/memory/frame.h", "")
        self.write("hosted/kernel/check/check.h", "")
        self.write("hosted/machine/ports.h", "")
        self.write("hosted/processor/fault.h", "")
        self.write("hosted/processor/x86/window.h", "")
        self.write("hosted/user/runtime/enter.h", "")
        for name, line, allowed in [
            ("src/server/irq.c", '#include "wire/wire.h"', True),
            ("src/server/irq.c", '#include "arch/arch.h"', True),
            ("src/server/irq.c", '#include "server/lease.h"', True),
            ("src/server/irq.c", '#include "lease.h"', True),
            ("src/server/irq.c", '#include "client/typed.h"', False),
            ("src/server/irq.c", '#include "allocator/slots.h"', False),
            ("src/server/irq.c", '#include "simple/parts.h"', False),
            ("src/server/irq.c", "#include <sel4rpc/server.h>", True),
            ("src/server/irq.c", "#include <sel4rpc/vka.h>", False),
            ("src/wire/decode.c", '#include "server/lease.h"', False),
            ("src/wire/decode.c", '#include "client/typed.h"', False),
            ("src/client/call.c", '#include "wire/wire.h"', True),
            ("src/client/call.c", '#include "server/lease.h"', False),
            ("src/client/call.c", '#include "allocator/slots.h"', False),
            ("src/allocator/vka.c", '#include "client/typed.h"', True),
            ("src/allocator/vka.c", '#include "server/lease.h"', False),
            ("src/allocator/vka.c", '#include "simple/parts.h"', False),
            ("src/allocator/vka.c", "#include <sel4rpc/server.h>", False),
            ("src/simple/simple.c", '#include "client/typed.h"', True),
            ("src/simple/simple.c", '#include "server/lease.h"', False),
            ("src/arch/x86/objects.c", '#include "arch/arch.h"', True),
            ("src/arch/x86/objects.c", '#include "server/lease.h"', False),
            ("src/server/irq.c", "#include <vka/vka.h>", True),
            ("src/server/irq.c", "#include <rpc.pb.h>", True),
            ("src/server/irq.c", "#include <pb_encode.h>", False),
            ("src/wire/encode.c", "#include <pb_encode.h>", False),
            ("src/server/irq.c", '#include "kernel/abi.h"', False),
            ("src/server/irq.c", '#include "../hosted/kernel/abi.h"', False),
            ("src/server/irq.c", "  #  include <unistd.h>", False),
            ("src/server/irq.c", "#include HEADER", False),
            ("src/server/irq.c", "// #include <unistd.h>", True),
            ("include/sel4rpc/client.h", "#include <sel4/sel4.h>", True),
            ("include/sel4rpc/client.h", "#include <vka/vka.h>", False),
            ("include/sel4rpc/other.h", "#include <vka/vka.h>", True),
            ("include/sel4rpc/other.h", "#include <pb.h>", False),
            ("hosted/kernel/capability/cnode.c", '#include "kernel/state.h"', True),
            ("hosted/kernel/capability/cnode.c", '#include "kernel/capability/slot.h"', True),
            ("hosted/kernel/capability/cnode.c", '#include "kernel/thread/ipc.h"', False),
            ("hosted/kernel/capability/cnode.c", '#include "arch.h"', False),
            ("hosted/kernel/other.h", '#include "kernel/state.h"', True),
            ("hosted/kernel/other.h", '#include "kernel/capability/slot.h"', False),
            ("hosted/kernel/thread/tcb.c", '#include "kernel/capability/slot.h"', True),
            ("hosted/kernel/thread/tcb.c", '#include "kernel/memory/frame.h"', False),
            ("hosted/kernel/memory/untyped.c", '#include "kernel/thread/ipc.h"', False),
            ("hosted/kernel/arch/x86/irq.c", '#include "arch.h"', True),
            ("hosted/kernel/arch/x86/irq.c", '#include "kernel/check/check.h"', False),
            ("hosted/kernel/check/check.c", '#include "kernel/memory/frame.h"', True),
            ("hosted/kernel/core/types.c", '#include "kernel/check/check.h"', True),
            ("hosted/kernel/core/types.c", '#include "machine/ports.h"', False),
            ("hosted/kernel/capability/cnode.c", "#include <string.h>", True),
            ("hosted/kernel/capability/cnode.c", "#include <stdlib.h>", False),
            ("hosted/kernel/capability/cnode.c", "#include <sys/mman.h>", False),
            ("hosted/kernel/capability/cnode.c", '#include "machine/ports.h"', False),
            ("hosted/machine/loop.c", '#include "kernel/state.h"', True),
            ("hosted/machine/loop.c", "#include <sys/mman.h>", True),
            ("hosted/machine/loop.c", "#include <sel4/sel4.h>", False),
            ("hosted/machine/loop.c", '#include "user/runtime/enter.h"', False),
            ("hosted/machine/loop.c", '#include "processor/fault.h"', True),
            ("hosted/kernel/capability/cnode.c", '#include "window.h"', False),
            ("hosted/processor/x86/fault.c", '#include "processor/fault.h"', True),
            ("hosted/processor/x86/fault.c", "#include <ucontext.h>", True),
            ("hosted/processor/x86/fault.c", '#include "kernel/abi.h"', True),
            ("hosted/processor/x86/fault.c", '#include "kernel/state.h"', False),
            ("hosted/processor/x86/fault.c", '#include "machine/ports.h"', False),
            ("hosted/processor/x86/fault.c", "#include <sel4/sel4.h>", False),
            ("hosted/user/start.c", '#include "window.h"', True),
            ("hosted/user/start.c", '#include "kernel/abi.h"', True),
            ("hosted/user/start.c", '#include "kernel/state.h"', False),
            ("hosted/user/start.c", '#include "machine/ports.h"', False),
            ("hosted/user/start.c", "#include <sel4/sel4.h>", True),
            ("hosted/user/start.c", "#include <sel4rpc/server.h>", False),
            ("examples/a/main.c", "#include <sel4rpc/server.h>", True),
            ("process/platform_hosted.c", '#include "kernel/abi.h"', True),
            ("process/platform_hosted.c", '#include "kernel/state.h"', False),
            ("process/platform_sel4.c", '#include "kernel/abi.h"', False),
            ("process/fault.c", '#include "kernel/abi.h"', False),
            ("examples/a/main.c", "#include <sel4utils/process.h>", True),
            ("examples/a/main.c", "#include <stdio.h>", True),
            ("examples/a/main.c", "#include <unistd.h>", False),
            ("examples/a/main.c", "#include <linux/if.h>", False),
            ("examples/a/main.c", '#include "../../src/wire/wire.h"', False),
            ("examples/a/main.c", "#include <allocator/allocator.h>", False),
            ("bench/driver/meter.c", '#include "machine/ports.h"', True),
            ("bench/driver/meter.c", "#include <valgrind/callgrind.h>", True),
            ("bench/driver/meter.c", "#include <sel4rpc/server.h>", False),
            ("bench/programs/server.c", "#include <sel4rpc/server.h>", True),
            ("bench/programs/server.c", '#include "wire/wire.h"', False),
            ("bench/programs/wire.c", '#include "wire/wire.h"', True),
            ("bench/programs/wire.c", '#include "arch/arch.h"', False),
            ("bench/programs/server.c", "#include <unistd.h>", False),
            ("bench/programs/server.c", '#include "kernel/abi.h"', False),
            ("tests/unit/test_irq.c", "#include <unistd.h>", True),
        ]:
            self.check(name, line, allowed)


class Headers(RuleTest):
    TOP = "/*\n * " + "\n * ".join(headers.LINES) + "\n */\n"

    def test_file_with_both_lines_passes(self):
        self.write("src/a.c", self.TOP)
        self.write("run", "#!/bin/sh\n" + self.TOP)
        self.assertEqual(self.count(headers), 0)

    def test_lines_missing_or_far_down_are_found(self):
        self.write("src/a.c", self.TOP.replace("2026", "2025"))
        self.write("cmake/CMakeLists.txt", "")
        self.write("run", "\n" * 5 + self.TOP)
        self.assertEqual(self.count(headers), 5)

    def test_header_with_pragma_once_passes(self):
        self.write("src/a.h", self.TOP + "#pragma once\n")
        self.write("src/b.h", self.TOP + "#pragma once\n#ifndef OPTION\n#define OPTION 1\n#endif\n")
        self.assertEqual(self.count(headers), 0)

    def test_header_without_pragma_once_or_with_guard_is_found(self):
        guard = "#ifndef A_H\n#define A_H\n#endif\n"
        self.write("src/neither.h", self.TOP)
        self.write("src/comment.h", self.TOP + "/* #pragma once */\n")
        self.write("src/guard.h", self.TOP + guard)
        self.write("src/both.h", self.TOP + "#pragma once\n" + guard)
        self.assertEqual(self.count(headers), 4)

    def test_sizeof_without_parentheses_is_found(self):
        self.write("src/a.c", self.TOP + "size_t n = sizeof(x); /* sizeof x */\n")
        self.assertEqual(self.count(headers), 0)
        for operand in (" x", " *x", "*x", "  x"):
            self.write("src/a.c", self.TOP + f"size_t n = sizeof{operand};\n")
            with self.subTest(operand=operand):
                self.assertEqual(self.count(headers), 1)


class FileLength(RuleTest):
    def test_only_more_than_the_most_is_found(self):
        self.write("src/a.c", "\n" * 500)
        self.assertEqual(self.count(file_length), 0)
        self.write("src/b.h", "\n" * 501)
        self.assertEqual(self.count(file_length), 1)


class NoPlaces(RuleTest):
    def test_places_are_found(self):
        for line in (
            "see /{}/main".format("work"),
            "../{}/design".format("shared"),
            "http://{}.debian.org/debian".format("deb"),
            "https://{}.org/simple".format("pypi"),
            "{}-bench".format("farm"),
            "a sub" "agent",
        ):
            with self.subTest(line=line):
                self.write("docs/a.md", "text\n" + line + "\n")
                self.assertEqual(self.count(no_places), 1)

    def test_other_text_passes(self):
        self.write("docs/a.md", "work, shared, archive; https://docs.sel4.systems and framework/of\n")
        self.assertEqual(self.count(no_places), 0)


class NoConditionals(RuleTest):
    def count_in(self, code):
        return len(list(no_conditionals.violations_in(code, "a.c")))

    def test_conditional_in_a_function_is_found(self):
        self.assertEqual(self.count_in("int f(int a)\n{\n#ifdef X\n    a++;\n#endif\n    return a;\n}\n"), 1)
        self.assertEqual(self.count_in("int f(int a) ATTR\n{\n    if (a) {\n#if X\n    }\n#else\n#endif\n"), 2)
        self.assertEqual(self.count_in("static inline void f(void) {\n# if X\n# endif\n}\n"), 1)

    def test_conditional_elsewhere_passes(self):
        for code in (
            "#ifdef X\nint f(void)\n{\n    return '{';\n}\n#endif\n",
            "int f(void)\n{\n    /* \n#ifdef X\n */\n}\n#if 1\n#endif\n",
            "struct a {\n#ifdef X\n    int b;\n#endif\n};\n",
            "int table[] = {\n#ifdef X\n    1,\n#endif\n};\n",
            "#define M(x) \\\n    do { \\\n    } while (0)\n#if 1\n#endif\n",
            'int f(void)\n{\n    return "\\"{"[0];\n}\n#if 1\n#endif\n',
        ):
            with self.subTest(code=code):
                self.assertEqual(self.count_in(code), 0)

    def test_only_library_and_hosted_are_looked_at(self):
        code = "int f(void)\n{\n#if X\n#endif\n}\n"
        self.write("tests/a.c", code)
        self.assertEqual(self.count(no_conditionals), 0)
        self.write("hosted/kernel/a.c", code)
        self.assertEqual(self.count(no_conditionals), 1)


class Samples(RuleTest):
    def check(self, document, violations):
        self.write("examples/a.c", "int f(void)\n{\n    int a = 1;\n\n    if (a)\n        a = 2;\n}\n")
        self.write("README.md", document)
        self.assertEqual(self.count(samples), violations)

    def sample(self, block, name="examples/a.c"):
        return f"text\n\n<!-- sample: {name} -->\n\n```c\n{block}```\n"

    def test_block_of_the_file_passes(self):
        self.check(self.sample("    int a = 1;\n\n    if (a)\n"), 0)

    def test_block_indented_as_a_whole_passes(self):
        self.check(self.sample("int a = 1;\n\nif (a)\n    a = 2;\n"), 0)

    def test_changed_block_is_found(self):
        self.check(self.sample("int a = 2;\n"), 1)

    def test_block_with_lines_left_out_is_found(self):
        self.check(self.sample("int a = 1;\nif (a)\n"), 1)

    def test_each_marker_counts(self):
        self.check(self.sample("int a = 1;\n") + self.sample("int b;\n") + self.sample("int c;\n"), 2)

    def test_marker_without_block_is_found(self):
        self.check("<!-- sample: examples/a.c -->\n\ntext\n", 1)

    def test_missing_file_is_found(self):
        self.check(self.sample("int a = 1;\n", "examples/b.c"), 1)

    def test_readme_without_sample_is_found(self):
        self.check("text\n", 1)


class Protocol(RuleTest):
    VECTORS = """# a comment

request: ask
bytes: 06 12 04 08 01 10 0c
fields: memory { address: 1 size_bits: 12 }

reply: done
bytes: 02 0a 00
fields: ret { }

refuse: noise
bytes: 02 12 80
"""
    ASK = "<!-- vector: ask -->\n```\n06        6 bytes follow\n12 04     memory\n08 01     1\n10 0c     12\n```\n"
    DONE = "<!-- vector: done -->\n\n```\n02 0a 00\n```\n"
    WORDS = "<!-- registers of 4 bytes: ask -->\n```\nMR0  0xcafed00d\nMR1  0x08041206\nMR2  0x000c1001\n```\n"

    def check(self, document, violations, golden="0x02, 0x0a, 0x00"):
        self.write("docs/protocol-vectors.txt", self.VECTORS)
        self.write("docs/protocol.md", document)
        self.write("rpc.proto", "oneof msg {\n  R ret = 1;\n  M memory = 2;\n  uint32 errorCode = 15;\n}\n")
        self.write("tests/unit/support/golden.c", f'{{.name = "done",\n .count = 3,\n .bytes = {{{golden}}}}},\n')
        self.assertEqual(self.count(protocol), violations)

    def test_bytes_and_registers_of_the_vectors_pass(self):
        self.check(self.ASK + self.DONE + self.WORDS, 0)

    def test_changed_bytes_are_found(self):
        self.check(self.ASK.replace("10 0c", "10 0d") + self.DONE, 1)
        self.check(self.ASK.replace("10 0c     12\n", "") + self.DONE, 1)
        self.check(self.ASK.replace("10 0c", "twelve") + self.DONE, 1)

    def test_changed_registers_are_found(self):
        self.check(self.ASK + self.DONE + self.WORDS.replace("MR2", "MR3"), 1)
        self.check(self.ASK + self.DONE + self.WORDS.replace("4 bytes", "8 bytes"), 1)

    def test_unknown_vector_is_found(self):
        self.check(self.ASK + self.DONE + "<!-- vector: none -->\n```\n00\n```\n", 1)

    def test_marker_without_block_is_found(self):
        self.check(self.ASK + self.DONE + "<!-- vector: ask -->\n\ntext\n", 1)

    def test_member_that_is_not_shown_is_found(self):
        self.check(self.ASK, 1)

    def test_golden_message_with_other_bytes_is_found(self):
        self.check(self.ASK + self.DONE, 1, golden="0x02, 0x0a, 0x01")


class Errors(RuleTest):
    HEADER = """enum e { SEL4RPC_BAD_REPLY = -4 };

/* Returns 0, or seL4_RangeError. */
int sel4rpc_call(void);

/* Makes it: its functions return seL4_FailedLookup. */
void sel4rpc_make(void);

/* Never fails. */
void sel4rpc_show(void);
"""
    DOCUMENT = """# Errors

| `SEL4RPC_BAD_REPLY` | x |
| `IN_USE` | x |

### `sel4rpc_call()`, `sel4rpc_other()`

| `RangeError` | x |

### `sel4rpc_make()`

| `FailedLookup` | x |
"""

    def check(self, document, violations):
        self.write("include/sel4rpc/client.h", self.HEADER)
        self.write("process/include/sel4rpc/child.h", "")
        self.write("rpc.proto", "enum Other {\n    SOME = 0;\n}\nenum Reason {\n    IN_USE = 5;  // taken\n}\n")
        self.write("docs/errors.md", document)
        self.assertEqual(self.count(errors), violations)

    def test_document_with_everything_passes(self):
        self.check(self.DOCUMENT, 0)

    def test_missing_client_error_is_found(self):
        self.check(self.DOCUMENT.replace("BAD_REPLY", "BAD"), 1)

    def test_missing_reason_is_found(self):
        self.check(self.DOCUMENT.replace("IN_USE", "USED"), 1)

    def test_missing_function_is_found(self):
        self.check(self.DOCUMENT.replace("sel4rpc_call()", "sel4rpc_calls()"), 1)

    def test_missing_error_of_a_function_is_found(self):
        self.check(self.DOCUMENT.replace("RangeError", "FailedLookup"), 1)
        self.check(self.DOCUMENT.replace("FailedLookup", "RangeError"), 1)


class Documents(RuleTest):
    OTHER = "# How it works\n\n## `sel4host`, and [why](a.md)?\n\n## Limits\n\n## Limits\n\n```sh\n# no heading\n```\n"

    def check(self, document, violations):
        self.write("run", 'verb demo "[NAME]" gcc\nverb test-arm "" gcc\n')
        self.write("docs/other.md", self.OTHER)
        self.write("docs/a.md", document)
        with self.subTest(document=document):
            self.assertEqual(self.count(documents), violations)

    def test_links_to_files_folders_and_headings_pass(self):
        self.check("# Here\n\n[a](other.md) ![b](../run) [c](..) [d](#here) [e](other.md#how-it-works)\n", 0)
        self.check("[a](other.md#sel4host-and-why) [b](other.md#limits) [c](other.md#limits-1)\n", 0)

    def test_link_that_leads_nowhere_is_found(self):
        self.check("# Here\n\n[a](others.md)\n", 1)
        self.check("[a](docs/other.md) and ![b](plot.svg)\n", 2)
        self.check("[a](../../)\n", 1)

    def test_anchor_without_a_heading_is_found(self):
        self.check("[a](#there) [b](other.md#how) [c](other.md#limits-2)\n", 3)
        self.check("[a](other.md#no-heading) [b](../run#demo)\n", 2)

    def test_line_of_a_violation_is_told(self):
        self.check("```c\n\n```\n\n[a](others.md)\n", 1)
        self.assertEqual(list(documents.violations(self.root)), ["docs/a.md:5: leads nowhere: others.md"])

    def test_other_sites_and_code_are_not_followed(self):
        self.check("[a](https://docs.sel4.systems/#a) `f[0](none)`\n\n    table[1](none)\n\n```c\nt[1](none);\n```\n", 0)

    def test_verbs_that_exist_pass(self):
        self.check("`./run`, `./run demo readme`, `./run VERB`, `./run help`, `./run\ntest-arm`\n\n    ./run demo\n", 0)

    def test_verb_that_does_not_exist_is_found(self):
        self.check("`./run dome`\n\n    ./run test\n", 2)


class Manual(RuleTest):
    def check(self, described, violations):
        self.write(manual.OPTIONS, '    {"ram", required_argument, NULL, 0},\n    {"trace", no_argument, NULL, 0},\n')
        self.write(manual.PAGE, "".join(f".It Fl -{option}\ntext\n" for option in described))
        self.assertEqual(self.count(manual), violations)

    def test_page_with_all_options_passes(self):
        self.check(["ram Ar size", "trace"], 0)

    def test_option_that_is_missing_or_does_not_exist_is_found(self):
        self.check(["trace"], 1)
        self.check(["ram Ar size", "trace", "speed"], 1)


class NoGlobalData(RuleTest):
    def symbols(self, code):
        self.write("a.c", code)
        compiled = self.root / "a.o"
        subprocess.run([COMPILER, "-fPIE", "-c", self.root / "a.c", "-o", compiled], check=True)
        return len(list(no_global_data.violations(NM, str(compiled))))

    def test_constants_pass(self):
        self.assertEqual(self.symbols("const int a = 1; const char *const b[] = {\"x\"}; int f(void) { return a; }"), 0)

    def test_each_kind_of_variable_is_found(self):
        self.assertEqual(self.symbols("int a = 1;"), 1)
        self.assertEqual(self.symbols("int a;"), 1)
        self.assertEqual(self.symbols("int f(void) { static int a; return a++; }"), 1)
        self.assertEqual(self.symbols("__thread int a;"), 1)
        self.assertEqual(self.symbols("__attribute__((common)) int a;"), 1)


if __name__ == "__main__":
    NM, COMPILER = sys.argv.pop(), sys.argv.pop()
    unittest.main()
