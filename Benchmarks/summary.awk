# Reads "SCENARIO<tab>CONNECTION<tab>PROVIDERS<tab>CLIENT<tab>key=value …" lines, one of each client and turn, and prints a table of medians.
# The ratio is that of processor time to the C loop, turn by turn, and then the median of these. Runs with figures.awk.
BEGIN { FS = "\t" }

{
    at = $1 "\t" $2 "\t" $3
    row = at "\t" $4
    if (!(row in turns)) order[++rows] = row
    turn = ++turns[row]
    cpu = value($5, "cpu_us")
    if ($4 == "c-loop") ruler[at, turn] = cpu
    values[row "\tcpu", turn] = cpu
    if (ruler[at, turn] > 0) { values[row "\tratio", turn] = cpu / ruler[at, turn]; compared[row] = 1 }
    values[row "\trate", turn] = value($5, "polls/s")
    values[row "\tp50", turn] = value($5, "p50_ms")
    values[row "\tp99", turn] = value($5, "p99_ms")
    values[row "\tpeak", turn] = value($5, "peak") / 1024
    values[row "\tswitches", turn] = value($5, "csw/poll")
    errors[row] += value($5, "err")
}

END {
    printf "%-9s %-8s %6s  %-34s %12s %7s %9s %9s %9s %8s %9s %7s\n", "scenario", "connect.", "pages", "client", "CPU us/poll", "ratio", "polls/s", \
        "p50 ms", "p99 ms", "peak MB", "switches", "errors"
    for (i = 1; i <= rows; i++) {
        row = order[i]
        split(row, part, "\t")
        at = part[1] part[2] part[3]
        if (i > 1 && at != last) print ""
        last = at
        n = turns[row]
        ratio = compared[row] ? sprintf("%.2f", median(row "\tratio", n)) : "-"
        printf "%-9s %-8s %6d  %-34s %12.1f %7s %9.0f %9.2f %9.2f %8.1f %9.2f %7d\n", part[1], part[2], part[3], title(part[4]), \
            median(row "\tcpu", n), ratio, median(row "\trate", n), median(row "\tp50", n), median(row "\tp99", n), \
            median(row "\tpeak", n), median(row "\tswitches", n), errors[row]
        if (part[4] == "httpx" || part[4] == "aiohttp") few = 1
    }
    if (few) print "\n* measured with at most 50 of the pages, for its cost is up to tens of milliseconds a poll, and not at all with more than 1000"
}
