#!/usr/bin/env bash
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Makes the reference of all public functions, as HTML and as man pages, in build/docs. Fails if Doxygen has a warning;
# variables and macros may explain themselves, so those without a comment are fine.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/run/say.bash

folder=build/docs
undocumented='\((variable|macro definition)\) of .* is not documented\.$'

version=$(sed -n 's/^#define SEL4RPC_VERSION_[A-Z]* \([0-9]*\)$/\1/p' include/sel4rpc/version.h)
rm -rf "$folder"
mkdir -p "$folder"
export VERSION=${version//$'\n'/.}
doxygen tools/docs/Doxyfile >"$folder/log" 2>&1 || {
    cat "$folder/log" >&2
    stop "doxygen failed"
}
! grep -vE "$undocumented|^$" "$folder/log" >&2 || stop "doxygen has warnings"

# A page of a header gets the library's name, because all man pages share a folder; so do pages that only refer to it.
# Members of structs have none.
cd "$folder/man/man3"
sed -i 's|^\.so man3/\([a-z]*\.h\.3\)$|.so man3/sel4rpc_\1|' -- *.3
for page in *.3; do
    case $page in
    sel4rpc_* | SEL4RPC_*) ;;
    *.h.3) mv "$page" "sel4rpc_$page" ;;
    *) rm "$page" ;;
    esac
done
echo "reference: $folder/html/index.html; man pages: $folder/man"
