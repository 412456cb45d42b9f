#!/bin/sh
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Runs a command in a place where Linux hands programs for another processor to an emulator, also those that the
# command starts.
#
# How it works: Linux is told an emulator with "binfmt_misc", by what the first bytes of a program are. A user and a
# mount namespace of the command's own hold that registration: nobody else sees it, it needs no privilege, and it goes
# with the command. Fails where Linux cannot do so, which it can since 6.7.
#
# Usage: emulate.sh EMULATOR COMMAND [ARGUMENTS]. The emulator's name tells for which processor it is: qemu-i386.

set -eu
emulator=$(command -v "$1")
shift

# The ELF header's class, 32 or 64 bits, and its number of the processor.
case ${emulator##*/} in
qemu-i386) class=01 machine='\x03\x00' ;;
qemu-aarch64) class=02 machine='\xb7\x00' ;;
*)
    echo "emulate.sh: $emulator is for no processor that is known here" >&2
    exit 1
    ;;
esac

# ELF, of that class, little-endian; an executable, or a position-independent one; for that processor.
magic="\\x7fELF\\x$class\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00$machine"
mask='\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\xfe\xff\xff\xff'

# P: the program's name stays what its caller chose.
# shellcheck disable=SC2016 # what is expanded there
exec unshare --user --map-root-user --mount sh -euc '
    mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
    printf %s "$0" >/proc/sys/fs/binfmt_misc/register
    exec "$@"
' ":emulated:M::$magic:$mask:$emulator:P" "$@"
