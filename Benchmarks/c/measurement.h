// Time, processor time and memory of this process, and the one line that reports them.
#pragma once
#include <stddef.h>
#include <stdint.h>

struct usage {
    double wall, user, system; // seconds
    long switches;             // context switches of either kind
};

struct tally {
    uint64_t ok, not_modified, errors, bytes, entries, connections;
};

double seconds_now(void);
struct usage usage_now(void);

// `latencies` are in seconds; their order is changed.
void report(struct usage start, struct usage end, const struct tally *tally, float *latencies, size_t polls);
