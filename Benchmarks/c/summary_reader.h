// A reader of Statuspage's summary.json on simdjson: id, status, text and date of each incident, update and component.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct summary_reader;

struct summary_reader *summary_reader_create(void);
void summary_reader_destroy(struct summary_reader *reader);

// Begins a document; a reader is used for one after another.
void summary_reader_begin(struct summary_reader *reader);
void summary_reader_feed(struct summary_reader *reader, const char *bytes, size_t count);
// Reads the document. Returns the number of updates, or -1 when it is no summary.
int summary_reader_end(struct summary_reader *reader);
// A digest of all incidents, updates and components of the last document: what a poller would compare with the poll before.
uint64_t summary_reader_digest(const struct summary_reader *reader);

#ifdef __cplusplus
}
#endif
