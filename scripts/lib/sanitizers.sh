# What `swift test --sanitize=…` needs to tell true reports from false ones. Sourced, never run.
# shellcheck shell=bash

# sanitizer_settings FOLDER ARGUMENT…: fills `sanitizer_environment` with the settings that the sanitizer among the arguments needs, and
# builds in FOLDER what they load. Options that the caller has set stay in force.
sanitizer_settings() {
    local folder=$1 argument previous="" sanitizer=""
    sanitizer_environment=()
    shift
    for argument in "$@"; do
        case "$argument" in
        --sanitize=*) sanitizer=${argument#--sanitize=} ;;
        *) if [ "$previous" = --sanitize ]; then sanitizer=$argument; fi ;;
        esac
        previous=$argument
    done
    [ -n "$sanitizer" ] || return 0

    case "$sanitizer" in
    thread)
        local library libraries=()
        for library in thread-order c11-threads; do
            clang -O1 -fPIC -shared -Wall -Wextra -Werror -o "$folder/$library.so" "$root/scripts/lib/sanitizers/$library.c" -ldl
            libraries+=("$folder/$library.so")
        done
        sanitizer_environment+=(LD_PRELOAD="${libraries[*]}")
        ;;
    address)
        local leaks="suppressions=$root/scripts/lib/sanitizers/leaks.txt:print_suppressions=0"
        sanitizer_environment+=(LSAN_OPTIONS="${LSAN_OPTIONS:+$LSAN_OPTIONS:}$leaks")
        ;;
    esac
}
