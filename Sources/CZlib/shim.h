#pragma once
#include <zlib.h>

// deflateInit2 is a macro that adds the version and the size of the structure.
// A window of 15 bits plus 16 asks for a gzip header and trailer (RFC 1952).
static inline int origin_deflate_init_gzip(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

// inflateInit2 is a macro for the same reason.
static inline int status_inflate_init(z_stream *stream, int window_bits) { return inflateInit2(stream, window_bits); }
