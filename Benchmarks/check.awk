# Compares figures with thresholds; ends with 1 when a ratio is past its threshold, when a client had errors, when figures are missing
# that nothing was said of, or when no row was compared. Runs with figures.awk:
#   awk -f figures.awk -f check.awk kind=threshold thresholds.tsv kind=left-out FILE kind=figures FILE
# Figures are those that summary.awk reads. What was left out is "SCENARIO<tab>CONNECTION<tab>PROVIDERS<tab>CLIENT<tab>REASON".
BEGIN { FS = "\t" }

/^#/ || /^[ ]*$/ { next }

kind == "threshold" && $1 == "scenario" { next }

kind == "threshold" {
    if (NF != 6) { printf "thresholds, line %d: six columns are needed, there are %d\n", FNR, NF; broken = 1; next }
    n = split($6, fraction, "/")
    greatest = n == 2 ? (fraction[2] + 0 > 0 ? fraction[1] / fraction[2] : 0) : $6 + 0
    if (greatest <= 0) { printf "thresholds, line %d: \"%s\" is no ratio\n", FNR, $6; broken = 1; next }
    own[++rows] = $1 "\t" $2 "\t" $3 "\t" $4
    n = split($5, at, "@")
    other[rows] = n == 2 ? at[2] "\t" at[1] : $1 "\t" $2 "\t" $3 "\t" at[1]
    if (n == 2) gsub("/", "\t", other[rows])
    label[rows] = sprintf("%-9s %-8s %6d  %-14s / %-32s", $1, $2, $3, $4, $5)
    limit[rows] = greatest
    written[rows] = $6
}

kind == "left-out" { reason[$1 "\t" $2 "\t" $3 "\t" $4] = $5 }

kind == "figures" {
    key = $1 "\t" $2 "\t" $3 "\t" $4
    cpu[key, ++turns[key]] = value($5, "cpu_us")
    errors[key] += value($5, "err")
}

function outcome(row,    a, b, n, i, ratio) {
    a = own[row]; b = other[row]
    if (a in reason || b in reason) { skipped++; return "skipped: " (a in reason ? reason[a] : reason[b]) }
    if (!(a in turns) || !(b in turns)) { failed++; return "FAILED: not measured" }
    n = turns[a] < turns[b] ? turns[a] : turns[b]
    for (i = 1; i <= n; i++) {
        if (cpu[a, i] <= 0 || cpu[b, i] <= 0) { failed++; return "FAILED: no processor time was told" }
        values[row, i] = cpu[a, i] / cpu[b, i]
    }
    ratio = median(row, n)
    compared++
    shown = written[row] ~ "/" ? sprintf("1/%.1f", 1 / ratio) : sprintf("%.3f", ratio)
    if (errors[a] + errors[b] > 0) { failed++; return sprintf("%9s %9s  FAILED: %d polls failed", shown, written[row], errors[a] + errors[b]) }
    if (ratio > limit[row]) { failed++; return sprintf("%9s %9s  FAILED", shown, written[row]) }
    return sprintf("%9s %9s  holds", shown, written[row])
}

END {
    printf "%-9s %-8s %6s  %-49s %9s %9s\n", "scenario", "connect.", "pages", "processor time of / that of", "ratio", "at most"
    for (row = 1; row <= rows; row++) print label[row] " " outcome(row)
    printf "\n%d compared, %d failed, %d skipped\n", compared, failed, skipped
    if (compared == 0) print "nothing was compared: that proves nothing"
    exit broken || failed > 0 || compared == 0
}
