#!/bin/sh
# fetch_xsimd_debian.sh FOLDER: unpacks Debian 13's package of xsimd into FOLDER, on Debian 12. The package holds
# headers alone, the same for every architecture; the hash is that of amd64.
set -eu
. "$(dirname "$0")/private_apt.sh"

package=libxsimd-dev
version=13.2.0-1
sha256=60878acfc02bfca76e8c31d53a1b9fdff490c319e53f620f4327c9786eaf631f

target=$1
private_apt_begin "$target" "deb [arch=amd64 signed-by=$debian_keyring] MIRROR trixie main"
cd "$work"
private_apt update
private_apt download "$package=$version"
deb=$(echo "$package"_*.deb)
echo "$sha256  $deb" | sha256sum --check --quiet
dpkg-deb -x "$deb" root

# Whole or not at all; somebody else may have been faster.
mv -T root "$target" 2> /dev/null || test -d "$target/usr/include/xsimd"
