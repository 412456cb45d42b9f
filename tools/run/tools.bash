# shellcheck shell=bash
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The tools that the verbs of `run` need: how to check for each, and which Debian packages have it. If apt-get is there,
# set_up installs what is missing, and removes nothing; elsewhere it says what is missing.
#
# Commands are looked up in PATH each time. Headers and libraries are tried by compiling and linking with the compiler
# that will use them; build/tools remembers which of these worked.

declare -A check packages

# tool NAME PACKAGES CHECK...: `@` in PACKAGES is gcc's major version.
tool()
{
    packages[$1]=$2
    check[$1]="${*:3}"
}

cmocka="-lcmocka stdarg.h stddef.h setjmp.h stdint.h cmocka.h"
nanopb="-I/usr/include/nanopb -lprotobuf-nanopb pb_decode.h"
fuzzer="-fsanitize=fuzzer,address,undefined -Dmain=LLVMFuzzerTestOneInput"
ia32="-m32 -idirafter /usr/include/x86_64-linux-gnu" # as the preset ia32 has it

tool gcc                "gcc"                                         in_path gcc
tool g++                "g++"                                         in_path g++
tool pkg-config         "pkgconf"                                     in_path pkg-config
tool libc               "libc6-dev"                                   links gcc stdio.h
tool sanitizers         "gcc"                                         links gcc -fsanitize=address,undefined
tool cmake              "cmake"                                       in_path cmake
tool ninja              "ninja-build"                                 in_path ninja ninja-build samu
tool cmocka             "libcmocka-dev"                               links gcc "$cmocka"
tool nanopb             "libnanopb-dev"                               links gcc "$nanopb"
tool protoc             "protobuf-compiler"                           in_path protoc
tool protoc-gen-nanopb  "nanopb"                                      in_path protoc-gen-nanopb
tool python3            "python3"                                     in_path python3
tool gcc-m32            "gcc-@-multilib"                              links gcc "$ia32" stdio.h asm/types.h
tool g++-m32            "g++-@-multilib"                              links g++ "$ia32" math.h
tool cmocka-m32         "libcmocka-dev:i386"                          links gcc "$ia32 $cmocka"
tool nanopb-m32         "libnanopb-dev:i386"                          links gcc "$ia32 $nanopb"
tool qemu-i386          "qemu-user"                                   in_path qemu-i386
tool gcc-aarch64        "gcc-aarch64-linux-gnu libc6-dev-arm64-cross" links aarch64-linux-gnu-gcc stdio.h
tool cmocka-aarch64     "libcmocka-dev:arm64"                         links aarch64-linux-gnu-gcc "$cmocka"
tool nanopb-aarch64     "libnanopb-dev:arm64"                         links aarch64-linux-gnu-gcc "$nanopb"
tool qemu-aarch64       "qemu-user"                                   in_path qemu-aarch64
tool clang              "clang"                                       in_path clang
tool libfuzzer          "libclang-rt-dev"                             links clang "$fuzzer"
tool gcovr              "gcovr"                                       in_path gcovr
tool spin               "spin"                                        in_path spin
tool doxygen            "doxygen"                                     in_path doxygen
tool graphviz           "graphviz"                                    in_path dot
tool valgrind           "valgrind"                                    in_path valgrind
tool callgrind.h        "valgrind"                                    links gcc valgrind/callgrind.h
tool binutils           "binutils"                                    in_path nm
tool clang-format       "clang-format"                                in_path clang-format
tool clang-tidy         "clang-tidy"                                  in_path run-clang-tidy
tool cppcheck           "cppcheck"                                    in_path cppcheck
tool shellcheck         "shellcheck"                                  in_path shellcheck
tool reuse              "reuse"                                       in_path reuse
tool git                "git"                                         in_path git
tool debootstrap        "debootstrap debian-archive-keyring"          in_path debootstrap

# --- checks

# in_path COMMAND...: whether one of them is there.
in_path()
{
    local name
    for name in "$@"; do
        ! command -v "$name" >/dev/null || return 0
    done
    return 1
}

# links COMPILER [OPTION...] [HEADER...]: whether a program with these headers can be compiled and linked.
links()
{
    local word options=() source="" language=c
    [[ $1 != *g++ ]] || language=c++
    for word in "${@:2}"; do
        case $word in
        *.h) source+="#include <$word>"$'\n' ;;
        *) options+=("$word") ;;
        esac
    done
    mkdir -p build/tools
    "$1" -o build/tools/probe -x $language - "${options[@]}" <<<"${source}int main(void) { return 0; }" >/dev/null 2>&1
}

is_there()
{
    local proof=build/tools/$1
    # shellcheck disable=SC2086 # words on purpose
    case ${check[$1]} in
    links*)
        [[ -e $proof ]] || { ${check[$1]} && : >"$proof"; }
        ;;
    *) ${check[$1]} ;;
    esac
}

missing_tools()
{
    local name missing=()
    for name in "$@"; do
        is_there "$name" || missing+=("$name")
    done
    echo "${missing[*]}"
}

# packages_of TOOL...: each package once, on one line.
packages_of()
{
    local name package line=""
    for name in "$@"; do
        for package in ${packages[$name]}; do
            [[ $package != *@* ]] || package=${package/@/$(gcc_version)}
            [[ " $line " == *" $package "* ]] || line+=" $package"
        done
    done
    echo "${line# }"
}

gcc_version()
{
    local version
    version=$(gcc -dumpversion 2>/dev/null) || version=N
    echo "${version%%.*}"
}

# --- installation

# Nothing that is installed is ever removed: cross compilers and gcc-multilib, for example, exclude each other.
apt_options=(-y --no-install-recommends --no-remove)

# set_up TOOL...: installs those that are missing, or says how to and stops.
set_up()
{
    local missing wanted as_root
    missing=$(missing_tools "$@")
    [[ -n $missing ]] || return 0
    # shellcheck disable=SC2086 # words on purpose
    wanted=$(packages_of $missing)

    if ! in_path apt-get; then
        say "not found: $missing"
        say "install them, then try again; on Debian these packages have them:"
        echo "    $wanted" >&2
        exit 1
    fi
    if ! as_root=$(root_prefix); then
        say "not found: $missing"
        stop_with_command "$wanted"
    fi
    # shellcheck disable=SC2086
    install_packages "$as_root" $wanted || stop_with_command "$wanted"
    # shellcheck disable=SC2086
    missing=$(missing_tools $missing)
    [[ -z $missing ]] || stop "still not found, although installed: $missing"
}

# install_packages ROOT_PREFIX PACKAGE...: says first how much that is.
install_packages()
{
    local architecture plan as_root=$1
    shift
    # shellcheck disable=SC2086 # words on purpose
    for architecture in $(architectures_of "$*"); do
        quietly $as_root dpkg --add-architecture "$architecture" || return
    done
    if ! plan=$(plan_of "$@"); then
        update_lists "$as_root"
        plan=$(plan_of "$@") || plan="size unknown"
    fi
    say "installing $* ($plan)"
    # The lists may be so old that packages have gone: only a second failure counts.
    local command=(env DEBIAN_FRONTEND=noninteractive apt-get install "${apt_options[@]}" "$@")
    # shellcheck disable=SC2086
    $as_root "${command[@]}" >/dev/null 2>&1 </dev/null && return
    update_lists "$as_root"
    # shellcheck disable=SC2086
    quietly $as_root "${command[@]}"
}

# One of several mirrors may fail; the installation tells whether that matters.
update_lists()
{
    say "updating the lists of packages"
    # shellcheck disable=SC2086
    $1 apt-get update >/dev/null 2>&1 </dev/null || true
}

# What apt would download and add to the disk, and how long that may take. Fails if apt cannot install the packages.
plan_of()
{
    local output download="nothing" disk="nothing" minutes=1 amount="([0-9.,]+ ?[kMG]?B)"
    output=$(LC_ALL=C apt-get install "${apt_options[@]}" --print-uris "$@" 2>/dev/null </dev/null) || return
    [[ ! $output =~ Need\ to\ get\ $amount ]] || download=${BASH_REMATCH[1]}
    [[ ! $output =~ After\ this\ operation,\ $amount ]] || disk=${BASH_REMATCH[1]}
    [[ ! $disk =~ ^([0-9]+).*MB ]] || minutes=$((1 + BASH_REMATCH[1] / 200))
    [[ $disk != *GB ]] || minutes=10
    echo "$download to download, $disk on disk, about $minutes min"
}

# The foreign architectures that the packages name.
architectures_of()
{
    local architecture
    for architecture in i386 arm64; do
        [[ "$1 " != *":$architecture "* ]] || echo "$architecture"
    done
}

# What to write before a command to run it as root: nothing, or sudo. Fails if neither will do.
root_prefix()
{
    ((EUID)) || return 0
    in_path sudo || return 1
    if [[ -t 2 ]]; then
        echo sudo
    else
        sudo -n true 2>/dev/null || return 1
        echo "sudo -n"
    fi
}

stop_with_command()
{
    local line architecture
    line="apt-get update && apt-get install ${apt_options[*]} $1"
    for architecture in $(architectures_of "$1"); do
        line="dpkg --add-architecture $architecture && $line"
    done
    say "type this as root, then try again:"
    echo "    $line" >&2
    exit 1
}
