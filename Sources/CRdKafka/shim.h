#pragma once
#include <errno.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <librdkafka/rdkafka.h>
/* A cluster inside this process, for tests. */
#include <librdkafka/rdkafka_mock.h>

/* rd_kafka_producev is variadic, and its arguments are macros. The message is copied; its token comes back in its delivery report. */
static inline rd_kafka_resp_err_t status_kafka_produce(
    rd_kafka_t *client, const char *topic, const void *key, size_t key_length, const void *value, size_t value_length,
    const char *header, const void *header_value, size_t header_length, uintptr_t token) {
    return rd_kafka_producev(
        client, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY((void *)key, key_length),
        RD_KAFKA_V_VALUE((void *)value, value_length), RD_KAFKA_V_HEADER(header, (void *)header_value, header_length),
        RD_KAFKA_V_OPAQUE((void *)token), RD_KAFKA_V_END);
}

/* The token of a message. The field's name, _private, tells nothing. */
static inline uintptr_t status_kafka_token(const rd_kafka_message_t *message) { return (uintptr_t)message->_private; }

/* EFD_NONBLOCK and EFD_CLOEXEC are enumerators that Swift does not combine. Bytes that librdkafka writes add up to one wake-up. */
static inline int status_kafka_wake_up_descriptor(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
static inline void status_kafka_write_wake_ups_to(rd_kafka_queue_t *queue, int descriptor) {
    uint64_t one = 1;
    rd_kafka_queue_io_event_enable(queue, descriptor, &one, sizeof one);
}
static inline void status_kafka_read_wake_ups(int descriptor) {
    uint64_t count;
    while (read(descriptor, &count, sizeof count) < 0 && errno == EINTR) {}
}
