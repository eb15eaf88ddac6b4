#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <unistd.h>
#include <fcntl.h>
#include <errno.h>
#include <sched.h>

// glibc declares these under _GNU_SOURCE alone, which Swift's importer does not set.
extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
extern int sched_getaffinity(pid_t process, size_t size, cpu_set_t *processors);
extern int sched_setaffinity(pid_t process, size_t size, const cpu_set_t *processors);
