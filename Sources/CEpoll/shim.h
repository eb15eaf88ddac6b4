#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/types.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <unistd.h>
#include <fcntl.h>
#include <errno.h>
#include <sched.h>
#include <spawn.h>

// glibc declares these under _GNU_SOURCE alone, which Swift's importer does not set.
extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
extern int pipe2(int ends[2], int flags);
extern int sched_getaffinity(pid_t process, size_t size, cpu_set_t *processors);
extern int sched_setaffinity(pid_t process, size_t size, const cpu_set_t *processors);
extern int pidfd_open(pid_t process, unsigned flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
#include <malloc.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

/* epoll_event is packed and holds a union on x86-64: its fields are written and read here. */
static inline int status_epoll_control(int set, int operation, int descriptor, unsigned events, unsigned long long token) {
    struct epoll_event event;
    event.events = events;
    event.data.u64 = token;
    return epoll_ctl(set, operation, descriptor, &event);
}
static inline unsigned status_epoll_events(const struct epoll_event *event) { return event->events; }
static inline unsigned long long status_epoll_token(const struct epoll_event *event) { return event->data.u64; }

/* The last error of the calling thread, in words. */
static inline const char *status_error_text(void) { return strerror(errno); }
/* fcntl is variadic. Whether the descriptor is open. */
static inline int status_is_open(int descriptor) { return fcntl(descriptor, F_GETFD) >= 0; }
