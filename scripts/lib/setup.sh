# Set-up that the scripts beside this folder share. Sourced, never run.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly root
readonly needed_swift="6.3"

# What the build needs from Debian, and why:
#   the Swift linker: gcc and libstdc++ development files; the libraries that the targets wrap: libcurl, libxml2, libyaml,
#   librdkafka, SQLite, zlib and libdeflate, OpenSSL (the loopback origin's TLS); pkg-config finds them; git fetches the two Swift packages; CA
#   certificates verify status pages.
readonly build_packages=(
    libstdc++-12-dev libc6-dev binutils
    libcurl4-openssl-dev libxml2-dev libyaml-dev libssl-dev zlib1g-dev libdeflate-dev librdkafka-dev
    libsqlite3-dev
    pkg-config git ca-certificates
)

# Programs of others that some tests check by; without them these tests are skipped and counted: kcat reads Kafka's topics, Python parses
# mails and runs aiosmtpd, which pip fetches where Debian's is not installed.
readonly test_packages=(kcat python3 python3-venv)

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# The version that `swift --version` names, as MAJOR.MINOR, or nothing.
swift_version() { swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1; }

require_toolchain() {
    command -v swift >/dev/null 2>&1 ||
        stop "no Swift toolchain: 'swift' is not on PATH. Install Swift $needed_swift or newer from https://www.swift.org/install/linux/ and run this again."
    local found
    found=$(swift_version)
    [ -n "$found" ] ||
        stop "'swift --version' does not answer ($(command -v swift)). Its own system packages may be missing: see https://www.swift.org/install/linux/."
    [ "$(printf '%s\n%s\n' "$needed_swift" "$found" | sort -V | head -n 1)" = "$needed_swift" ] ||
        stop "Swift $found is too old ($(command -v swift)): Swift $needed_swift or newer is needed, from https://www.swift.org/install/linux/."
}

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Installs those of the named Debian packages that are missing, and says which.
install_packages() {
    if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
        say "this is no Debian system: expecting the equivalents of: $*"
        return 0
    fi
    local package missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0

    local install=(apt-get install --yes --no-install-recommends "${missing[@]}")
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1 || { ! sudo -n true 2>/dev/null && [ ! -t 0 ]; }; then
            stop "missing packages, and no right to install them. Run this as root, then start again: ${install[*]}"
        fi
        as_root=(sudo)
    fi
    say "installing missing packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq >&2 || say "apt-get update failed; going on with the package lists at hand"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}" >&2 ||
        stop "apt-get cannot install: ${missing[*]} (its own words are above). Install them by hand, then start again: ${install[*]}"
}

# Fetches the Swift packages, so that a missing network is named as such and not as a compiler's error.
fetch_swift_packages() {
    local log
    log=$(mktemp)
    if ! swift package resolve --package-path "$root" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        stop "the Swift packages (swift-argument-parser, swift-log) cannot be fetched: is github.com reachable from here?"
    fi
    rm -f "$log"
}

# Everything that a build needs.
set_up() {
    install_packages "${build_packages[@]}"
    require_toolchain
    fetch_swift_packages
}

# What some tests need beyond that, where it can be had.
set_up_tests() {
    (install_packages "${test_packages[@]}") || say "going on without them: the tests that need them are skipped"
}

# The release binary; built by build_release.
readonly release_binary="$root/.build/release/status-monitor"

# Builds the release that a server gets: the Swift runtime inside, so that it needs no toolchain.
build_release() {
    say "building a release (some minutes the first time)"
    local log
    log=$(mktemp)
    # Relative relocations in their packed form are a megabyte less of program; the linker that writes it comes with Swift. With a section for
    # each function it leaves out what nobody calls, and puts side by side what a poll runs (scripts/order-symbols).
    local layout=(
        -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs
        -Xswiftc -Xfrontend -Xswiftc -function-sections
        -Xlinker "--symbol-ordering-file=$root/scripts/lib/symbol-order" -Xlinker --no-warn-symbol-ordering
    )
    if ! swift build --package-path "$root" -c release --static-swift-stdlib --product status-monitor "${layout[@]}" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        stop "the build failed; the compiler's words are above"
    fi
    rm -f "$log"
}
