#include "summary_reader.h"

#include <simdjson.h>
#include <string>
#include <string_view>

using namespace simdjson;

struct summary_reader {
    ondemand::parser parser;
    std::string body; // keeps its room from one document to the next
    uint64_t digest = 0;
    int updates = 0;

    void read();

private:
    void hash(std::string_view bytes);
    void hash_text(ondemand::value value);
    void read_component(ondemand::object component);
    void read_update(ondemand::object update);
    void read_incident(ondemand::object incident);
};

// FNV-1a.
void summary_reader::hash(std::string_view bytes) {
    for (unsigned char byte : bytes) digest = (digest ^ byte) * 0x100000001b3u;
}

void summary_reader::hash_text(ondemand::value value) {
    if (!value.is_null()) hash(value.get_string());
}

void summary_reader::read_component(ondemand::object component) {
    for (auto field : component) {
        std::string_view key = field.unescaped_key();
        if (key == "id" || key == "status" || key == "updated_at") hash_text(field.value());
    }
}

void summary_reader::read_update(ondemand::object update) {
    updates++;
    for (auto field : update) {
        std::string_view key = field.unescaped_key();
        if (key == "id" || key == "status" || key == "body" || key == "updated_at") hash_text(field.value());
    }
}

void summary_reader::read_incident(ondemand::object incident) {
    for (auto field : incident) {
        std::string_view key = field.unescaped_key();
        if (key == "id" || key == "status" || key == "updated_at")
            hash_text(field.value());
        else if (key == "incident_updates")
            for (auto update : field.value().get_array()) read_update(update.get_object());
        else if (key == "components")
            for (auto component : field.value().get_array()) read_component(component.get_object());
    }
}

void summary_reader::read() {
    body.reserve(body.size() + SIMDJSON_PADDING);
    ondemand::document document = parser.iterate(body.data(), body.size(), body.capacity());
    for (auto field : document.get_object()) {
        std::string_view key = field.unescaped_key();
        if (key == "components")
            for (auto component : field.value().get_array()) read_component(component.get_object());
        else if (key == "incidents" || key == "scheduled_maintenances")
            for (auto incident : field.value().get_array()) read_incident(incident.get_object());
    }
}

struct summary_reader *summary_reader_create(void) { return new summary_reader; }

void summary_reader_destroy(struct summary_reader *reader) { delete reader; }

void summary_reader_begin(struct summary_reader *reader) {
    reader->body.clear();
    reader->digest = 0xcbf29ce484222325u;
    reader->updates = 0;
}

void summary_reader_feed(struct summary_reader *reader, const char *bytes, size_t count) { reader->body.append(bytes, count); }

int summary_reader_end(struct summary_reader *reader) {
    try {
        reader->read();
        return reader->updates;
    } catch (const simdjson_error &) {
        return -1;
    }
}

uint64_t summary_reader_digest(const struct summary_reader *reader) { return reader->digest; }
