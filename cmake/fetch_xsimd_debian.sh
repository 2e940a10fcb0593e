#!/bin/sh
# fetch_xsimd_debian.sh FOLDER: unpacks Debian 13's package of xsimd into FOLDER, on Debian 12.
#
# apt does it, with its own lists and cache in a temporary folder: no root, and nothing of the system is
# touched. The package holds headers alone, the same for every architecture; the hash is that of amd64.
set -eu

package=libxsimd-dev
version=13.2.0-1
sha256=60878acfc02bfca76e8c31d53a1b9fdff490c319e53f620f4327c9786eaf631f
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

target=$1
mkdir -p "$(dirname "$target")"
work=$(mktemp -d "$target.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"

# The mirror that this machine already uses.
mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
  sed -n 's/^bookworm //p' | head -n 1)
echo "deb [arch=amd64 signed-by=$keyring] ${mirror:-http://deb.debian.org/debian} trixie main" > "$work/debian13.list"

private_apt() {
  apt-get -qq -o Dir::State="$work/state" -o Dir::State::status=/dev/null -o Dir::Cache="$work/cache" \
    -o Dir::Etc::sourcelist="$work/debian13.list" -o Dir::Etc::sourceparts=- \
    -o APT::Architecture=amd64 -o APT::Architectures=amd64 -o APT::Sandbox::User=root \
    -o Acquire::Languages=none "$@"
}

cd "$work"
private_apt update
private_apt download "$package=$version"
deb=$(echo "$package"_*.deb)
echo "$sha256  $deb" | sha256sum --check --quiet
dpkg-deb -x "$deb" root

# Whole or not at all; somebody else may have been faster.
mv -T root "$target" 2> /dev/null || test -d "$target/usr/include/xsimd"
