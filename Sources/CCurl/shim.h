#pragma once
#include <curl/curl.h>

/* curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt are variadic, which Swift does not import. One function for each
   type of value, so that a wrong type does not compile. */

static inline CURLcode status_easy_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode status_easy_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode status_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode status_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

/* Types of the callbacks as libcurl documents them, with the context as the only untyped thing. */
typedef size_t (*status_data_callback)(char *bytes, size_t size, size_t count, void *context);
typedef int (*status_prerequest_callback)(void *context, char *remote, char *local, int remote_port, int local_port);
typedef curl_socket_t (*status_open_socket_callback)(void *context, curlsocktype purpose, struct curl_sockaddr *address);
typedef int (*status_close_socket_callback)(void *context, curl_socket_t socket);
typedef int (*status_socket_callback)(CURL *easy, curl_socket_t socket, int what, void *context, void *socket_context);
typedef int (*status_timer_callback)(CURLM *multi, long milliseconds, void *context);

static inline CURLcode status_easy_set_write_callback(CURL *easy, status_data_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
    return code ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}
static inline CURLcode status_easy_set_header_callback(CURL *easy, status_data_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
    return code ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}
static inline CURLcode status_easy_set_prerequest_callback(CURL *easy, status_prerequest_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
    return code ? code : curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}
static inline CURLcode status_easy_set_open_socket_callback(CURL *easy, status_open_socket_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
    return code ? code : curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}
static inline CURLcode status_easy_set_close_socket_callback(CURL *easy, status_close_socket_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, callback);
    return code ? code : curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, context);
}

static inline CURLcode status_easy_set_tls_context_callback(
    CURL *easy, CURLcode (*callback)(CURL *easy, void *tls_context, void *context), void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, callback);
    return code ? code : curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, context);
}

static inline CURLcode status_easy_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode status_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}
static inline CURLMcode status_multi_set_socket_callback(CURLM *multi, status_socket_callback callback, void *context) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, callback);
    return code ? code : curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}
static inline CURLMcode status_multi_set_timer_callback(CURLM *multi, status_timer_callback callback, void *context) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, callback);
    return code ? code : curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}

/* The message's result sits in a C union, and the context of its handle behind a variadic call: both are read here.
   Returns NULL when there is no finished transfer. */
static inline CURL *status_multi_next_finished(CURLM *multi, CURLcode *result, void **context) {
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        *context = NULL;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)context);
        return message->easy_handle;
    }
    return NULL;
}

/* curl_sockaddr ends in a struct sockaddr that may be longer than its type (IPv6). */
static inline const struct sockaddr *status_socket_address(const struct curl_sockaddr *address) {
    return &address->addr;
}

/* CURLVERSION_NOW is a macro of an enumerator. */
static inline const curl_version_info_data *status_version(void) { return curl_version_info(CURLVERSION_NOW); }

/* For mail: what is sent, what is said on the way, and whether to go on. */
typedef int (*status_debug_callback)(CURL *easy, curl_infotype kind, char *bytes, size_t size, void *context);

static inline CURLcode status_easy_set_read_callback(CURL *easy, status_data_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_READFUNCTION, callback);
    return code ? code : curl_easy_setopt(easy, CURLOPT_READDATA, context);
}
static inline CURLcode status_easy_set_debug_callback(CURL *easy, status_debug_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, callback);
    return code ? code : curl_easy_setopt(easy, CURLOPT_DEBUGDATA, context);
}
static inline CURLcode status_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}
