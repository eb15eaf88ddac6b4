#pragma once
#include <dlfcn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// OpenSSL writes these as macros over SSL_CTX_ctrl or over variadic functions, neither of which Swift imports.

static inline EVP_PKEY *origin_generate_p256_key(void) { return EVP_EC_gen("P-256"); }

static inline EVP_PKEY *origin_generate_rsa_key(unsigned int bits) { return EVP_RSA_gen(bits); }

static inline int origin_set_maximum_version(SSL_CTX *context, int version) {
    return (int)SSL_CTX_set_max_proto_version(context, version);
}

// Adds one certificate after the leaf; the context takes a reference of its own.
static inline int origin_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
    return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

// Lets SSL_write take a part and be called again with another buffer address, as an event loop needs.
static inline void origin_set_event_loop_modes(SSL_CTX *context) {
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
}

// TLS 1.2 has its tickets whatever their number for TLS 1.3 is. SSL_OP_NO_TICKET is a macro of 64 bits that Swift does not see.
static inline void origin_disable_tickets(SSL_CTX *context) { SSL_CTX_set_options(context, SSL_OP_NO_TICKET); }

// Sessions live in tickets alone, so that the server keeps no memory of its clients.
static inline void origin_disable_server_cache(SSL_CTX *context) { SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); }

// SSL_CTX_set_session_cache_mode is a macro. A client's sessions are handed to `taken` as they come, and none is kept in the context.
static inline void status_hand_out_sessions(SSL_CTX *context, int (*taken)(SSL *connection, SSL_SESSION *session)) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, taken);
}

// SSL_CTX_get_ex_new_index is a macro: a place in each context for a pointer, which is given to `release` when the context goes.
static inline int status_context_index(CRYPTO_EX_free *release) {
    return CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL_CTX, 0, NULL, NULL, NULL, release);
}

// SSL_get_ex_new_index is a macro: a place in each connection for a pointer, which `made` sets and `release` is given when the connection goes.
static inline int status_connection_index(CRYPTO_EX_new *made, CRYPTO_EX_free *release) {
    return CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL, 0, NULL, made, NULL, release);
}

// The next library's function of a name that the program has, too. RTLD_NEXT is a macro under _GNU_SOURCE, which Swift's importer does not set.
static inline void *status_next_function(const char *name) { return dlsym((void *)-1L, name); }
