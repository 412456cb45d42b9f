#!/usr/bin/env bash
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Runs the checkout's HEAD on a bare Debian, as if somebody had just installed it and cloned the project.
#
# Usage, as root: unshare --mount tools/run/fresh.bash [12|13] [COMMAND]
#
# build/fresh/RELEASE.tar is the bare root, made once by debootstrap; each run unpacks it to build/fresh/RELEASE,
# where it stays for a look until the next run. RELEASE.debs keeps what apt-get downloads there. The mirror is the one
# that this machine's apt uses. All mounts are in this script's own mount namespace, and end with it.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/run/say.bash

codenames=([12]=bookworm [13]=trixie)
commands=("./run demo" "./run test")
home=/root/libsel4rpc

# The mirror of Debian that apt has on this machine.
mirror()
{
    # shellcheck disable=SC2016 # apt-get fills it in
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | sort -u | sed -n 1p
}

# make_bare CODENAME ROOT: with debootstrap.
make_bare()
{
    local from extra=()
    from=$(mirror)
    [[ -n $from ]] || stop "apt knows no mirror of Debian: apt-get update?"
    [[ $from != https:* ]] || extra=(--include=ca-certificates)
    say "making a bare $1 in $2, once: about 50 MB to download, 400 MB on disk, a minute or two"
    quietly debootstrap --variant=minbase "${extra[@]}" "$1" "$2" "$from"
    rm -f "$2"/var/cache/apt/archives/*.deb
}

# unpack CODENAME ROOT: a root in which nothing was ever installed.
unpack()
{
    rm -rf --one-file-system "$2"
    if [[ -e $2.tar ]]; then
        mkdir "$2"
        tar -C "$2" -xpf "$2.tar"
    else
        make_bare "$1" "$2"
        tar -C "$2" --one-file-system -cf "$2.tar.new" .
        mv "$2.tar.new" "$2.tar"
    fi
}

# Gives a root what it needs of this machine: names of hosts, how apt downloads, devices and processes.
connect()
{
    mkdir -p "$1.debs/partial"
    cp -L /etc/resolv.conf /etc/hosts "$1/etc/"
    apt-config dump | grep -E '^Acquire::(Check-Valid-Until|Retries|https?::)' >"$1/etc/apt/apt.conf.d/90fresh" || true
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    mount --bind "$1.debs" "$1/var/cache/apt/archives"
}

copy_head()
{
    local changes
    changes=$(git status --porcelain) || stop "fresh tests the checkout's HEAD, and this is no git checkout"
    [[ -z $changes ]] || say "fresh: uncommitted changes are left out"
    git clone --quiet --no-hardlinks . "$1$home"
}

# run_in ROOT COMMAND: of this machine's environment only the proxies are kept.
run_in()
{
    local name proxies=()
    for name in http_proxy https_proxy no_proxy; do
        [[ -z ${!name-} ]] || proxies+=("$name=${!name}")
    done
    chroot "$1" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        LANG=C.UTF-8 TERM="${TERM-dumb}" "${proxies[@]}" /bin/bash -c "cd $home && $2"
}

main()
{
    local release=13 root command status
    if [[ ${1-} =~ ^[1-9][0-9]*$ ]]; then
        release=$1
        shift
    fi
    [[ -n ${codenames[$release]-} ]] || stop "there is no Debian $release here, but: ${!codenames[*]}"
    ((!$#)) || commands=("$*")
    root=build/fresh/$release
    mkdir -p build/fresh
    exec 9>"$root.lock"
    flock -n 9 || stop "another run is at work in $root"
    unpack "${codenames[$release]}" "$root"
    copy_head "$root"
    connect "$root"
    for command in "${commands[@]}"; do
        status=0
        SECONDS=0
        say "fresh $release: $command"
        run_in "$root" "$command" 9>&- || status=$?
        say "fresh $release: $command: status $status after $SECONDS s"
        ((status == 0)) || return "$status"
    done
}

main "$@"
