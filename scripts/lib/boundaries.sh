# What the compiler does not hold: which folder may import which library, and what no source file may hold.
# Sourced by scripts/check; each function prints its findings and returns 1 when there are any.
# shellcheck shell=bash

readonly import_pattern='^[[:space:]]*(@[A-Za-z_()]+[[:space:]]+)*((public|package|internal|fileprivate|private)[[:space:]]+)?import[[:space:]]+((struct|class|enum|protocol|func|var|let|typealias)[[:space:]]+)?'

# only_in MODULE FOLDER…: MODULE is imported below those folders alone.
only_in() {
    local module=$1 findings
    shift
    local -a permitted=()
    local folder
    for folder in "$@"; do permitted+=(-e "^$folder/"); done
    findings=$(grep -rnE --include='*.swift' "${import_pattern}${module}([^A-Za-z]|\$)" Sources Tests Package.swift Benchmarks 2>/dev/null | grep -v "${permitted[@]}" || true)
    [ -n "$findings" ] || return 0
    printf '%s\n' "$findings" | sed "s|\$|   <- $module is imported in $* alone|"
    return 1
}

c_library_imports() {
    local result=0
    only_in CCurl Sources/Monitor/Transfer || result=1
    only_in CEpoll Sources/Monitor/Transfer Sources/Monitor/LoopbackOrigin Sources/Monitor/Processes Tests/LoopbackOriginTests || result=1
    only_in CLibXML Sources/Monitor/Parsing || result=1
    only_in CYAML Sources/Monitor/Configuration || result=1
    only_in COpenSSL Sources/Monitor/Transfer Sources/Monitor/LoopbackOrigin Sources/Monitor/Signing || result=1
    only_in CZlib Sources/Monitor/Transfer Sources/Monitor/LoopbackOrigin || result=1
    only_in CDeflate Sources/Monitor/Transfer || result=1
    only_in CRdKafka Sources/Monitor/Kafka Tests/KafkaSupport || result=1
    only_in CSQLite Sources/Monitor/SQLiteJournal || result=1
    return "$result"
}

# Full Foundation adds 44 MB to the binary; FoundationEssentials does not.
no_full_foundation() {
    local findings
    findings=$(grep -rnE --include='*.swift' "${import_pattern}(Foundation|FoundationNetworking|FoundationXML|FoundationInternationalization)([^A-Za-z]|\$)" Sources Tests Benchmarks 2>/dev/null || true)
    [ -n "$findings" ] || return 0
    printf '%s\n' "$findings" | sed 's|$|   <- import FoundationEssentials instead|'
    return 1
}

# The core is the part that people build on: no pointer in it.
no_unsafe_in_core() {
    local findings
    findings=$(grep -rnE --include='*.swift' '\bunsafe\b|@unsafe|Unsafe(Mutable|Raw|Buffer|Pointer)' Sources/Monitor/Core | grep -vE ':[0-9]+:[[:space:]]*///?' || true)
    [ -n "$findings" ] || return 0
    printf '%s\n' "$findings" | sed 's|$|   <- the core holds no unsafe code|'
    return 1
}

# A path of one person's machine in a file that everybody gets.
no_machine_paths() {
    local findings
    findings=$(git grep -nIE '(^|[^A-Za-z0-9_.])/(home|root|Users)/[A-Za-z0-9_.]+' -- . || true)
    [ -n "$findings" ] || return 0
    printf '%s\n' "$findings" | sed 's|$|   <- a path of one machine|'
    return 1
}

# Every row of the tables in docs/reliability.md names the test that shows it, as `TARGET.SUITE/function`.
reliability_tests() {
    local result=0 row name target suite function file
    while IFS= read -r row; do
        if ! grep -qE '`[A-Za-z]+\.[A-Za-z]+/[A-Za-z]+`' <<<"$row"; then
            printf 'docs/reliability.md: a row names no test: %s\n' "$row"
            result=1
        fi
    done < <(grep -E '^\|' docs/reliability.md | grep -vE '^\|---|shown by \|$')
    while IFS= read -r name; do
        target=${name%%.*} suite=${name#*.} function=${name##*/}
        suite=${suite%/*}
        file=$(grep -rlE "^(final class|struct|class|actor) $suite\b" "Tests/$target" || true)
        if [ -z "$file" ] || ! grep -qE "func $function\(" <<<"$(grep -A6 -hE '@Test\(' "$file")"; then
            printf 'docs/reliability.md: there is no test %s\n' "$name"
            result=1
        fi
    done < <(grep -oE '`[A-Za-z]+\.[A-Za-z]+/[A-Za-z]+`' docs/reliability.md | tr -d '`' | sort -u)
    return "$result"
}

# Long files are reported, not refused: a reader decides.
file_size_report() {
    git ls-files 'Sources/*.swift' 'Tests/*.swift' | xargs wc -l | awk '$2 != "total" && $1 > 300 { print "note: " $2 " has " $1 " lines (300 is the aim)" }'
}
