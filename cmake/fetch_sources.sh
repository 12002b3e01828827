#!/usr/bin/env bash
# Fetches the Debian source packages of cmake/versions.txt into build/deps/<name>, through a private
# apt configuration under build/: the system's own configured mirror and keyring, plus one deb-src
# line. Nothing in the system changes. Does nothing where a pinned source is already unpacked.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
deps=$root/build/deps
suite=forky
mkdir -p "$deps"

apt_ready=
prepare_apt() {
  [ -n "$apt_ready" ] && return
  local apt=$deps/apt uri
  mkdir -p "$apt/state" "$apt/lists/partial" "$apt/cache"
  uri=$(apt-get indextargets --format '$(SITE)' 'Codename: bookworm' 2>/dev/null | sort -u | grep -m1 debian || true)
  [ -n "$uri" ] || uri=$(grep -rhoE 'https?://[^ ]+/debian/?' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | grep -v security | head -n1 || true)
  [ -n "$uri" ] || { echo "No Debian package source is configured on this machine." >&2; exit 1; }
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $suite main" >"$apt/sources.list"
  cat >"$apt/apt.conf" <<CONF
Dir::State "$apt/state";
Dir::State::Lists "$apt/lists";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "-";
APT::Sandbox::User "$(id -un)";
CONF
  APT_CONFIG=$apt/apt.conf apt-get update -qq
  apt_ready=$apt/apt.conf
}

fetch() {
  local name=$1 package=$2 version=$3 file=$4 sum=$5
  local target=$deps/$name
  [ "$(cat "$target/.version" 2>/dev/null || true)" = "$version" ] && return
  prepare_apt
  local work=$deps/download/$name
  rm -rf "$work" && mkdir -p "$work"
  if ! (cd "$work" && APT_CONFIG=$apt_ready apt-get source -qq --download-only "$package=$version"); then
    echo "warning: $package $version is gone from $suite; taking the newest there." >&2
    (cd "$work" && APT_CONFIG=$apt_ready apt-get source -qq --download-only "$package")
    file=$(cd "$work" && ls -- *.orig.tar.* | grep -v '\.asc$' | head -n1)
    sum=
  fi
  if [ -n "$sum" ] && ! echo "$sum  $work/$file" | sha256sum --check --quiet; then
    echo "$package $version: the checksum differs from cmake/versions.txt; refusing it." >&2
    exit 1
  fi
  rm -rf "$target" "$target.part" && mkdir -p "$target.part"
  tar -xf "$work/$file" -C "$target.part" --strip-components=1
  echo "$version" >"$target.part/.version"
  mv "$target.part" "$target"
}

while read -r name package version file sum; do
  case $name in ''|'#'*) continue ;; esac
  fetch "$name" "$package" "$version" "$file" "$sum"
done <"$root/cmake/versions.txt"
