# shellcheck shell=bash disable=SC2034
# Sourced by the scripts of dev/: what they share. Not run by itself.

# What the package links against, and what its tests start.
build_packages=(libcurl4-openssl-dev libssl-dev libexpat1-dev libsqlite3-dev zlib1g-dev libzstd-dev libsnappy-dev libmariadb-dev pkg-config)
test_packages=(shellcheck python3-venv mariadb-server nghttp2-server wrk libsimdjson-dev openssl curl gcc g++ git s3fs)

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }
stop() { say "$*"; exit 69; }

need_debian() {
  [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null ||
    stop "this needs Debian 12 or Ubuntu; elsewhere install the libraries of dev/lib/common.sh by hand and run swift build"
}

need_swift() {
  command -v swift >/dev/null || stop "install a Swift toolchain, 6.2 or newer, from https://www.swift.org/install/linux"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -1)
  [ "$(printf '6.2\n%s\n' "$version" | sort -V | head -1)" = 6.2 ] ||
    stop "Swift $version is too old: install 6.2 or newer from https://www.swift.org/install/linux"
}

# install_packages NAME…: installs those Debian packages that are missing.
install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || stop "run as root or with sudo: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# The folders with Swift of ours, those that exist.
swift_folders() {
  local folder
  for folder in Sources Tests Examples Snippets Benchmarks Fuzz; do [ -d "$folder" ] && echo "$folder"; done
}
