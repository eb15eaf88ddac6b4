// The ruler for reading feeds: libxml2's push parser over a file, with handlers that do nothing.
//
// Options, pieces and use of the context are those of the program that is measured. What it does to make the bytes clean UTF-8 is left out.
#include "measurement.h"

#include <getopt.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { piece_length = 16384 };

struct feed {
    const char *name;
    char *bytes;
    size_t length;
};

static void start_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                          const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes) {
    (void)user, (void)name, (void)prefix, (void)uri, (void)namespace_count, (void)namespaces;
    (void)attribute_count, (void)defaulted_count, (void)attributes;
}

static void end_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)user, (void)name, (void)prefix, (void)uri;
}

static void characters(void *user, const xmlChar *bytes, int count) { (void)user, (void)bytes, (void)count; }

static xmlEntityPtr get_entity(void *user, const xmlChar *name) {
    (void)user, (void)name;
    return NULL;
}

static void usage(void) {
    fputs("usage: sax-floor [--rounds R] FILE...\n", stderr);
    exit(64);
}

static struct feed read_feed(const char *path) {
    struct feed feed = {.name = path};
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(1);
    }
    feed.length = (size_t)ftell(file);
    feed.bytes = malloc(feed.length + 1);
    rewind(file);
    if (!feed.bytes || fread(feed.bytes, 1, feed.length, file) != feed.length) {
        perror(path);
        exit(1);
    }
    fclose(file);
    return feed;
}

// Whether the document is well-formed.
static int parse(xmlParserCtxtPtr context, const struct feed *feed) {
    xmlCtxtResetPush(context, NULL, 0, NULL, NULL);
    xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    for (size_t start = 0; start < feed->length;) {
        size_t end = feed->length - start < piece_length ? feed->length : start + piece_length;
        while (end < feed->length && (feed->bytes[end] & 0xC0) == 0x80) end++;
        xmlParseChunk(context, feed->bytes + start, (int)(end - start), 0);
        start = end;
    }
    xmlParseChunk(context, NULL, 0, 1);
    return context->wellFormed;
}

// The quickest round tells: what else runs on the machine only ever makes one slower.
static int measure(xmlParserCtxtPtr context, const struct feed *feed, int rounds) {
    double best = 0, total = 0;
    if (!parse(context, feed)) {
        fprintf(stderr, "sax-floor: %s is not well-formed\n", feed->name);
        return 1;
    }
    for (int round = 0; round < rounds; round++) {
        struct usage start = usage_now();
        parse(context, feed);
        struct usage end = usage_now();
        double taken = end.wall - start.wall;
        if (round == 0 || taken < best) best = taken;
        total += taken;
    }
    printf("sax-floor file=%s bytes=%zu rounds=%d best_us=%.1f mean_us=%.1f mb/s=%.1f\n", feed->name, feed->length, rounds, best * 1e6,
           total / rounds * 1e6, (double)feed->length / best / 1e6);
    return 0;
}

int main(int count, char **arguments) {
    static const struct option known[] = {{"rounds", required_argument, NULL, 'r'}, {NULL, 0, NULL, 0}};
    int rounds = 200, option, failed = 0;
    while ((option = getopt_long(count, arguments, "", known, NULL)) != -1) {
        if (option != 'r') usage();
        rounds = atoi(optarg);
    }
    if (rounds < 1 || optind == count) usage();
    xmlInitParser();
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                             .startElementNs = start_element,
                             .endElementNs = end_element,
                             .characters = characters,
                             .ignorableWhitespace = characters,
                             .cdataBlock = characters,
                             .getEntity = get_entity};
    xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    if (!context) abort();
    for (int i = optind; i < count; i++) {
        struct feed feed = read_feed(arguments[i]);
        failed |= measure(context, &feed, rounds);
        free(feed.bytes);
    }
    xmlFreeParserCtxt(context);
    xmlCleanupParser();
    return failed;
}
