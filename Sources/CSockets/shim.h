// What Linux has for servers and Swift's Glibc module leaves out.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

// Declared only for _GNU_SOURCE, under which this module's types would differ from Glibc's.
extern int accept4(int, struct sockaddr *, socklen_t *, int);

// The flags of sockets are an enumeration in Swift, whose members cannot be put together.
static inline int csockets_accept(int listener, struct sockaddr_storage *address) {
  socklen_t length = sizeof *address;
  return accept4(listener, (struct sockaddr *)address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

static inline int csockets_stream_socket(int family) {
  return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

// The token of an event sits in a union.
static inline int csockets_watch(
    int poll, int operation, int socket, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events, .data = {.u64 = token}};
  return epoll_ctl(poll, operation, socket, &event);
}
