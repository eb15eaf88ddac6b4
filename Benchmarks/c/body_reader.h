// Reads the body of one answer: a feed or a summary.
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct body_reader;

struct body_reader *body_reader_create(bool is_json);

// Begins a body; a reader is used for one after another.
void body_reader_begin(struct body_reader *reader);
void body_reader_feed(struct body_reader *reader, const char *bytes, size_t count);
// Ends the body. Returns the number of entries or updates, or -1 when it could not be read.
int body_reader_end(struct body_reader *reader);
