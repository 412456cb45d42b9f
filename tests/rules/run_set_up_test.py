# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The script `run`: setting a machine up, and bare Debians."""

import unittest

from run_machine import APT, INSTALL, RunTest


class SetUp(RunTest):
    def installations(self):
        return [call for call in self.called() if call.startswith("apt-get")]

    def test_tools_that_are_there_are_enough_without_dpkg_and_apt(self):
        result = self.run_script("check")
        self.assertEqual(result.returncode, 0)
        self.assertNotIn("install", result.stderr)
        self.assertEqual(len(result.stdout.splitlines()), 1)

    def test_nothing_missing_installs_nothing(self):
        self.apt()
        for verb in ("demo", "test", "test-clang", "test-asan", "test-mcs", "test-ia32", "test-aarch64"):
            self.run_script(verb)
        self.assertEqual(self.installations(), [])

    def test_missing_tools_are_installed_after_the_size_is_said(self):
        self.apt()
        self.absent("clang-format", "reuse")
        result = self.run_script("check")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(
            result.stderr.splitlines()[0],
            "run: installing clang-format reuse (23.4 MB to download, 101 MB on disk, about 1 min)",
        )
        self.assertEqual(self.installations(), [INSTALL + "clang-format reuse"])

    def test_libraries_are_tried_with_the_compiler_and_remembered(self):
        self.apt()
        self.absent("-lcmocka", "-lprotobuf-nanopb")
        self.run_script("test")
        self.assertEqual(self.installations(), [INSTALL + "libcmocka-dev libnanopb-dev"])
        self.absent("-lcmocka")
        self.run_script("test")
        self.assertEqual(len(self.installations()), 1)

    def test_missing_lists_are_updated_first(self):
        self.apt()
        self.absent("reuse")
        (self.root / "no-lists").touch()
        result = self.run_script("check")
        self.assertEqual(result.returncode, 0)
        self.assertIn("23.4 MB to download", result.stderr)
        self.assertEqual(self.installations(), ["apt-get update", INSTALL + "reuse"])

    def test_stale_lists_are_updated(self):
        self.apt(
            """case $* in
            update) touch "$MACHINE/fresh-lists"; echo one of many mirrors failed; exit 100 ;;
            *) [[ -e $MACHINE/fresh-lists ]] || { echo not found on the mirror; exit 100; } ;;
            esac\n"""
            + APT
        )
        self.absent("reuse")
        result = self.run_script("check")
        self.assertEqual(result.returncode, 0)
        self.assertNotIn("mirror", result.stderr)
        self.assertEqual(self.installations()[-2:], ["apt-get update", INSTALL + "reuse"])

    def test_32_bit_words_take_the_package_that_excludes_no_cross_compiler(self):
        self.apt()
        self.absent("-m32", "gcc")
        result = self.run_script("test-ia32")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(
            self.called()[:4],
            [
                INSTALL + "gcc libc6-dev libcmocka-dev libnanopb-dev",
                "dpkg --add-architecture i386",
                INSTALL + "gcc-12-multilib libcmocka-dev:i386 libnanopb-dev:i386",
                "cmake --preset ia32",
            ],
        )

    def test_failing_apt_shows_its_output_and_the_command(self):
        self.apt("echo the mirror is on fire; exit 100")
        self.absent("reuse")
        result = self.run_script("check")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("the mirror is on fire", result.stderr)
        self.assertIn(INSTALL + "reuse\n", result.stderr)

    def test_tool_that_does_not_come_is_told(self):
        self.apt("exit 0")
        self.absent("reuse")
        result = self.run_script("check")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("run: still not found, although installed: reuse\n", result.stderr)

    def test_without_apt_tools_and_packages_are_named(self):
        self.absent("ninja", "-lcmocka")
        result = self.run_script("test")
        self.assertEqual((result.returncode, result.stdout, self.called()), (1, "", []))
        self.assertEqual(
            result.stderr,
            "run: not found: ninja cmocka\n"
            "run: install them, then try again; on Debian these packages have them:\n"
            "    ninja-build libcmocka-dev\n",
        )

    def stops_with_command(self):
        self.apt()
        self.absent("-m32", "reuse")
        result = self.run_script("check", root=False)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertEqual(
            result.stderr,
            f"run: not found: reuse\nrun: type this as root, then try again:\n    apt-get update && {INSTALL}reuse\n",
        )
        result = self.run_script("test-ia32", root=False)
        self.assertIn("    dpkg --add-architecture i386 && apt-get update && apt-get install", result.stderr)
        self.assertEqual(self.installations(), [])

    def test_user_without_sudo_is_told_the_command(self):
        self.stops_with_command()

    def test_user_whose_sudo_refuses_is_told_the_command(self):
        self.command("sudo", "exit 1")
        self.stops_with_command()

    def test_user_with_sudo_installs_through_it(self):
        self.apt()
        self.absent("reuse")
        self.command("sudo", 'echo "sudo $*" >>"$MACHINE/calls"; shift; "$@"')
        result = self.run_script("check", root=False)
        self.assertEqual(result.returncode, 0)
        self.assertTrue(any(call.startswith("sudo -n env") for call in self.called()))


class Fresh(RunTest):
    """Runs commands on a project's last commit, in roots that debootstrap makes."""

    def setUp(self):
        super().setUp()
        self.apt()
        self.command("apt-config", """echo 'Acquire::Check-Valid-Until "false";'; echo 'Acquire::cdrom "";'""")
        self.command("unshare", 'echo "unshare $1" >>"$MACHINE/calls"; shift; exec "$@"')
        self.command("mount", 'echo "mount" >>"$MACHINE/calls"')
        self.command("git", 'echo "git $1" >>"$MACHINE/calls"')
        self.command("debootstrap", 'echo "debootstrap $*" >>"$MACHINE/calls"; mkdir -p "$3"/etc/apt/apt.conf.d')
        self.command("chroot", 'echo "chroot ${@: -1}" >>"$MACHINE/calls"; exit "$(<"$MACHINE/status")"')
        (self.root / "status").write_text("0", encoding="utf-8")

    def test_only_root_is_served(self):
        result = self.run_script("fresh", root=False)
        self.assertEqual((result.returncode, self.called()), (1, []))
        self.assertIn("fresh needs root", result.stderr)

    def test_commands_of_the_readme_run_where_nothing_was_installed(self):
        result = self.run_script("fresh", "12")
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        commands = [call.rpartition(" && ")[2] for call in self.called() if call.startswith("chroot")]
        self.assertEqual(commands, ["./run demo", "./run test"])
        self.assertIn("debootstrap --variant=minbase bookworm build/fresh/12 mirror:/debian", self.called())
        self.assertEqual(self.called()[0], "unshare --mount")
        self.assertRegex(result.stderr, "(?m)^run: fresh 12: ./run test: status 0 after [0-9]+ s$")
        options = self.root / "build/fresh/12/etc/apt/apt.conf.d/90fresh"
        self.assertEqual(options.read_text(encoding="utf-8"), 'Acquire::Check-Valid-Until "false";\n')

    def test_next_run_starts_bare_without_debootstrap(self):
        self.run_script("fresh", "make", "check")
        (self.root / "build/fresh/13/installed").touch()
        self.calls.unlink()
        self.assertEqual(self.run_script("fresh", "make", "check").returncode, 0)
        self.assertFalse((self.root / "build/fresh/13/installed").exists())
        self.assertFalse(any(call.startswith("debootstrap") for call in self.called()))
        self.assertTrue(self.called()[-1].endswith(" && make check"))

    def test_failing_command_is_a_failure_and_the_last(self):
        (self.root / "status").write_text("3", encoding="utf-8")
        self.assertEqual(self.run_script("fresh").returncode, 3)
        self.assertEqual(len([call for call in self.called() if call.startswith("chroot")]), 1)

    def test_unknown_release_is_refused(self):
        result = self.run_script("fresh", "11")
        self.assertEqual(result.returncode, 1)
        self.assertIn("there is no Debian 11 here, but: 12 13", result.stderr)


if __name__ == "__main__":
    unittest.main()
