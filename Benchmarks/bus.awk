# Reads "CLIENT<tab>key=value …" lines of event buses, several of each, and prints a table of medians. Runs with figures.awk.
# The ratio is that of events a second to those of the C ring, turn by turn, and then the median of these.
BEGIN { FS = "\t" }

{
    stalled = value($2, "stalled")
    row = $1 "\t" stalled
    if (!(row in turns)) order[++rows] = row
    turn = ++turns[row]
    rate = value($2, "events/s")
    if ($1 == "c-ring") ruler[turn] = rate
    values[row "\trate", turn] = rate
    values[row "\tratio", turn] = rate / ruler[turn]
    values[row "\tcpu", turn] = value($2, "cpu_ns")
    subscribers[row] = value($2, "subscribers")
    lost[row] += value($2, "lost")
}

END {
    printf "%-16s %-30s %17s %7s %16s %6s\n", "bus", "subscribers", "events/s to each", "ratio", "CPU ns/delivery", "lost"
    for (i = 1; i <= rows; i++) {
        row = order[i]
        split(row, part, "\t")
        n = turns[row]
        printf "%-16s %-30s %17.0f %7.2f %16.1f %6d\n", title(part[1]), subscribers[row] (part[2] > 0 ? " and one that never reads" : ""), \
            median(row "\trate", n), median(row "\tratio", n), median(row "\tcpu", n), lost[row]
    }
}
