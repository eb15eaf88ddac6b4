#include "feed_parser.h"

#include <libxml/parser.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum field { FIELD_NONE, FIELD_ID, FIELD_TITLE, FIELD_UPDATED, FIELD_CONTENT };

struct text {
    size_t length;
    char bytes[256];
};

struct feed_parser {
    xmlParserCtxtPtr context;
    int depth;
    bool is_in_entry;
    enum field field;
    struct text id, title, updated, link;
    uint64_t content_hash, digest;
    int entries;
};

static const uint64_t hash_start = 0xcbf29ce484222325u;

// FNV-1a.
static uint64_t hash(uint64_t state, const void *bytes, size_t count) {
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < count; i++) state = (state ^ byte[i]) * 0x100000001b3u;
    return state;
}

static void append(struct text *text, const char *bytes, size_t count) {
    size_t room = sizeof text->bytes - text->length;
    if (count > room) count = room;
    memcpy(text->bytes + text->length, bytes, count);
    text->length += count;
}

static struct text *text_of(struct feed_parser *parser) {
    switch (parser->field) {
    case FIELD_ID: return &parser->id;
    case FIELD_TITLE: return &parser->title;
    case FIELD_UPDATED: return &parser->updated;
    default: return NULL;
    }
}

static enum field field_named(const char *name) {
    if (strcmp(name, "id") == 0) return FIELD_ID;
    if (strcmp(name, "title") == 0) return FIELD_TITLE;
    if (strcmp(name, "updated") == 0) return FIELD_UPDATED;
    if (strcmp(name, "content") == 0) return FIELD_CONTENT;
    return FIELD_NONE;
}

static void take_link(struct feed_parser *parser, int count, const xmlChar **attributes) {
    for (int i = 0; i < count; i++) {
        const xmlChar **attribute = attributes + (size_t)i * 5; // name, prefix, URI, value, end of value
        if (strcmp((const char *)attribute[0], "href") == 0)
            append(&parser->link, (const char *)attribute[3], (size_t)(attribute[4] - attribute[3]));
    }
}

static void start_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                          const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes) {
    (void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)defaulted_count;
    struct feed_parser *parser = user;
    parser->depth++;
    if (parser->depth == 2 && strcmp((const char *)name, "entry") == 0) {
        parser->is_in_entry = true;
        parser->id.length = parser->title.length = parser->updated.length = parser->link.length = 0;
        parser->content_hash = hash_start;
    } else if (parser->is_in_entry && parser->depth == 3) {
        parser->field = field_named((const char *)name);
        if (strcmp((const char *)name, "link") == 0) take_link(parser, attribute_count, attributes);
    }
}

static void end_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)name, (void)prefix, (void)uri;
    struct feed_parser *parser = user;
    if (parser->is_in_entry && parser->depth == 3) parser->field = FIELD_NONE;
    if (parser->is_in_entry && parser->depth == 2) {
        parser->is_in_entry = false;
        parser->entries++;
        const struct text *texts[] = {&parser->id, &parser->title, &parser->updated, &parser->link};
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            parser->digest = hash(parser->digest, texts[i]->bytes, texts[i]->length);
        parser->digest = hash(parser->digest, &parser->content_hash, sizeof parser->content_hash);
    }
    parser->depth--;
}

static void characters(void *user, const xmlChar *bytes, int count) {
    struct feed_parser *parser = user;
    if (parser->field == FIELD_NONE) return;
    if (parser->field == FIELD_CONTENT) {
        parser->content_hash = hash(parser->content_hash, bytes, (size_t)count);
        return;
    }
    append(text_of(parser), (const char *)bytes, (size_t)count);
}

struct feed_parser *feed_parser_create(void) {
    static xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                                    .startElementNs = start_element,
                                    .endElementNs = end_element,
                                    .characters = characters,
                                    .cdataBlock = characters};
    struct feed_parser *parser = calloc(1, sizeof *parser);
    if (!parser) abort();
    parser->context = xmlCreatePushParserCtxt(&handler, parser, NULL, 0, NULL);
    if (!parser->context) abort();
    return parser;
}

void feed_parser_destroy(struct feed_parser *parser) {
    if (!parser) return;
    xmlFreeParserCtxt(parser->context);
    free(parser);
}

void feed_parser_begin(struct feed_parser *parser) {
    xmlCtxtResetPush(parser->context, NULL, 0, NULL, NULL);
    xmlCtxtUseOptions(parser->context, XML_PARSE_NONET);
    parser->context->userData = parser;
    parser->depth = parser->entries = 0;
    parser->is_in_entry = false;
    parser->field = FIELD_NONE;
    parser->digest = hash_start;
}

void feed_parser_feed(struct feed_parser *parser, const char *bytes, size_t count) {
    xmlParseChunk(parser->context, bytes, (int)count, 0);
}

int feed_parser_end(struct feed_parser *parser) {
    xmlParseChunk(parser->context, NULL, 0, 1);
    return parser->context->wellFormed ? parser->entries : -1;
}

uint64_t feed_parser_digest(const struct feed_parser *parser) { return parser->digest; }
