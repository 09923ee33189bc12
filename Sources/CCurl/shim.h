#pragma once
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

// OpenSSL frees all it has in a handler of `exit`, under the hands of threads that still use it, and
// ours may: a program that ends right after its last request would crash now and then. So it is told
// to leave that to the system. Weak, because a libcurl over another TLS library brings no such name.

#define CCURL_OPENSSL_INIT_NO_ATEXIT 0x00080000L
extern int OPENSSL_init_crypto(uint64_t options, const void *settings) __attribute__((weak));

/// Prepares libcurl and what is under it; may be called as often as one likes.
static inline void ccurl_global_init(void) {
  if (OPENSSL_init_crypto) OPENSSL_init_crypto(CCURL_OPENSSL_INIT_NO_ATEXIT, 0);
  curl_global_init(CURL_GLOBAL_SSL);
}

// curl_easy_setopt, curl_easy_getinfo, curl_multi_setopt and curl_share_setopt are variadic, so
// Swift cannot call them: one typed door for each kind of argument.

static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, const void *value) {
  return curl_easy_setopt(easy, option, value);
}

// Callbacks cross the variadic call too; each has its own door so that the compiler checks its
// type.

typedef size_t (*ccurl_write)(char *bytes, size_t size, size_t count, void *context);
typedef size_t (*ccurl_read)(char *room, size_t size, size_t count, void *context);
typedef int (*ccurl_ready)(void *context, char *remote, char *local, int remote_port,
                           int local_port);

static inline CURLcode ccurl_on_body(CURL *easy, ccurl_write callback) {
  return curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
}
static inline CURLcode ccurl_on_header(CURL *easy, ccurl_write callback) {
  return curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
}
static inline CURLcode ccurl_on_read(CURL *easy, ccurl_read callback) {
  return curl_easy_setopt(easy, CURLOPT_READFUNCTION, callback);
}
static inline CURLcode ccurl_on_ready(CURL *easy, ccurl_ready callback) {
  return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

typedef curl_socket_t (*ccurl_open)(void *context, curlsocktype purpose,
                                    struct curl_sockaddr *address);
typedef int (*ccurl_close)(void *context, curl_socket_t socket);
typedef int (*ccurl_interest)(CURL *easy, curl_socket_t socket, int what, void *context,
                              void *socket_context);
typedef int (*ccurl_timer)(CURLM *multi, long milliseconds, void *context);

static inline CURLcode ccurl_on_open(CURL *easy, ccurl_open callback) {
  return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}
static inline CURLcode ccurl_on_close(CURL *easy, ccurl_close callback) {
  return curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, callback);
}
static inline CURLMcode ccurl_on_interest(CURLM *multi, ccurl_interest callback) {
  return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, callback);
}
static inline CURLMcode ccurl_on_timer(CURLM *multi, ccurl_timer callback) {
  return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, callback);
}

static inline CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode ccurl_get_size(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode ccurl_get_pointer(CURL *easy, CURLINFO info, void **value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}
static inline CURLMcode ccurl_multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
  return curl_multi_setopt(multi, option, value);
}
static inline CURLSHcode ccurl_share(CURLSH *share, curl_lock_data what) {
  return curl_share_setopt(share, CURLSHOPT_SHARE, what);
}

// Swift's Glibc module leaves epoll out, and its event structure is packed, which Swift does not
// import.

static inline int ccurl_epoll_set(int epoll, int operation, int descriptor, uint32_t events) {
  struct epoll_event event = {.events = events, .data = {.fd = descriptor}};
  return epoll_ctl(epoll, operation, descriptor, &event);
}

typedef struct {
  int descriptor;
  uint32_t events;
} ccurl_ready_socket;

/// Waits for at most 64 events; gives how many came, -1 for an error.
static inline int ccurl_epoll_wait(int epoll, ccurl_ready_socket *ready, int milliseconds) {
  struct epoll_event events[64];
  int count = epoll_wait(epoll, events, 64, milliseconds);
  for (int index = 0; index < count; index++) {
    ready[index].descriptor = events[index].data.fd;
    ready[index].events = events[index].events;
  }
  return count;
}
