#include "measurement.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

double seconds_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

struct usage usage_now(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (struct usage){.wall = seconds_now(),
                          .user = seconds(usage.ru_utime),
                          .system = seconds(usage.ru_stime),
                          .switches = usage.ru_nvcsw + usage.ru_nivcsw};
}

static int compare(const void *left, const void *right) {
    float a = *(const float *)left, b = *(const float *)right;
    return (a > b) - (a < b);
}

static long peak_kilobytes(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

void report(struct usage start, struct usage end, const struct tally *tally, float *latencies, size_t polls) {
    double wall = end.wall - start.wall, user = end.user - start.user, system = end.system - start.system;
    double count = (double)polls;
    qsort(latencies, polls, sizeof *latencies, compare);
    printf("c-loop polls=%zu polls/s=%.0f cpu_us=%.2f user_us=%.2f system_us=%.2f peak=%ld p50_ms=%.3f p99_ms=%.3f csw/poll=%.2f "
           "ok=%lu not_modified=%lu err=%lu connections=%lu entries=%lu bytes=%lu\n",
           polls, count / wall, (user + system) / count * 1e6, user / count * 1e6, system / count * 1e6, peak_kilobytes(),
           latencies[polls / 2] * 1e3, latencies[polls * 99 / 100] * 1e3, (double)(end.switches - start.switches) / count, tally->ok,
           tally->not_modified, tally->errors, tally->connections, tally->entries, tally->bytes);
}
