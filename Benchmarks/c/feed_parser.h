// An Atom reader on libxml2's SAX push parser: for each entry its id, title, date and link, and a hash of its content.
#pragma once
#include <stddef.h>
#include <stdint.h>

struct feed_parser;

struct feed_parser *feed_parser_create(void);
void feed_parser_destroy(struct feed_parser *parser);

// Begins a document; a parser is used for one after another.
void feed_parser_begin(struct feed_parser *parser);
void feed_parser_feed(struct feed_parser *parser, const char *bytes, size_t count);
// Ends the document. Returns the number of entries, or -1 when it was not well-formed.
int feed_parser_end(struct feed_parser *parser);
// A digest of all entries of the last document: what a poller would compare with the poll before.
uint64_t feed_parser_digest(const struct feed_parser *parser);
