# To be read by other scripts: apt with lists and a cache of its own, in a temporary folder. No root, and nothing of the
# system is touched.
#
# private_apt_begin TARGET WORDS..: makes the folder $work beside TARGET, which is removed in the end, with a list of one
# line; MIRROR in it is the mirror that this machine already uses.
private_apt_begin() {
  mkdir -p "$(dirname "$1")"
  work=$(mktemp -d "$1.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"
  shift
  mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
    sed -n 's/^bookworm //p' | head -n 1)
  echo "$*" | sed "s|MIRROR|${mirror:-http://deb.debian.org/debian}|" > "$work/private.list"
}

private_apt() {
  apt-get -qq -o Dir::State="$work/state" -o Dir::State::status=/dev/null -o Dir::Cache="$work/cache" \
    -o Dir::Etc::sourcelist="$work/private.list" -o Dir::Etc::sourceparts=- \
    -o APT::Architecture=amd64 -o APT::Architectures=amd64 -o APT::Sandbox::User=root \
    -o Acquire::Languages=none "$@"
}

debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg
