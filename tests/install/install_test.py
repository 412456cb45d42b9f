# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Builds programs outside this tree, as users do, and runs them.

Usage: install_test.py SOURCES BUILD WORK CMAKE ARCHITECTURE COMPILER [FLAG...]; writes only below WORK."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

SOURCES, BUILD, WORK = (pathlib.Path(argument) for argument in sys.argv[1:4])
CMAKE, ARCHITECTURE, COMPILER = sys.argv[4:7]
FLAGS = sys.argv[7:]
PREFIX = WORK / "prefix"
HEADERS = PREFIX / "include/sel4rpc-hosted"
SEL4HOST = PREFIX / "bin/sel4host"
SEL4_TREE = (f"-DLIBSEL4RPC={SOURCES}", f"-DINSTALLED={PREFIX}", f"-DKernelArch={ARCHITECTURE}")
WARNINGS = ("-Wall", "-Wextra", "-Werror")


def run(*command, **options):
    """Runs a command, which must succeed; returns what it printed."""
    result = subprocess.run(
        [str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    if result.returncode != 0:
        raise AssertionError(f"{command} ended with {result.returncode}:\n{result.stdout}")
    return result.stdout


def pkg_config(*arguments):
    folders = [path.parent for path in PREFIX.rglob("*.pc")]
    environment = dict(os.environ, PKG_CONFIG_PATH=":".join(map(str, folders)))
    return run("pkg-config", *arguments, "sel4rpc-hosted", env=environment).split()


def version_of_header():
    text = (SOURCES / "include/sel4rpc/version.h").read_text(encoding="utf-8")
    return ".".join(re.search(rf"define SEL4RPC_VERSION_{part} (\d+)", text).group(1) for part in ("MAJOR", "MINOR", "PATCH"))


def setUpModule():
    shutil.rmtree(WORK, ignore_errors=True)
    run(CMAKE, "--install", BUILD, "--prefix", PREFIX)


class Projects(unittest.TestCase):
    """Builds with CMake, as other projects do."""

    def configure(self, folder, *options):
        build = folder / "build"
        options += (f"-DCMAKE_C_COMPILER={COMPILER}", f"-DCMAKE_C_FLAGS={' '.join(FLAGS)}")
        return build, run(CMAKE, "-G", "Ninja", "-S", folder, "-B", build, *options)

    def build_starter(self, name, *options):
        """Copies the starter, builds it, and runs it on both machines."""
        folder = WORK / name
        shutil.copytree(SOURCES / "examples/starter", folder)
        build, _ = self.configure(folder, *options)
        run(CMAKE, "--build", build)
        output = run(pathlib.Path(CMAKE).with_name("ctest"), "--test-dir", build, "--no-tests=error", "-V")
        self.assertEqual(2, output.count("parent: the child is done, all went well"), output)

    def test_the_starter_builds_against_an_installation(self):
        self.build_starter("installed", f"-DCMAKE_PREFIX_PATH={PREFIX}")

    def test_the_starter_builds_with_the_library_as_a_subdirectory(self):
        self.build_starter("subdirectory", f"-DLIBSEL4RPC={SOURCES}")

    def test_protocol_and_manual_page_are_installed_below_the_prefix(self):
        self.assertTrue((PREFIX / "share/sel4rpc-hosted/rpc.proto").is_file())
        self.assertTrue((PREFIX / "share/man/man1/sel4host.1").is_file())

    def test_an_installation_may_be_moved(self):
        shutil.copytree(PREFIX, WORK / "moved/prefix", symlinks=True)
        PREFIX.rename(WORK / "away")
        try:
            self.build_starter("moved/starter", f"-DCMAKE_PREFIX_PATH={WORK / 'moved/prefix'}")
        finally:
            (WORK / "away").rename(PREFIX)

    def test_the_library_can_be_had_by_fetch_content(self):
        folder = WORK / "fetched"
        folder.mkdir()
        (folder / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.21)\nproject(fetched C)\ninclude(FetchContent)\n"
            f"FetchContent_Declare(libsel4rpc SOURCE_DIR {SOURCES})\nFetchContent_MakeAvailable(libsel4rpc)\n"
            "hosted_program(fetched main.c LIBRARIES sel4rpc_process)\n",
            encoding="utf-8",
        )
        (folder / "main.c").touch()
        self.configure(folder)

    def test_a_sel4_build_gets_the_library_and_nothing_else(self):
        folder = WORK / "sel4_tree"
        shutil.copytree(SOURCES / "tests/install/sel4_tree", folder)
        build, _ = self.configure(folder, *SEL4_TREE)
        run(CMAKE, "--build", build, "--target", "sel4rpc")

    def test_a_build_may_give_a_protocol_of_its_own(self):
        folder = WORK / "own_protocol"
        shutil.copytree(SOURCES / "tests/install/sel4_tree", folder)
        protocol = (SOURCES / "rpc.proto").read_text(encoding="utf-8")
        protocol = protocol.replace("oneof msg {", "oneof msg { Mine mine = 5;") + "message Mine { string name = 1; }"
        (folder / "rpc.proto").write_text(protocol, encoding="utf-8")
        (folder / "rpc.options").write_text("Mine.name max_size:8", encoding="utf-8")
        build, _ = self.configure(folder, *SEL4_TREE, f"-DSEL4RPC_PROTO={folder / 'rpc.proto'}")
        run(CMAKE, "--build", build, "--target", "sel4rpc")
        self.assertIn("RpcMessage_mine_tag", (build / "libsel4rpc/rpc.pb.h").read_text(encoding="utf-8"))
        with self.assertRaisesRegex(AssertionError, "has to name a file rpc.proto"):
            self.configure(folder, *SEL4_TREE, f"-DSEL4RPC_PROTO={folder / 'rpc.options'}")

    def test_another_minor_version_is_refused(self):
        folder = WORK / "newer"
        folder.mkdir()
        (folder / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.21)\nproject(newer C)\nfind_package(sel4rpc-hosted 0.999 REQUIRED)\n",
            encoding="utf-8",
        )
        with self.assertRaisesRegex(AssertionError, "0.999"):
            self.configure(folder, f"-DCMAKE_PREFIX_PATH={PREFIX}")


class Compilers(unittest.TestCase):
    """Builds with only a compiler and pkg-config."""

    def flags(self):
        return pkg_config("--cflags", "--libs")

    def test_pkg_config_is_enough_for_a_parent_and_a_child(self):
        folder = WORK / "pkg_config"
        folder.mkdir()
        for name in ("parent", "child"):
            source = SOURCES / f"examples/starter/{name}.c"
            run(COMPILER, *FLAGS, *WARNINGS, source, "-o", folder / f"starter-{name}", *self.flags())
        self.assertEqual([str(SEL4HOST)], [os.path.normpath(path) for path in pkg_config("--variable=sel4host")])
        self.assertIn("all went well", run(SEL4HOST, folder / "starter-parent"))

    def test_a_cxx_program_can_include_and_link_everything(self):
        folder = WORK / "cxx"
        folder.mkdir()
        names = sorted(path.relative_to(HEADERS).as_posix() for path in HEADERS.rglob("*.h"))
        self.assertIn("sel4rpc/parent.h", names)
        lines = [f"#include <{name}>" for name in names]
        lines += [
            "#include <cstdio>",
            "int main()",
            "{",
            "    static sel4rpc_parent_t parent;",
            "    sel4rpc_client_t client;",
            "    sel4rpc_client_init(&client, 1);",
            "    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0) {",
            "        return 1;",
            "    }",
            "    sel4rpc_parent_clean_up(&parent);",
            '    std::puts(sel4rpc_strerror(seL4_RangeError));',
            "    return 0;",
            "}",
        ]
        (folder / "main.cpp").write_text("\n".join(lines) + "\n", encoding="utf-8")
        program = folder / "program"
        # C++ warns of C's {.member = value}; that is no fault.
        warnings = (*WARNINGS, "-Wno-missing-field-initializers")
        run("g++", *FLAGS, *warnings, folder / "main.cpp", "-o", program, *self.flags())
        self.assertEqual("out of range\n", run(SEL4HOST, program))

    def test_each_header_can_be_included_alone(self):
        for path in sorted(HEADERS.rglob("*.h")):
            name = path.relative_to(HEADERS).as_posix()
            if re.fullmatch(r"vka/(sel4_arch/|arch/k?)object(_t)?\.h", name):
                continue  # as in seL4's libraries, they are parts of vka/object.h and vka/kobject_t.h
            source = WORK / "alone.c"
            source.write_text(f"#include <{name}>\n", encoding="utf-8")
            with self.subTest(name):
                run(COMPILER, *FLAGS, *WARNINGS, "-fsyntax-only", source, *pkg_config("--cflags"))


class Versions(unittest.TestCase):
    def test_the_version_is_the_same_everywhere(self):
        changes = (SOURCES / "CHANGES.md").read_text(encoding="utf-8")
        self.assertEqual(version_of_header(), re.search(r"^## (\S+)", changes, re.MULTILINE).group(1))
        self.assertEqual([version_of_header()], pkg_config("--modversion"))


if __name__ == "__main__":
    lacking = [name for name in ("g++", "pkg-config") if shutil.which(name) is None]
    if lacking:
        print("not run, for want of", *lacking)
        sys.exit(77)  # neither passed nor failed
    unittest.main(argv=sys.argv[:1])
