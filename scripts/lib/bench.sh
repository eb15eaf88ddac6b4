# The clients that scripts/bench compares, the origin that they poll, and one measurement of one client. Sourced, never run.
# shellcheck shell=bash

readonly built="$root/.build/benchmarks"
readonly benchmarks="$root/Benchmarks"

# Providers above which the C loop and status-monitor are measured alone, for the others would take most of the time.
readonly all_clients_up_to=1000

# Why a client is not there, by its name.
declare -A absent=()

# Builds the clients that need it and finds out which are there.
set_up_clients() {
    set_up
    install_packages gcc g++ make libsimdjson-dev
    build_release
    make --quiet -C "$benchmarks/c" OUT="$built"
    if command -v go >/dev/null 2>&1; then
        go build -o "$built/poll-go" "$benchmarks/go/poll.go" || stop "the Go client does not build"
    else
        absent[go]="go is not installed"
    fi
    python=${PYTHON:-python3}
    "$python" -c 'import feedparser, httpx' 2>/dev/null || absent[httpx]="$python has not both httpx and feedparser"
    "$python" -c 'import aiohttp, fastfeedparser, orjson' 2>/dev/null || absent[aiohttp]="$python has not all of aiohttp, fastfeedparser and orjson"
    local client
    for client in "${!absent[@]}"; do say "leaving out $client: ${absent[$client]}"; done
}

# MARK: Descriptors

# raise_descriptors COUNT: lets this shell's children, each one for itself, have so many descriptors. Fails where that is not permitted.
raise_descriptors() {
    local soft hard
    soft=$(ulimit -Sn) hard=$(ulimit -Hn)
    [ "$soft" = unlimited ] || [ "$soft" -ge "$1" ] && return 0
    [ "$hard" = unlimited ] || [ "$hard" -ge "$1" ] || return 1
    ulimit -Sn "$1"
}

# MARK: The origin

# Each origin by its kind: "resuming", or "full" where no TLS session is resumed.
declare -A origin_http=() origin_https=() origin_root=()
origin_inputs=() origin_processes=()
# The client has one processor, the origin another, where there are two.
pinned=() origin_pinned=()
if [ "$(nproc)" -ge 2 ]; then
    pinned=(taskset -c 1)
    origin_pinned=(--processor 0)
fi

# start_origin KIND [OPTION…]
start_origin() {
    local kind=$1 input addresses folder=$work/$1
    shift
    mkdir "$folder"
    mkfifo "$folder/input" "$folder/addresses"
    "$release_binary" origin --trusted-root "$folder/root.pem" "${origin_pinned[@]}" "$@" <"$folder/input" >"$folder/addresses" &
    origin_processes+=("$!")
    exec {input}>"$folder/input"
    origin_inputs+=("$input")
    read -r addresses <"$folder/addresses" || stop "the origin did not start"
    origin_http[$kind]=$(sed -E 's/.*"http":"([^"]*)".*/\1/' <<<"$addresses")
    origin_https[$kind]=$(sed -E 's/.*"https":"([^"]*)".*/\1/' <<<"$addresses")
    origin_root[$kind]=$folder/root.pem
}

# Closing its input ends an origin; so does the end of this shell, however it comes.
stop_origins() {
    local input process
    for input in "${origin_inputs[@]}"; do exec {input}>&-; done
    for process in "${origin_processes[@]}"; do wait "$process" || true; done
}

# without_inputs COMMAND…: runs it with no end of an origin's input, which would keep that alive.
without_inputs() {
    local input
    for input in "${origin_inputs[@]}"; do exec {input}>&-; done
    exec "$@"
}

# MARK: Measuring

# The options of the rulers for a scenario, and its folder at the origin.
ruler_options() {
    case "$1" in
    304 | sparse) folder='' options=(--conditional) ;;
    200) folder=/changing options=(--parse) ;;
    full) folder=/rewritten options=(--parse) ;;
    unchanged) folder=/unchanged options=(--parse) ;;
    json) folder=/summary options=(--json) ;;
    esac
}

# Enough polls for a steady figure, few enough for a short run.
rounds_of() {
    local scenario=$1 connection=$2 providers=$3
    if [ "$providers" -gt "$all_clients_up_to" ]; then
        echo 1
    elif [ "$connection" = kept ] && [[ $scenario == 304 || $scenario == sparse ]]; then
        echo 20
    else
        echo 3
    fi
}

# run_client CASE CLIENT: runs one client once in a case ("SCENARIO CONNECTION PROVIDERS") and prints its line of figures. A client of which some
# polls failed has figures, too: they are shown and counted at the end.
run_client() {
    local case=$1 client=$2 scenario connection providers rounds kind=resuming base folder options in_flight=$in_flight
    read -r scenario connection providers <<<"$case"
    rounds=$(rounds_of "$scenario" "$connection" "$providers")
    ruler_options "$scenario"
    [ "$connection" != full ] || kind=full
    base=${origin_http[$kind]:-}
    if [ "$connection" != kept ]; then
        base=${origin_https[$kind]}
        options+=(--cold --ca "${origin_root[$kind]}")
    fi
    [ "$scenario" != sparse ] || in_flight=1
    local own=(
        "$release_binary" bench --origin "$base" --has-scenario-folders --ca "${origin_root[$kind]}" --connection "$connection"
        --scenario "${scenario/sparse/304}" --format line
    )
    local command line
    case "$client" in
    c-loop) command=("$built/poll-loop" --origin "$base$folder" "${options[@]}") ;;
    status-monitor) command=("${own[@]}") ;;
    engine) command=("${own[@]}" --level engine) ;;
    go) command=("$built/poll-go" --origin "$base$folder" "${options[@]}") ;;
    httpx) command=("$python" "$benchmarks/python/poll.py" --origin "$base$folder" "${options[@]}") ;;
    aiohttp) command=("$python" "$benchmarks/python/poll_aiohttp.py" --origin "$base$folder" "${options[@]}") ;;
    esac
    # Python's cost is up to tens of milliseconds a poll: fewer pages say as much.
    if [[ $client == httpx || $client == aiohttp ]]; then
        rounds=1
        [ "$providers" -le 50 ] || providers=50
    fi
    command+=(--providers "$providers" --in-flight "$in_flight" --rounds "$rounds")
    line=$( (without_inputs "${pinned[@]}" "${command[@]}") || say "$client failed in the case $case: ${command[*]}")
    grep 'cpu_us=' <<<"$line" | tail -n 1 || stop "$client has no figures"
}

# measure CASE CLIENT: the same, kept in the folder $work, or why it was left out.
measure() {
    local case=$1 client=$2 line
    if [ -n "${absent[$client]:-}" ]; then
        printf '%s\t%s\t%s\n' "${case// /$'\t'}" "$client" "${absent[$client]}" >>"$work/left-out"
        return
    fi
    line=$(run_client "$case" "$client") || exit 1
    printf '%s\t%s\t%s\n' "${case// /$'\t'}" "$client" "$line" >>"$work/figures"
}

measure_bus() {
    local line
    line=$("$built/event-ring") || stop "the C ring lost events"
    printf 'c-ring\t%s\n' "$line" >>"$work/bus"
    line=$("$release_binary" bench bus --format line) || stop "the bus lost events"
    sed 's/^/status-monitor\t/' <<<"$line" >>"$work/bus"
}
