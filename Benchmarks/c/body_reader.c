#include "body_reader.h"

#include "feed_parser.h"
#include "summary_reader.h"

#include <stdlib.h>

// One of the two is there.
struct body_reader {
    struct feed_parser *feed;
    struct summary_reader *summary;
};

struct body_reader *body_reader_create(bool is_json) {
    struct body_reader *reader = calloc(1, sizeof *reader);
    if (!reader) abort();
    if (is_json) reader->summary = summary_reader_create();
    else reader->feed = feed_parser_create();
    return reader;
}

void body_reader_begin(struct body_reader *reader) {
    if (reader->summary) summary_reader_begin(reader->summary);
    else feed_parser_begin(reader->feed);
}

void body_reader_feed(struct body_reader *reader, const char *bytes, size_t count) {
    if (reader->summary) summary_reader_feed(reader->summary, bytes, count);
    else feed_parser_feed(reader->feed, bytes, count);
}

int body_reader_end(struct body_reader *reader) {
    return reader->summary ? summary_reader_end(reader->summary) : feed_parser_end(reader->feed);
}
