#!/bin/sh
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Runs a command, and everything that the command starts, so that Linux hands programs for another processor to an
# emulator.
#
# How it works: it registers the emulator with Linux's "binfmt_misc", by the first bytes of a program. The
# registration lives in the command's own user and mount namespaces: nobody else sees it, it needs no privilege, and
# it disappears with the command. Fails if Linux cannot do this; Linux can since 6.7.
#
# Usage: emulate.sh EMULATOR COMMAND [ARGUMENTS]. The emulator's name tells the processor: qemu-i386.

set -eu
emulator=$(command -v "$1")
shift

# From the ELF header: the class, 32 or 64 bits, and the processor's number.
case ${emulator##*/} in
qemu-i386) class=01 machine='\x03\x00' ;;
qemu-aarch64) class=02 machine='\xb7\x00' ;;
*)
    echo "emulate.sh: $emulator is for no processor that is known here" >&2
    exit 1
    ;;
esac

# Matches ELF of that class, little-endian, executable or position-independent, for that processor.
magic="\\x7fELF\\x$class\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00$machine"
mask='\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\xfe\xff\xff\xff'

# P: the program keeps the name that its caller chose.
# shellcheck disable=SC2016 # what is expanded there
exec unshare --user --map-root-user --mount sh -euc '
    mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
    printf %s "$0" >/proc/sys/fs/binfmt_misc/register
    exec "$@"
' ":emulated:M::$magic:$mask:$emulator:P" "$@"
