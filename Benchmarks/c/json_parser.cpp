// The ruler for JSON: simdjson's DOM of a document, and each of its strings read. Prints key=value pairs, as `status-monitor bench decoding` does.
//   json-parser FILE...
#include <simdjson.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <vector>

using simdjson::dom::element;
using simdjson::dom::element_type;

static const int rounds = 15;

static double processor_microseconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

// Bytes of all strings and keys below an element, and its numbers.
static size_t read_all(element value) {
    size_t sum = 0;
    switch (value.type()) {
    case element_type::OBJECT:
        for (auto member : simdjson::dom::object(value)) sum += member.key.size() + read_all(member.value);
        break;
    case element_type::ARRAY:
        for (element child : simdjson::dom::array(value)) sum += read_all(child);
        break;
    case element_type::STRING: sum += std::string_view(value).size(); break;
    default: sum += 1; break;
    }
    return sum;
}

static int measure(const char *path) {
    simdjson::padded_string text;
    if (simdjson::padded_string::load(path).get(text)) {
        std::fprintf(stderr, "%s cannot be read\n", path);
        return 1;
    }
    simdjson::dom::parser parser;
    const size_t readings = std::max<size_t>(1, 4000000 / std::max<size_t>(1, text.size()));
    std::vector<double> times;
    size_t sum = 0;
    for (int round = 0; round < rounds; round++) {
        const double start = processor_microseconds();
        for (size_t reading = 0; reading < readings; reading++) {
            element document;
            if (auto error = parser.parse(text).get(document)) {
                std::fprintf(stderr, "%s: %s\n", path, simdjson::error_message(error));
                return 1;
            }
            sum += read_all(document);
        }
        times.push_back((processor_microseconds() - start) / readings);
    }
    std::sort(times.begin(), times.end());
    const double median = times[times.size() / 2];
    const char *slash = std::strrchr(path, '/');
    std::printf("simdjson file=%s bytes=%zu document_us=%.1f document_MB/s=%.0f sum=%zu\n", slash ? slash + 1 : path, text.size(), median,
                text.size() / median, sum);
    return 0;
}

int main(int count, char **arguments) {
    int failed = 0;
    for (int index = 1; index < count; index++) failed |= measure(arguments[index]);
    return failed;
}
