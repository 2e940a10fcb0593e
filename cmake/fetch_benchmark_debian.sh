#!/bin/sh
# fetch_benchmark_debian.sh FILE: the source of Google Benchmark 1.7.1 as FILE (a whole path), from Debian 12, on Debian
# 12. It is the archive of the project itself; who asks for it checks the hash.
set -eu
. "$(dirname "$0")/private_apt.sh"

private_apt_begin "$1" "deb-src [signed-by=$debian_keyring] MIRROR bookworm main"
file=$1
cd "$work"
private_apt update
private_apt source --download-only benchmark=1.7.1-1
mv benchmark_1.7.1.orig.tar.gz "$file"
