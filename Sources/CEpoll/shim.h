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

// glibc declares this one under _GNU_SOURCE alone, which Swift's importer does not set.
extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
