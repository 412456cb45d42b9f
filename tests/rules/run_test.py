# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The script `run`, on machines that are made up: every command that it may call to set a machine up is a small
script in a folder that is all of its PATH. Each of these notes its call.

Usage: run_test.py PATH_OF_RUN"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

RUN = None


class RunTest(unittest.TestCase):
    """A machine with dpkg, on which nothing is installed, and a copy of the script in an empty project."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.bin = self.root / "bin"
        self.bin.mkdir()
        self.calls = self.root / "calls"
        self.installed = self.root / "installed"
        for name in ("src", "include", "hosted", "examples", "tests", "fuzz", "bench"):
            (self.root / name).mkdir()
        for name in ("bash", "cat", "chmod", "dirname", "env", "find", "mkdir", "rm", "sh", "touch"):
            (self.bin / name).symlink_to(shutil.which(name))
        shutil.copy(RUN, self.root / "run")
        self.command("dpkg", 'case $1 in --print-architecture) echo amd64 ;; *) echo "dpkg $*" >>"$CALLS" ;; esac')
        # With -W -f FORMAT, what is installed: all that was asked for, or nothing.
        self.command(
            "dpkg-query",
            """[[ -e $INSTALLED ]] || exit 1
            for package in "${@:4}"; do echo "${package%:*}:amd64=installed"; echo "${package%:*}:i386=installed"; done""",
        )
        for name in ("cmake", "ctest", "clang-format", "reuse"):
            self.command(name, f'echo "{name} $*" >>"$CALLS"')
        self.compiler(0)

    def command(self, name, script):
        path = self.bin / name
        path.write_text(f"#!{shutil.which('bash')}\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def apt(self, script='[[ $1 != install ]] || touch "$INSTALLED"'):
        self.command("apt-get", f'echo "apt-get $*" >>"$CALLS"; {script}')

    def compiler(self, status):
        """A gcc whose programs end with this status: 126 is the shell's for those that Linux does not execute."""
        self.command("gcc", f"""for output; do [[ $last != -o ]] || break; last=$output; done
            printf '#!/bin/sh\\nexit {status}\\n' >"$output"; chmod +x "$output\"""")

    def run_script(self, *arguments, root=True, typed=""):
        # EUID is bash's own, so that another user needs another script.
        script = (self.root / "run").read_text(encoding="utf-8").replace("EUID", "0" if root else "1000")
        (self.root / "run").write_text(script, encoding="utf-8")
        return subprocess.run(
            [shutil.which("bash"), self.root / "run", *arguments],
            env={"PATH": str(self.bin), "CALLS": str(self.calls), "INSTALLED": str(self.installed)},
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def called(self):
        return self.calls.read_text(encoding="utf-8").splitlines() if self.calls.exists() else []


class Verbs(RunTest):
    def test_no_verb_lists_all_and_needs_nothing(self):
        result = self.run_script()
        self.assertEqual((result.returncode, result.stderr, self.called()), (0, "", []))
        verbs = "demo test test-clang test-asan test-ia32 fuzz mutants coverage model bench check clean"
        for verb in verbs.split():
            self.assertRegex(result.stdout, rf"(?m)^ +{verb} ")

    def test_unknown_verb_lists_all_and_fails(self):
        result = self.run_script("dmeo")
        self.assertEqual((result.returncode, result.stdout, self.called()), (2, "", []))
        self.assertIn("no such verb: dmeo", result.stderr)
        self.assertIn(" demo ", result.stderr)

    def test_argument_too_many_is_refused(self):
        (self.root / "kept").mkdir()
        self.assertEqual(self.run_script("clean", "kept").returncode, 2)
        self.assertTrue((self.root / "kept").exists())


class SetUp(RunTest):
    def test_nothing_missing_installs_nothing_silently(self):
        self.apt()
        self.installed.touch()
        result = self.run_script("check")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))
        self.assertFalse(any(call.startswith("apt-get") for call in self.called()))

    def test_missing_packages_are_installed(self):
        self.apt()
        result = self.run_script("check")
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        self.assertEqual(result.stderr, "run: installing clang-format reuse\n")
        self.assertEqual(
            [call for call in self.called() if call.startswith("apt-get")],
            ["apt-get install -y --no-install-recommends clang-format reuse"],
        )

    def test_stale_package_lists_are_updated(self):
        self.apt(
            """case $1 in
            update) touch "$INSTALLED".lists; echo one of many mirrors failed; exit 100 ;;
            *) [[ -e $INSTALLED.lists ]] || { echo Unable to locate; exit 100; } ;;
            esac"""
        )
        result = self.run_script("check")
        self.assertEqual((result.returncode, result.stderr), (0, "run: installing clang-format reuse\n"))
        self.assertEqual([call.split()[1] for call in self.called()[:3]], ["install", "update", "install"])

    def test_other_architecture_is_added_for_32_bit_words(self):
        self.apt()
        self.run_script("test-ia32")
        self.assertEqual(self.called()[0], "dpkg --add-architecture i386")

    def test_failing_apt_shows_its_output_and_the_command(self):
        self.apt("echo the mirror is on fire; exit 100")
        result = self.run_script("check")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("the mirror is on fire", result.stderr)
        self.assertIn("apt-get install -y --no-install-recommends clang-format reuse", result.stderr)

    def stops_with_command(self, **who):
        result = self.run_script("check", **who)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertEqual(
            result.stderr,
            "run: these Debian packages are missing: clang-format reuse\n"
            "run: type this as root, then try again:\n"
            "    apt-get update && apt-get install -y --no-install-recommends clang-format reuse\n",
        )
        self.assertFalse(any(call.startswith("apt-get") for call in self.called()))

    def test_without_apt_the_command_is_printed(self):
        self.stops_with_command()

    def test_without_dpkg_the_command_is_printed(self):
        (self.bin / "dpkg-query").unlink()
        self.stops_with_command()

    def test_user_without_sudo_is_told_the_command(self):
        self.apt()
        self.stops_with_command(root=False)

    def test_user_whose_sudo_refuses_is_told_the_command(self):
        self.apt()
        self.command("sudo", "exit 1")
        self.stops_with_command(root=False)

    def test_user_with_sudo_installs_through_it(self):
        self.apt()
        self.command("sudo", 'echo "sudo $*" >>"$CALLS"; shift; "$@"')
        result = self.run_script("check", root=False)
        self.assertEqual(result.returncode, 0)
        self.assertTrue(any(call.startswith("sudo -n env") for call in self.called()))


class Build(RunTest):
    def setUp(self):
        super().setUp()
        self.installed.touch()
        (self.root / "CMakePresets.json").touch()

    def test_suite_is_configured_built_and_run(self):
        result = self.run_script("test", "-R", "wire")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", "run: building in build/default\n"))
        self.assertEqual(
            self.called(),
            ["cmake --preset default", "cmake --build --preset default", "ctest --preset default -R wire"],
        )

    def test_32_bit_words_need_no_emulator_where_they_run(self):
        result = self.run_script("test-ia32", "-R", "wire")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", "run: building in build/ia32\n"))
        self.assertEqual(
            self.called(), ["cmake --preset ia32", "cmake --build --preset ia32", "ctest --preset ia32 -R wire"]
        )

    def test_failing_32_bit_compiler_is_no_reason_to_emulate(self):
        self.command("gcc", "echo no such option; exit 1")
        result = self.run_script("test-ia32")
        self.assertEqual((result.returncode, self.called()), (1, []))
        self.assertIn("no such option\n", result.stderr)


    def test_coverage_is_built_before_it_is_gathered(self):
        self.command("python3", 'echo "python3 $*" >>"$CALLS"')
        self.assertEqual(self.run_script("coverage").returncode, 0)
        self.assertEqual(
            self.called(),
            [
                "cmake --preset coverage",
                "cmake --build --preset coverage",
                "python3 -B tools/coverage/coverage.py build/coverage",
            ],
        )

    def test_mutants_get_the_arguments_and_tell_the_result(self):
        self.command("python3", 'echo "python3 $*" >>"$CALLS"; exit 1')
        self.assertEqual(self.run_script("mutants", "src/", "--minutes", "2").returncode, 1)
        self.assertEqual(self.called(), ["python3 -B tools/mutants/mutants.py src/ --minutes 2"])

    def test_failing_build_shows_its_output_and_stops(self):
        self.command("cmake", 'echo "error: $*"; exit 1')
        result = self.run_script("test")
        self.assertEqual((result.returncode, result.stdout, self.called()), (1, "", []))
        self.assertIn("error: --preset default\n", result.stderr)

    def test_demo_gets_the_input_and_nothing_else_on_its_output(self):
        folder = self.root / "build/default"
        (folder / "bin").mkdir(parents=True)
        (folder / "build.ninja").touch()
        self.command("cmake", "echo noise; echo noise >&2; cat")
        host = folder / "bin/sel4host"
        host.write_text(f'#!{shutil.which("bash")}\necho "host $*"; cat; exit 7\n', encoding="utf-8")
        host.chmod(0o755)
        result = self.run_script("demo", "--trace", typed="hello\n")
        self.assertEqual(
            (result.returncode, result.stdout, result.stderr),
            (
                7,
                "host --trace build/default/bin/demo-parent\nhello\n"
                "host --trace build/default/bin/two-children-parent\n",
                "",
            ),
        )


class Emulation(RunTest):
    """Linux executes no 32-bit programs. Of three tests two are disabled."""

    def setUp(self):
        super().setUp()
        self.compiler(126)
        self.installed.touch()
        self.status = self.root / "status"
        self.status.write_text("0", encoding="utf-8")
        self.command(
            "ctest",
            f"""echo "ctest $*" >>"$CALLS"
            [[ $* == *" -N -V" ]] || exit "$(<{self.status})"
            echo '  Test #1: unit_wire'
            echo 'Labels: not emulated: filters'
            echo '  Test #2: confine (Disabled)'
            echo 'Labels: not emulated: exceptions'
            echo '  Test #3: fault (Disabled)'""",
        )

    def test_emulator_is_installed_where_it_is_needed(self):
        self.apt('touch "$INSTALLED.qemu"')
        self.command(
            "dpkg-query",
            """for package in "${@:4}"; do
                [[ $package != qemu-user || -e $INSTALLED.qemu ]] || continue
                echo "${package%:*}:amd64=installed"; echo "${package%:*}:i386=installed"
            done""",
        )
        result = self.run_script("test-ia32")
        self.assertEqual(result.returncode, 0)
        self.assertIn("run: installing qemu-user\n", result.stderr)
        self.assertEqual(self.called()[0], "apt-get install -y --no-install-recommends qemu-user")

    def test_emulated_suite_tells_what_was_left_out_and_why(self):
        result = self.run_script("test-ia32", "-R", "wire")
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        first, second, *reasons = result.stderr.splitlines()
        self.assertEqual(first, "run: building in build/ia32-emulated")
        self.assertIn("2 tests were left out", second)
        self.assertEqual(
            sorted(reasons),
            ["run: left out 1, not emulated: exceptions", "run: left out 1, not emulated: filters"],
        )
        self.assertEqual(
            self.called(),
            [
                "cmake --preset ia32-emulated",
                "cmake --build --preset ia32-emulated",
                "ctest --preset ia32-emulated -R wire",
                "ctest --preset ia32-emulated -R wire -N -V",
            ],
        )

    def test_emulated_suite_that_fails_is_a_failure(self):
        self.status.write_text("8", encoding="utf-8")
        self.assertEqual(self.run_script("test-ia32").returncode, 8)


if __name__ == "__main__":
    RUN = os.path.abspath(sys.argv.pop())
    unittest.main()
