#!/bin/sh
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Runs a command in a place where Linux hands 32-bit x86 programs to an emulator, also those that the command starts.
#
# How it works: Linux is told an emulator with "binfmt_misc", by what the first bytes of a program are. A user and a
# mount namespace of the command's own hold that registration: nobody else sees it, it needs no privilege, and it goes
# with the command. Fails where Linux cannot do so, which it can since 6.7.
#
# Usage: emulate.sh EMULATOR COMMAND [ARGUMENTS]

set -eu
emulator=$(command -v "$1")
shift

# ELF, 32-bit, little-endian; an executable, or a position-independent one; for the 80386.
magic='\x7fELF\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00'
mask='\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\xfe\xff\xff\xff'

# P: the program's name stays what its caller chose.
# shellcheck disable=SC2016 # what is expanded there
exec unshare --user --map-root-user --mount sh -euc '
    mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
    printf %s "$0" >/proc/sys/fs/binfmt_misc/register
    exec "$@"
' ":ia32:M::$magic:$mask:$emulator:P" "$@"
