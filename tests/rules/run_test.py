# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The script `run`: its verbs and their arguments, builds, examples and emulated suites."""

import os
import pty
import shutil
import subprocess
import unittest

from run_machine import INSTALL, RunTest


EXAMPLES = ["two_children", "three_levels", "deadline", "impatient", "demo", "readme", "older_interface"] + [
    f"tutorial/{step}" for step in "starter limits driver allocator crash handler messages".split()
]


class Verbs(RunTest):
    SUITES = "test test-clang test-asan test-mcs test-arm test-riscv test-ia32 test-aarch64".split()
    ALL = (
        f"demo {' '.join(SUITES)} test-all install fuzz mutants coverage model docs picture bench check format fresh ci clean"
    ).split()

    def test_no_verb_lists_all_and_needs_nothing(self):
        result = self.run_script()
        self.assertEqual((result.returncode, result.stderr, self.called()), (0, "", []))
        for verb in self.ALL:
            self.assertRegex(result.stdout, rf"(?m)^ +{verb} ")

    def test_unknown_verb_lists_all_and_fails(self):
        for words in (["dmeo"], ["help", "dmeo"], ["dmeo", "--help"]):
            result = self.run_script(*words)
            self.assertEqual((result.returncode, result.stdout, self.called()), (2, "", []))
            self.assertIn("no such verb: dmeo", result.stderr)
            self.assertIn(" demo ", result.stderr)

    def test_install_takes_a_folder_from_where_it_is_typed(self):
        result = self.run_script("install", "there")
        self.assertEqual((result.returncode, result.stdout), (0, f"installed below {os.getcwd()}/there\n"))
        self.assertIn(f"cmake --install build/default --prefix {os.getcwd()}/there", self.called())

    def test_install_wants_one_folder(self):
        for words in ([], ["--prefix"], ["here", "there"]):
            result = self.run_script("install", *words)
            self.assertEqual((result.returncode, result.stdout, self.called()), (2, "", []))
            self.assertIn("./run install PREFIX", result.stderr)

    def test_all_suites_run_whichever_fails(self):
        self.command("ctest", 'echo "ctest $*" >>"$MACHINE/calls"; [[ $* != *"--preset mcs"* && $* != *asan* ]]')
        result = self.run_script("test-all")
        presets = [call.split()[2] for call in self.called() if call.startswith("ctest --preset") and " -N " not in call]
        self.assertEqual(presets, "default clang asan mcs arm riscv ia32 aarch64-emulated".split())
        self.assertEqual(result.returncode, 1)
        self.assertIn("failed: test-asan test-mcs\n", result.stderr)

    def test_argument_too_many_is_refused(self):
        (self.root / "kept").mkdir()
        self.assertEqual(self.run_script("clean", "kept").returncode, 2)
        self.assertTrue((self.root / "kept").exists())

    def test_help_tells_arguments_tools_and_packages_of_one_verb(self):
        result = self.run_script("help", "test-ia32")
        self.assertEqual((result.returncode, result.stderr, self.called()), (0, "", []))
        self.assertTrue(result.stdout.startswith("./run test-ia32 [CTEST ARGUMENTS]\n"))
        self.assertRegex(result.stdout, "(?m)^needs: gcc .*cmocka-m32")
        self.assertRegex(result.stdout, "(?m)^on Debian: gcc .*gcc-12-multilib libcmocka-dev:i386")
        self.assertNotIn(" fuzz ", result.stdout)
        self.assertEqual(self.run_script("test-ia32", "--help").stdout, result.stdout)

    def test_completion_knows_what_the_script_knows(self):
        self.command("python3", 'echo "of $*"')
        for words, candidates in (
            ([], self.ALL + ["help"]),
            (["help"], self.ALL),
            (["demo"], [*EXAMPLES, "--trace"]),
            (["fresh"], ["12", "13"]),
            (["bench"], ["--check"]),
            (["model"], "of -B tests/model/check.py --names".split()),
            (["test"], []),
            (["test-all"], []),
            (["dmeo"], []),
        ):
            result = self.run_script("complete", *words)
            self.assertEqual((result.returncode, result.stdout.split(), result.stderr), (0, candidates, ""))

    def test_completion_asks_the_script_and_no_other_of_that_name(self):
        (self.root / "run").chmod(0o755)
        (self.root / "other").mkdir()
        shutil.copy(self.bin / "nm", self.root / "other/run")
        for name, expected in (("./run", "test-clang\n"), ("other/run", "")):
            result = subprocess.run(
                [shutil.which("bash"), "-c", f"""source tools/completion/run.bash
                COMP_WORDS=({name} test-c) COMP_CWORD=1; _libsel4rpc_run {name}; printf '%s\\n' "${{COMPREPLY[@]}}" """],
                cwd=self.root,
                env={"PATH": str(self.bin), "MACHINE": str(self.root)},
                stdout=subprocess.PIPE,
                text=True,
            )
            self.assertEqual((result.stdout.lstrip("\n"), self.called()), (expected, []))


class Build(RunTest):
    def test_suite_is_configured_built_and_run(self):
        result = self.run_script("test", "-R", "wire")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", "run: configuring build/default\n"))
        self.assertEqual(
            self.called(),
            ["cmake --preset default", "cmake --build --preset default", "ctest --preset default -R wire"],
        )

    def building(self, *lines):
        """Returns the messages about a configured build in which ninja prints these lines."""
        (self.root / "build/default").mkdir(parents=True, exist_ok=True)
        (self.root / "build/default/build.ninja").touch()
        self.command("cmake", "\n".join(f"echo '{line}'" for line in lines))
        result = self.run_script("test")
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        return result.stderr

    def test_build_is_announced_with_its_steps_if_there_is_work(self):
        lines = ("[0/2] Re-checking globbed directories...", "[1/2] Re-running CMake...", "[1/7] Building", "[2/7] Linking")
        self.assertEqual(self.building(*lines), "run: building in build/default (7 steps)\n")

    def test_build_without_work_is_not_announced(self):
        self.assertEqual(self.building("[0/2] Re-checking globbed directories...", "ninja: no work to do."), "")

    def read_all(self, master):
        """Returns what was written to a terminal that is closed: one read may bring only a part of it."""
        text = b""
        try:
            while part := os.read(master, 4096):
                text += part
        except OSError:  # its end
            pass
        return text

    def test_build_shows_its_steps_on_a_terminal(self):
        master, terminal = pty.openpty()
        self.addCleanup(os.close, master)
        self.command("cmake", "echo '[1/2] Building'; echo '[2/2] Linking'")
        result = self.run_script("test", stderr=terminal)
        os.close(terminal)
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        self.assertIn(b"[1/2] Building\r\x1b[K[2/2] Linking\r\x1b[K", self.read_all(master))

    def test_failing_build_shows_its_output_and_stops(self):
        self.command("cmake", "echo '[1/2] Building'; echo \"error: $*\"; [[ $* != --build* ]]")
        result = self.run_script("test")
        self.assertEqual((result.returncode, result.stdout, self.called()), (1, "", []))
        self.assertIn("(2 steps)\nerror: --build --preset default\nrun: failed: cmake", result.stderr)

    def test_failing_configuration_shows_its_output_and_stops(self):
        self.command("cmake", 'echo "error: $*"; exit 1')
        result = self.run_script("test")
        self.assertEqual((result.returncode, result.stdout, self.called()), (1, "", []))
        self.assertIn("error: --preset default\n", result.stderr)

    def test_coverage_is_built_and_run_from_zero_before_it_is_gathered(self):
        counts = self.root / "build/coverage/hosted/a.gcda"
        counts.parent.mkdir(parents=True)
        counts.touch()
        result = self.run_script("coverage")
        self.assertEqual((result.returncode, counts.exists()), (0, False))
        self.assertEqual(
            [" ".join(call.split()[:3]) for call in self.called()],
            [
                "cmake --preset coverage",
                "cmake --build --preset",
                "ctest --test-dir build/coverage",
                "gcovr --filter src/",
                "gcovr --add-tracefile build/coverage/counts.json",
            ],
        )

    def test_coverage_of_a_failing_suite_is_told_and_a_failure(self):
        self.command("ctest", "exit 8")
        result = self.run_script("coverage")
        self.assertEqual((result.returncode, len(self.called())), (8, 4))
        self.assertIn("the suite failed, so the figures are too low", result.stderr)

    def test_mutants_get_the_arguments_and_tell_the_result(self):
        self.command("python3", 'echo "python3 $*" >>"$MACHINE/calls"; exit 1')
        self.assertEqual(self.run_script("mutants", "wire", "--every", "2").returncode, 1)
        self.assertEqual(self.called(), ["python3 -B tools/mutants/mutants.py wire --every 2"])

    def test_wrong_arguments_are_told_before_anything_is_installed(self):
        self.absent("ninja")
        result = self.run_script("fuzz", "long")
        self.assertEqual((result.returncode, result.stdout, self.called()), (2, "", []))
        self.assertEqual(result.stderr.count("./run fuzz [SECONDS]"), 1)


class Check(RunTest):
    def test_layout_licences_and_each_analysis_are_looked_at(self):
        self.command("nproc", "echo 2")
        (self.root / "src/a.c").touch()
        result = self.run_script("check")
        self.assertEqual((result.returncode, len(result.stdout.splitlines())), (0, 1))
        self.assertEqual(
            [call.partition(" ")[0] for call in self.called()],
            "clang-format reuse shellcheck cmake cmake run-clang-tidy cppcheck cmake cmake".split(),
        )

    def test_finding_of_any_is_shown_and_fails(self):
        (self.root / "src/a.c").touch()
        for name in "clang-format reuse shellcheck run-clang-tidy cppcheck cmake".split():
            self.command(name, f"echo 'finding of {name}'; exit 1")
            result = self.run_script("check")
            self.assertEqual((result.returncode, result.stdout), (1, ""))
            self.assertIn(f"finding of {name}\n", result.stderr)
            self.command(name, "")


class Docs(RunTest):
    """The header has version 1.2.3; Doxygen makes a page of a header, one that refers to it, and one of a member."""

    def setUp(self):
        super().setUp()
        header = self.root / "include/sel4rpc/version.h"
        header.parent.mkdir()
        names = ("MAJOR 1", "MINOR 2", "PATCH 3", "NUMBER(major, minor) 4")
        header.write_text("".join(f"#define SEL4RPC_VERSION_{name}\n" for name in names), encoding="utf-8")
        self.pages = self.root / "build/docs/man/man3"

    def run_docs(self, *warnings, status=0):
        self.command(
            "doxygen",
            """pages=build/docs/man/man3; mkdir -p $pages
            echo a page >$pages/client.h.3
            for name in sel4rpc_call cookie; do echo .so man3/client.h.3 >$pages/$name.3; done
            echo "version $VERSION" >$pages/sel4rpc_version.3\n"""
            + "".join(f"echo '{line}' >&2\n" for line in warnings)
            + f"exit {status}",
        )
        return self.run_script("docs")

    def test_pages_have_the_name_of_the_library_and_are_no_members(self):
        result = self.run_docs()
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("build/docs/html/index.html", result.stdout)
        self.assertEqual(
            {page.name: page.read_text(encoding="utf-8") for page in self.pages.iterdir()},
            {
                "sel4rpc_call.3": ".so man3/sel4rpc_client.h.3\n",
                "sel4rpc_client.h.3": "a page\n",
                "sel4rpc_version.3": "version 1.2.3\n",
            },
        )

    def test_warning_is_shown_and_fails(self):
        warning = "client.h:3: Member sel4rpc_call(int a) (function) of file client.h is not documented."
        result = self.run_docs(warning)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn(warning + "\n", result.stderr)

    def test_variables_and_macros_may_explain_themselves(self):
        result = self.run_docs(
            "client.h:1: Member cookie (variable) of struct sel4rpc_memory_t is not documented.",
            "",
            "client.h:2: Member SEL4RPC_NONE (macro definition) of file lease.h is not documented.",
        )
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_failure_of_doxygen_is_shown(self):
        result = self.run_docs("out of memory", status=1)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("out of memory\n", result.stderr)


class Demo(RunTest):
    def setUp(self):
        super().setUp()
        self.program("sel4host", 'echo "host $*"; cat')
        self.command("cmake", 'echo noise; echo noise >&2; cat; echo "cmake $*" >>"$MACHINE/calls"')

    def test_two_children_run_without_input(self):
        result = self.run_script("demo", "--trace", typed="hello\n")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(result.stdout, "host --trace build/default/bin/two-children-parent\n")

    def test_driver_gets_the_input(self):
        for name, root in (("demo", "demo-parent"), ("tutorial/driver", "tutorial-driver-parent")):
            result = self.run_script("demo", name, typed="hello\n")
            self.assertEqual((result.returncode, result.stdout), (0, f"host build/default/bin/{root}\nhello\n"))

    def test_named_example_runs_alone_and_nothing_else_is_built(self):
        result = self.run_script("demo", "readme", "--trace=rpc", typed="hello\n")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(result.stdout, "host --trace=rpc build/default/bin/readme-parent\n")
        self.assertEqual(self.called(), ["cmake --build --preset default --target sel4host readme-parent readme-child"])

    def test_status_is_the_examples(self):
        self.program("sel4host", "exit 7")
        self.assertEqual(self.run_script("demo").returncode, 7)

    def test_wrong_argument_gets_the_usage_once_with_the_names_there_are(self):
        for argument in ("--nope", "nope", ".*"):
            result = self.run_script("demo", argument)
            self.assertEqual((result.returncode, result.stdout, self.called()), (2, "", []))
            self.assertEqual(result.stderr.count("./run demo [NAME] [--trace[=FILTER]]"), 1)
            self.assertIn(argument, result.stderr)
            for name in EXAMPLES:
                self.assertRegex(result.stderr, rf"(?m)^ +{name} ")


class Emulation(RunTest):
    """Linux executes no 32-bit programs. Two of three tests are disabled."""

    def setUp(self):
        super().setUp()
        self.compiler(126)
        self.status = self.root / "status"
        self.status.write_text("0", encoding="utf-8")
        self.command(
            "ctest",
            """echo "ctest $*" >>"$MACHINE/calls"
            [[ $* == *" -N -V" ]] || exit "$(<"$MACHINE/status")"
            echo '  Test #1: unit_wire'
            echo 'Labels: not emulated: filters'
            echo '  Test #2: confine (Disabled)'
            echo 'Labels: not emulated: exceptions'
            echo '  Test #3: fault (Disabled)'""",
        )

    def test_32_bit_words_need_no_emulator_if_they_run(self):
        self.compiler(0)
        self.absent("qemu-i386")
        result = self.run_script("test-ia32", "-R", "wire")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", "run: configuring build/ia32\n"))
        self.assertEqual(
            self.called(), ["cmake --preset ia32", "cmake --build --preset ia32", "ctest --preset ia32 -R wire"]
        )

    def test_cpp_with_32_bit_words_is_installed_if_they_run(self):
        self.apt()
        self.compiler(0)
        self.command("g++", "[[ ! -e $MACHINE/lacking/libstdc++-m32 ]]")
        self.absent("libstdc++-m32")
        self.assertEqual(self.run_script("test-ia32").returncode, 0)
        self.assertEqual(self.called()[0], INSTALL + "g++-12-multilib")

    def test_emulator_is_installed_if_it_is_needed(self):
        self.apt()
        self.absent("qemu-i386")
        result = self.run_script("test-ia32")
        self.assertEqual(result.returncode, 0)
        self.assertIn("run: installing qemu-user (", result.stderr)
        self.assertEqual(self.called()[0], INSTALL + "qemu-user")

    def test_emulated_suite_tells_what_was_left_out_and_why(self):
        for verb, preset in (("test-ia32", "ia32-emulated"), ("test-aarch64", "aarch64-emulated")):
            self.calls.unlink(missing_ok=True)
            result = self.run_script(verb, "-R", "wire")
            self.assertEqual((result.returncode, result.stdout), (0, ""))
            *_, first, second, reason, other = result.stderr.splitlines()
            self.assertEqual(first, f"run: configuring build/{preset}")
            self.assertIn("2 tests were left out", second)
            self.assertEqual(
                sorted([reason, other]),
                ["run: left out 1, not emulated: exceptions", "run: left out 1, not emulated: filters"],
            )
            self.assertEqual(
                self.called(),
                [
                    f"cmake --preset {preset}",
                    f"cmake --build --preset {preset}",
                    f"ctest --preset {preset} -R wire",
                    f"ctest --preset {preset} -R wire -N -V",
                ],
            )

    def test_emulated_suite_that_fails_is_a_failure(self):
        self.status.write_text("8", encoding="utf-8")
        self.assertEqual(self.run_script("test-ia32").returncode, 8)
        self.assertEqual(self.run_script("test-aarch64").returncode, 8)

    def test_arm_packages_are_of_the_other_architecture(self):
        self.apt()
        self.absent("aarch64-linux-gnu-gcc", "-lnanopb")
        self.assertEqual(self.run_script("test-aarch64").returncode, 0)
        self.assertEqual(self.called()[0], "dpkg --add-architecture arm64")
        self.assertIn("gcc-aarch64-linux-gnu libc6-dev-arm64-cross libcmocka-dev:arm64", self.called()[1])

    def test_arm_host_needs_no_emulation_and_cannot_have_32_bit_words(self):
        self.command("uname", "echo aarch64")
        for verb, words in (("test-aarch64", "type ./run test\n"), ("test-ia32", "needs an x86 host")):
            result = self.run_script(verb)
            self.assertEqual((result.returncode, result.stdout, self.called()), (1, "", []))
            self.assertIn(words, result.stderr)


if __name__ == "__main__":
    unittest.main()
