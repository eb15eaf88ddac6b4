// The ruler of the event bus: one producer, some subscribers, a ring of pointers to shared payloads under one mutex.
//
// The fan-out of `status-monitor bench bus`: batches of 64, a ring of 1024 events, a producer that waits while the slowest subscriber is more than
// half a ring behind, subscribers that look at one field of each event. Payloads are made before and outlive the ring: no reference is counted.
#include <getopt.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { maximum_subscribers = 64, maximum_batch = 4096, payload_count = 1024 };

struct payload {
    int kind;
    char id[64];
    char message[160];
};

struct options {
    int subscribers;
    int batch;
    long events;
    long capacity; // a power of two
};

struct ring {
    struct options options;
    const struct payload **slots;
    // The mutex guards what follows, and the slots.
    pthread_mutex_t mutex;
    pthread_cond_t published, taken;
    long head; // events published so far
    long cursors[maximum_subscribers];
    bool closed;
};

struct subscriber {
    struct ring *ring;
    int index;
    long received, sources;
};

static void fail(const char *what) {
    fprintf(stderr, "event-ring: %s\n", what);
    exit(1);
}

static long slowest(const struct ring *ring) {
    long least = ring->cursors[0];
    for (int i = 1; i < ring->options.subscribers; i++)
        if (ring->cursors[i] < least) least = ring->cursors[i];
    return least;
}

static void publish(struct ring *ring, const struct payload *const *batch, long count) {
    pthread_mutex_lock(&ring->mutex);
    while (ring->head - slowest(ring) > ring->options.capacity / 2) pthread_cond_wait(&ring->taken, &ring->mutex);
    for (long i = 0; i < count; i++) ring->slots[(ring->head + i) & (ring->options.capacity - 1)] = batch[i];
    ring->head += count;
    pthread_cond_broadcast(&ring->published);
    pthread_mutex_unlock(&ring->mutex);
}

// Takes up to a batch; 0 when the ring is closed and all is read.
static long take(struct ring *ring, int index, const struct payload **batch) {
    pthread_mutex_lock(&ring->mutex);
    long *cursor = &ring->cursors[index];
    while (*cursor == ring->head && !ring->closed) pthread_cond_wait(&ring->published, &ring->mutex);
    long count = ring->head - *cursor, half = ring->options.capacity / 2;
    if (count > ring->options.batch) count = ring->options.batch;
    for (long i = 0; i < count; i++) batch[i] = ring->slots[(*cursor + i) & (ring->options.capacity - 1)];
    bool was_behind = ring->head - *cursor > half;
    *cursor += count;
    // Under the mutex: woken after it is free, the threads get in each other's way, and it costs twice as much.
    if (was_behind && ring->head - slowest(ring) <= half) pthread_cond_signal(&ring->taken);
    pthread_mutex_unlock(&ring->mutex);
    return count;
}

static void *read_all(void *context) {
    struct subscriber *subscriber = context;
    const struct payload *batch[maximum_batch];
    long count;
    while ((count = take(subscriber->ring, subscriber->index, batch)) > 0) {
        subscriber->received += count;
        for (long i = 0; i < count; i++) subscriber->sources += batch[i]->kind;
    }
    return NULL;
}

static void publish_all(struct ring *ring, const struct payload *payloads) {
    const struct payload *batch[maximum_batch];
    long published = 0;
    while (published < ring->options.events) {
        for (int i = 0; i < ring->options.batch; i++) batch[i] = &payloads[(published + i) % payload_count];
        publish(ring, batch, ring->options.batch);
        published += ring->options.batch;
    }
    pthread_mutex_lock(&ring->mutex);
    ring->closed = true;
    pthread_cond_broadcast(&ring->published);
    pthread_mutex_unlock(&ring->mutex);
}

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void usage(void) {
    fputs("usage: event-ring [--subscribers N] [--batch N] [--events N] [--capacity N]\n"
          "1 to 64 subscribers, batches of 1 to 4096, no fewer events than a batch, a capacity of at least two batches, a power of two\n",
          stderr);
    exit(64);
}

static struct options parse_options(int count, char **arguments) {
    static const struct option known[] = {
        {"subscribers", required_argument, NULL, 's'}, {"batch", required_argument, NULL, 'b'},
        {"events", required_argument, NULL, 'e'},      {"capacity", required_argument, NULL, 'c'},
        {NULL, 0, NULL, 0},
    };
    struct options options = {.subscribers = 4, .batch = 64, .events = 4000000, .capacity = 1024};
    int option;
    while ((option = getopt_long(count, arguments, "", known, NULL)) != -1) {
        switch (option) {
        case 's': options.subscribers = atoi(optarg); break;
        case 'b': options.batch = atoi(optarg); break;
        case 'e': options.events = atol(optarg); break;
        case 'c': options.capacity = atol(optarg); break;
        default: usage();
        }
    }
    if (optind != count || options.subscribers < 1 || options.subscribers > maximum_subscribers) usage();
    if (options.batch < 1 || options.batch > maximum_batch || options.events < options.batch) usage();
    if (options.capacity < 2 * options.batch || (options.capacity & (options.capacity - 1)) != 0) usage();
    options.events -= options.events % options.batch;
    return options;
}

static struct payload *make_payloads(void) {
    struct payload *payloads = calloc(payload_count, sizeof *payloads);
    if (!payloads) fail("out of memory");
    for (int i = 0; i < payload_count; i++) {
        snprintf(payloads[i].id, sizeof payloads[i].id, "incident%d/2026-07-20T04:%02dZ", i / 64, i % 60);
        snprintf(payloads[i].message, sizeof payloads[i].message, "We are continuing to investigate reports of failing requests, sample %d.", i);
    }
    return payloads;
}

int main(int count, char **arguments) {
    struct ring ring = {.options = parse_options(count, arguments),
                        .mutex = PTHREAD_MUTEX_INITIALIZER,
                        .published = PTHREAD_COND_INITIALIZER,
                        .taken = PTHREAD_COND_INITIALIZER};
    struct payload *payloads = make_payloads();
    ring.slots = calloc((size_t)ring.options.capacity, sizeof *ring.slots);
    if (!ring.slots) fail("out of memory");
    struct subscriber subscribers[maximum_subscribers] = {0};
    pthread_t threads[maximum_subscribers];
    double start = seconds(CLOCK_MONOTONIC), start_cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < ring.options.subscribers; i++) {
        subscribers[i] = (struct subscriber){.ring = &ring, .index = i};
        if (pthread_create(&threads[i], NULL, read_all, &subscribers[i]) != 0) fail("no thread");
    }
    publish_all(&ring, payloads);
    long lost = 0;
    for (int i = 0; i < ring.options.subscribers; i++) {
        pthread_join(threads[i], NULL);
        lost += ring.options.events - subscribers[i].received;
    }
    double wall = seconds(CLOCK_MONOTONIC) - start, cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - start_cpu;
    double deliveries = (double)ring.options.events * ring.options.subscribers;
    printf("c-ring subscribers=%d stalled=0 batch=%d events=%ld events/s=%.0f cpu_ns=%.1f lost=%ld\n", ring.options.subscribers, ring.options.batch,
           ring.options.events, (double)ring.options.events / wall, cpu / deliveries * 1e9, lost);
    return lost == 0 ? 0 : 1;
}
