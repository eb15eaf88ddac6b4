# Reads "SCENARIO<tab>NAME<tab>key=value …" lines, several of each pair, and prints a table of medians.
# The ratio is that of processor time to the first name of the scenario, turn by turn, and then the median of these.
BEGIN { FS = "\t" }

function value(line, key,    at, rest) {
    at = index(" " line, " " key "=")
    if (at == 0) return 0
    rest = substr(line, at + length(key) + 1)
    sub(/ .*/, "", rest)
    return rest + 0
}

function median(name, count,    i, j, swap, sorted) {
    for (i = 1; i <= count; i++) sorted[i] = values[name, i]
    for (i = 2; i <= count; i++)
        for (j = i; j > 1 && sorted[j - 1] > sorted[j]; j--) { swap = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = swap }
    return count % 2 ? sorted[(count + 1) / 2] : (sorted[count / 2] + sorted[count / 2 + 1]) / 2
}

{
    pair = $1 "\t" $2
    if (!(pair in turns)) order[++pairs] = pair
    if (!($1 in first)) first[$1] = pair
    turn = ++turns[pair]
    cpu = value($3, "cpu_us")
    values[pair "\tcpu", turn] = cpu
    values[pair "\tratio", turn] = cpu / values[first[$1] "\tcpu", turn]
    values[pair "\trate", turn] = value($3, "polls/s")
    values[pair "\tp50", turn] = value($3, "p50_ms")
    values[pair "\tp99", turn] = value($3, "p99_ms")
    values[pair "\tpeak", turn] = value($3, "peak") / 1024
    errors[pair] += value($3, "err")
}

END {
    printf "%-10s %-30s %12s %7s %9s %9s %9s %8s %7s\n", "scenario", "client", "CPU µs/poll", "ratio", "polls/s", "p50 ms", "p99 ms", "peak MB", "errors"
    for (i = 1; i <= pairs; i++) {
        split(order[i], part, "\t")
        if (i > 1 && part[1] != last) print ""
        last = part[1]
        n = turns[order[i]]
        printf "%-10s %-30s %12.1f %7.2f %9.0f %9.2f %9.2f %8.1f %7d\n", part[1], part[2], median(order[i] "\tcpu", n), median(order[i] "\tratio", n), \
            median(order[i] "\trate", n), median(order[i] "\tp50", n), median(order[i] "\tp99", n), median(order[i] "\tpeak", n), errors[order[i]]
    }
}
