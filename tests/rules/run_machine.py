# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Simulated machines for the script `run`: one folder, all of its PATH, has every command that the script may call.
The important ones are small scripts that log their calls; no compiler, package or root is needed."""

import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
REAL = "bash cat chmod cp dirname env find flock grep mkdir mv nproc realpath rm sed sh sort tar touch tr".split()
OF_BUILDS = "cmake ctest ninja protoc protoc-gen-nanopb python3".split()
OTHERS = (
    "clang clang-format cppcheck debootstrap doxygen gcovr git nm pkg-config qemu-aarch64 qemu-i386 reuse run-clang-tidy"
    " shellcheck spin unshare valgrind"
).split()
INSTALL = "apt-get install -y --no-install-recommends --no-remove "
# A machine is a folder. With apt-get, whatever is in its folder `store` can be installed; the files in its folder
# `lacking` are what its compiler does not find.
APT = """case "$*" in
    *--print-uris*)
        [[ ! -e $MACHINE/no-lists ]] || exit 100
        echo "Need to get 23.4 MB of archives."
        echo "After this operation, 101 MB of additional disk space will be used."
        exit
        ;;
    install*)
        for lacking in "$MACHINE"/lacking/*; do [[ $lacking == *m32 && $* != *multilib* ]] || rm -f "$lacking"; done
        for stored in "$MACHINE"/store/*; do [[ ! -e $stored ]] || mv "$stored" "$MACHINE/bin"; done
        ;;
    update) rm -f "$MACHINE/no-lists" ;;
    indextargets*) echo mirror:/debian; exit ;;
    esac"""


class RunTest(unittest.TestCase):
    """A machine with all tools and no apt-get, and a copy of the script in an empty project."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.bin = self.root / "bin"
        self.bin.mkdir()
        self.calls = self.root / "calls"
        folders = re.search(r"^c_folders=\((.*)\)", (PROJECT / "run").read_text(encoding="utf-8"), re.MULTILINE)[1]
        for name in folders.split() + ["tools"]:
            (self.root / name).mkdir()
        for name in REAL:
            (self.bin / name).symlink_to(shutil.which(name))
        shutil.copy(PROJECT / "run", self.root / "run")
        for name in ("run", "completion"):
            shutil.copytree(PROJECT / "tools" / name, self.root / "tools" / name)
        for name in OF_BUILDS + OTHERS:
            self.command(name, f'echo "{name} $*" >>"$MACHINE/calls"')
        self.command("uname", "echo x86_64")
        self.compiler(0)
        for name in ("aarch64-linux-gnu-gcc", "g++"):
            self.command(name, 'exec gcc "$@"')
        (self.root / "CMakePresets.json").touch()

    def command(self, name, script):
        path = self.bin / name
        path.unlink(missing_ok=True)  # a link leads to this host's own command, which must not be overwritten
        path.write_text(f"#!{shutil.which('bash')}\n: \"${{MACHINE:?}}\"\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def compiler(self, status):
        """Installs a gcc whose programs exit with this status; 126 is the shell's for programs that Linux cannot
        execute."""
        self.command("gcc", f"""[[ $* != -dumpversion ]] || {{ echo 12; exit; }}
            [[ $* != -print-multiarch ]] || {{ echo x86_64-linux-gnu; exit; }}
            for word; do
                [[ ! -e $MACHINE/lacking/$word ]] || {{ echo "no such thing: $word" >&2; exit 1; }}
                [[ $last != -o ]] || output=$word
                last=$word
            done
            printf '#!/bin/sh\\nexit {status}\\n' >"$output"; chmod +x "$output\"""")

    def apt(self, script=APT):
        self.command("apt-get", f'[[ $* == *--print-uris* ]] || echo "apt-get $*" >>"$MACHINE/calls"; {script}')
        self.command("dpkg", 'echo "dpkg $*" >>"$MACHINE/calls"')

    def absent(self, *names):
        """Removes commands and options of the compiler."""
        for name in names:
            if (self.bin / name).exists():
                (self.root / "store").mkdir(exist_ok=True)
                (self.bin / name).rename(self.root / "store" / name)
            else:
                (self.root / "lacking").mkdir(exist_ok=True)
                (self.root / "lacking" / name).touch()

    def run_script(self, *arguments, root=True, typed="", stderr=subprocess.PIPE):
        # EUID is bash's own variable, so another user needs another script.
        for path in (self.root / "run", self.root / "tools/run/tools.bash"):
            path.write_text(path.read_text(encoding="utf-8").replace("EUID", "0" if root else "1000"), encoding="utf-8")
        return subprocess.run(
            [shutil.which("bash"), self.root / "run", *arguments],
            env={"PATH": str(self.bin), "MACHINE": str(self.root)},
            input=typed,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )

    def called(self):
        return self.calls.read_text(encoding="utf-8").splitlines() if self.calls.exists() else []

    def program(self, name, script):
        """Adds a program that the build seems to have built."""
        path = self.root / "build/default/bin" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (self.root / "build/default/build.ninja").touch()
        path.write_text(f"#!{shutil.which('bash')}\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
