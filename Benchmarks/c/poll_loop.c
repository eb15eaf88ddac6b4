// Polls many status pages from one thread: libcurl's multi_socket interface over one epoll set.
//
// Each provider has an easy handle of its own, which keeps its entity tag, its name's address and its TLS session.
// A reader is lent to a transfer while its body comes in.
#include "body_reader.h"
#include "measurement.h"
#include "options.h"

#include <curl/curl.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>

struct loop;

struct provider {
    struct loop *loop;
    CURL *handle;
    struct curl_slist *fields;
    struct curl_slist *address;
    char etag[96];
    struct body_reader *reader;
    double started;
};

struct loop {
    struct options options;
    CURLM *multi;
    int epoll;
    double deadline; // of libcurl's timer, in seconds; negative when there is none
    struct provider *providers;
    struct body_reader **idle_readers;
    int idle_reader_count;
    // Providers are polled in turn; a ring of those that are not in flight.
    int *queue;
    unsigned queue_head, queue_tail;
    size_t target, started, finished;
    float *latencies;
    struct tally tally;
};

static void fail(const char *what) {
    fprintf(stderr, "poll-loop: %s\n", what);
    exit(1);
}

static size_t on_body(char *bytes, size_t size, size_t count, void *user) {
    struct provider *provider = user;
    struct loop *loop = provider->loop;
    loop->tally.bytes += size * count;
    if (!loop->options.parse) return size * count;
    if (!provider->reader) {
        provider->reader = loop->idle_reader_count ? loop->idle_readers[--loop->idle_reader_count] : body_reader_create(loop->options.json);
        body_reader_begin(provider->reader);
    }
    body_reader_feed(provider->reader, bytes, size * count);
    return size * count;
}

// The request that status-monitor sends, byte for byte but for the entity tag: libcurl takes 10 ns for each byte that it writes.
static void set_fields(struct provider *provider) {
    struct curl_slist *fields = curl_slist_append(
        NULL, provider->loop->options.json ? "Accept: application/json, */*;q=0.1"
                                           : "Accept: application/atom+xml, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1");
    curl_slist_append(fields, "User-Agent: status-monitor/0.1 (reads status pages; obeys Retry-After)");
    curl_slist_append(fields, "Accept-Encoding: gzip, deflate");
    if (provider->etag[0] && provider->loop->options.conditional) {
        char field[128];
        snprintf(field, sizeof field, "If-None-Match: %s", provider->etag);
        curl_slist_append(fields, field);
    }
    curl_slist_free_all(provider->fields);
    provider->fields = fields;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *user) {
    struct provider *provider = user;
    size_t length = size * count;
    if (length < 6 || strncasecmp(bytes, "etag:", 5) != 0) return length;
    char *start = bytes + 5, *end = bytes + length;
    while (start < end && *start == ' ') start++;
    while (end > start && (end[-1] == '\r' || end[-1] == '\n')) end--;
    size_t tag_length = (size_t)(end - start);
    if (tag_length >= sizeof provider->etag) return length;
    if (strlen(provider->etag) == tag_length && memcmp(provider->etag, start, tag_length) == 0) return length;
    memcpy(provider->etag, start, tag_length);
    provider->etag[tag_length] = 0;
    set_fields(provider);
    return length;
}

static int on_socket(CURL *easy, curl_socket_t socket, int what, void *user, void *known) {
    (void)easy;
    struct loop *loop = user;
    struct epoll_event event = {.data.fd = socket};
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(loop->epoll, EPOLL_CTL_DEL, socket, NULL);
        curl_multi_assign(loop->multi, socket, NULL);
        return 0;
    }
    if (what & CURL_POLL_IN) event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
    epoll_ctl(loop->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
    if (!known) curl_multi_assign(loop->multi, socket, loop);
    return 0;
}

static int on_timer(CURLM *multi, long milliseconds, void *user) {
    (void)multi;
    struct loop *loop = user;
    loop->deadline = milliseconds < 0 ? -1 : seconds_now() + (double)milliseconds / 1e3;
    return 0;
}

static void set_up_provider(struct loop *loop, int index) {
    const struct options *options = &loop->options;
    struct provider *provider = &loop->providers[index];
    char host[64], url[256], address[128], ip[32];
    snprintf(ip, sizeof ip, "127.0.%d.%d", 1 + index / 250, 1 + index % 250);
    snprintf(host, sizeof host, "p%05d.feeds.test", index);
    snprintf(url, sizeof url, "%s://%s:%d%s/f%02d.%s", options->scheme, host, options->port, options->prefix, index % 50,
             options->json ? "json" : "atom");
    snprintf(address, sizeof address, "%s:%d:%s", host, options->port, ip);
    provider->loop = loop;
    provider->address = curl_slist_append(NULL, address);
    CURL *handle = provider->handle = curl_easy_init();
    if (!handle) fail("no easy handle");
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_PRIVATE, provider);
    curl_easy_setopt(handle, CURLOPT_RESOLVE, provider->address);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, provider);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, provider);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    // Has bodies decompressed; what is sent is the field of the list, which libcurl writes once where it would write its own twice.
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    set_fields(provider);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, 10000L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, 30000L);
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, options->cold ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    if (options->trusted_root) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, options->trusted_root);
        // With Debian's default directory beside it, libcurl 7.88 loads all roots again for each connection.
        curl_easy_setopt(handle, CURLOPT_CAPATH, NULL);
    }
}

static void start_next(struct loop *loop) {
    struct provider *provider = &loop->providers[loop->queue[loop->queue_head++ % (unsigned)loop->options.providers]];
    provider->started = seconds_now();
    curl_easy_setopt(provider->handle, CURLOPT_HTTPHEADER, provider->fields);
    if (curl_multi_add_handle(loop->multi, provider->handle) != CURLM_OK) fail("the handle is refused");
    loop->started++;
}

static void finish(struct loop *loop, CURL *handle, CURLcode result) {
    struct provider *provider;
    long status = 0, connections = 0;
    curl_easy_getinfo(handle, CURLINFO_PRIVATE, &provider);
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle, CURLINFO_NUM_CONNECTS, &connections);
    loop->tally.connections += (uint64_t)connections;
    if (provider->reader) {
        int entries = body_reader_end(provider->reader);
        if (entries < 0) loop->tally.errors++;
        else loop->tally.entries += (uint64_t)entries;
        loop->idle_readers[loop->idle_reader_count++] = provider->reader;
        provider->reader = NULL;
    }
    if (result != CURLE_OK) {
        if (loop->tally.errors++ == 0) fprintf(stderr, "poll-loop: %s\n", curl_easy_strerror(result));
    } else if (status == 304) loop->tally.not_modified++;
    else if (status == 200) loop->tally.ok++;
    else loop->tally.errors++;
    curl_multi_remove_handle(loop->multi, handle);
    loop->latencies[loop->finished++] = (float)(seconds_now() - provider->started);
    loop->queue[loop->queue_tail++ % (unsigned)loop->options.providers] = (int)(provider - loop->providers);
}

static void collect_finished(struct loop *loop) {
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(loop->multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        finish(loop, message->easy_handle, message->data.result);
        if (loop->started < loop->target) start_next(loop);
    }
}

static void act_on_timer(struct loop *loop) {
    int running;
    if (loop->deadline < 0 || loop->deadline > seconds_now()) return;
    loop->deadline = -1;
    curl_multi_socket_action(loop->multi, CURL_SOCKET_TIMEOUT, 0, &running);
}

static int wait_milliseconds(const struct loop *loop) {
    if (loop->deadline < 0) return 1000;
    double left = (loop->deadline - seconds_now()) * 1e3;
    return left <= 0 ? 0 : left > 1000 ? 1000 : (int)left + 1;
}

static void run_rounds(struct loop *loop, int rounds) {
    struct epoll_event events[256];
    int running;
    loop->started = loop->finished = 0;
    loop->target = (size_t)rounds * (size_t)loop->options.providers;
    memset(&loop->tally, 0, sizeof loop->tally);
    while (loop->started < loop->target && loop->started < (size_t)loop->options.in_flight) start_next(loop);
    while (loop->finished < loop->target) {
        int count = epoll_wait(loop->epoll, events, 256, wait_milliseconds(loop));
        act_on_timer(loop);
        for (int i = 0; i < count; i++) {
            int ready = 0;
            if (events[i].events & EPOLLIN) ready |= CURL_CSELECT_IN;
            if (events[i].events & EPOLLOUT) ready |= CURL_CSELECT_OUT;
            if (events[i].events & (EPOLLERR | EPOLLHUP)) ready |= CURL_CSELECT_ERR;
            curl_multi_socket_action(loop->multi, events[i].data.fd, ready, &running);
        }
        collect_finished(loop);
    }
}

static void set_up(struct loop *loop) {
    size_t providers = (size_t)loop->options.providers;
    curl_global_init(CURL_GLOBAL_ALL);
    xmlInitParser();
    loop->deadline = -1;
    loop->multi = curl_multi_init();
    loop->epoll = epoll_create1(EPOLL_CLOEXEC);
    loop->providers = calloc(providers, sizeof *loop->providers);
    loop->queue = calloc(providers, sizeof *loop->queue);
    loop->idle_readers = calloc(providers, sizeof(struct body_reader *));
    loop->latencies = calloc(providers * (size_t)loop->options.rounds, sizeof *loop->latencies);
    if (!loop->multi || loop->epoll < 0 || !loop->providers || !loop->queue || !loop->idle_readers || !loop->latencies)
        fail("out of memory or descriptors");
    curl_multi_setopt(loop->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(loop->multi, CURLMOPT_SOCKETDATA, loop);
    curl_multi_setopt(loop->multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(loop->multi, CURLMOPT_TIMERDATA, loop);
    // The default keeps four connections a running transfer: none would last from one round to the next.
    curl_multi_setopt(loop->multi, CURLMOPT_MAXCONNECTS, (long)(loop->options.providers + loop->options.in_flight));
    for (int i = 0; i < loop->options.providers; i++) {
        set_up_provider(loop, i);
        loop->queue[loop->queue_tail++ % (unsigned)providers] = i;
    }
}

int main(int count, char **arguments) {
    struct loop loop = {.options = parse_options(count, arguments)};
    set_up(&loop);
    run_rounds(&loop, 1);
    struct usage start = usage_now();
    run_rounds(&loop, loop.options.rounds);
    struct usage end = usage_now();
    report(start, end, &loop.tally, loop.latencies, loop.finished);
    return loop.tally.errors ? 1 : 0;
}
