# What the other awk programs here share. "values[NAME, 1 … COUNT]" are the figures of NAME, one a turn.

# The number that a line of "key=value …" has for a key; 0 without one.
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

# A client's name for people.
function title(client) {
    if (client == "c-loop") return "C loop"
    if (client == "engine") return "status-monitor, engine alone"
    if (client == "go") return "Go"
    if (client == "httpx") return "Python: httpx, feedparser *"
    if (client == "aiohttp") return "Python: aiohttp, fastfeedparser *"
    if (client == "c-ring") return "C ring"
    return client
}
