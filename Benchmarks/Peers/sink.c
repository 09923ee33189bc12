// Tiny epoll HTTP/1.1 sink: Kafka REST v2 produce + Kinesis puts + S3-ish PUT/GET/HEAD/multipart/list. Loopback
// only. usage: sink PORT [threads]   env SINK_MD5=1 -> real md5 ETags
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#define IB 262144
#define GB 1048576
static int PORT, use_md5;
static char* gbuf;
static long NMANY = 10000;
typedef struct {
  int fd;
  size_t in;
  char* ib;  // input buffer
  int st;
  long left;
  int chunked;
  long chleft;
  int keep;  // st 0=head,1=body
  char method[8];
  char target[2048];
  long rs, re;
  int hasrange;
  long nrec;
  int many;
  char tail[16];
  int tl;
  EVP_MD_CTX* md;
  int mdon;
  char* ob;
  size_t ol, oc, os;
  long gleft, goff;
  int want_close;
} C;
static void out(C* c, const void* p, size_t n) {
  if (c->ol + n > c->oc) {
    c->oc = (c->ol + n) * 2;
    c->ob = realloc(c->ob, c->oc);
  }
  memcpy(c->ob + c->ol, p, n);
  c->ol += n;
}
static void outs(C* c, const char* s) { out(c, s, strlen(s)); }
static void resp(C* c, const char* status, const char* hdr, const char* body, size_t bl) {
  char h[1024];
  int n = snprintf(h, sizeof h,
                   "HTTP/1.1 %s\r\nServer: sink\r\nDate: Fri, 28 Aug 2020 03:52:47 "
                   "GMT\r\nx-amz-request-id: 1\r\n%sContent-Length: %zu\r\n\r\n",
                   status, hdr, bl);
  out(c, h, n);
  if (bl)
    out(c, body, bl);
}
static _Atomic long off = 0;
static void count(C* c, const char* p, size_t n, const char* word) {  // also across buffers
  char j[64];
  size_t wl = strlen(word);
  if (c->tl) {
    size_t k = n < 16 ? n : 16;
    memcpy(j, c->tail, c->tl);
    memcpy(j + c->tl, p, k);
    char* e = j + c->tl + k;
    for (char* q = j; (q = memmem(q, e - q, word, wl)); q += wl) {
      if (q < j + c->tl && q + wl > j + c->tl)
        c->nrec++;
    }
  }
  const char *q = p, *e = p + n;
  while ((q = memmem(q, e - q, word, wl))) {
    c->nrec++;
    q += wl;
  }
  size_t k = n < wl - 1 ? n : wl - 1;
  memcpy(c->tail, p + n - k, k);
  c->tl = k;
}
static int is_kinesis(C* c) { return !strcmp(c->method, "POST") && !strcmp(c->target, "/"); }
static void body(C* c, const char* p, size_t n) {
  if (!n)
    return;
  if (c->method[0] == 'P' && c->method[1] == 'O' && !strncmp(c->target, "/topics/", 8))
    count(c, p, n, "\"value\"");
  else if (is_kinesis(c)) {
    if (!c->tl)
      c->many = memmem(p, n < 200 ? n : 200, "\"Records\"", 9) != NULL;
    count(c, p, n, "\"PartitionKey\"");
  }
  else if (c->mdon)
    EVP_DigestUpdate(c->md, p, n);
}
static long sizeof_target(const char* t) {
  const char* q = strstr(t, "obj-");
  if (q)
    return atol(q + 4);
  return 300;
}
static void finish(C* c) {
  char* t = c->target;
  char h[512];
  if (!strcmp(c->method, "POST") && !strncmp(t, "/topics/", 8)) {
    long n = c->nrec ? c->nrec : 1;
    char* b = malloc(64 + n * 72);
    int l = sprintf(b, "{\"offsets\":[");
    long o = __atomic_fetch_add(&off, n, __ATOMIC_RELAXED);
    for (long i = 0; i < n; i++)
      l += sprintf(b + l, "%s{\"partition\":0,\"offset\":%ld,\"error_code\":null,\"error\":null}",
                   i ? "," : "", o + i);
    l += sprintf(b + l, "],\"key_schema_id\":null,\"value_schema_id\":null}");
    resp(c, "200 OK", "Content-Type: application/vnd.kafka.v2+json\r\n", b, l);
    free(b);
  } else if (is_kinesis(c)) {  // PutRecord and PutRecords, told apart by the body
    long n = c->nrec ? c->nrec : 1;
    char* b = malloc(96 + n * 128);
    int l = c->many ? sprintf(b, "{\"FailedRecordCount\":0,\"Records\":[") : 0;
    long o = __atomic_fetch_add(&off, n, __ATOMIC_RELAXED);
    for (long i = 0; i < n; i++)
      l += sprintf(b + l,
                   "%s{\"SequenceNumber\":\"49590338271490256608559692538361571095%018ld\","
                   "\"ShardId\":\"shardId-000000000000\"}",
                   i ? "," : "", o + i);
    if (c->many)
      l += sprintf(b + l, "]}");
    resp(c, "200 OK", "Content-Type: application/x-amz-json-1.1\r\n", b, l);
    free(b);
  } else if (!strcmp(c->method, "PUT")) {
    char et[40] = "d41d8cd98f00b204e9800998ecf8427e";
    if (c->mdon) {
      unsigned char d[16];
      unsigned l;
      EVP_DigestFinal_ex(c->md, d, &l);
      for (int i = 0; i < 16; i++) sprintf(et + 2 * i, "%02x", d[i]);
    }
    snprintf(h, sizeof h, "ETag: \"%s\"\r\n", et);
    resp(c, "200 OK", h, "", 0);
  } else if (!strcmp(c->method, "POST") && strstr(t, "uploads")) {
    char b[512];
    int l = sprintf(b,
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><InitiateMultipartUploadResult "
                    "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Bucket>b</Bucket><Key>k</"
                    "Key><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
    resp(c, "200 OK", "Content-Type: application/xml\r\n", b, l);
  } else if (!strcmp(c->method, "POST")) {
    char b[512];
    int l = sprintf(
        b,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><CompleteMultipartUploadResult "
        "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Location>http://x/b/k</"
        "Location><Bucket>b</Bucket><Key>k</Key><ETag>\"d41d8cd98f00b204e9800998ecf8427e-2\"</"
        "ETag></CompleteMultipartUploadResult>");
    resp(c, "200 OK", "Content-Type: application/xml\r\n", b, l);
  } else if (!strcmp(c->method, "DELETE"))
    resp(c, "204 No Content", "", "", 0);
  else if (!strcmp(c->method, "GET") && (strstr(t, "list-type=2") || strstr(t, "prefix=") ||
                                         strstr(t, "delimiter="))) {  // ListObjects(V2)
    long s = 0;
    const char* q = strstr(t, "continuation-token=");
    if (q)
      s = atol(q + 19);
    q = strstr(t, "marker=");
    if (q) {
      const char* z = strstr(q, "many");
      if (z)
        s = atol(z + (z[4] == '%' ? 7 : 5)) + 1;
    }
    int many = strstr(t, "many") != NULL;
    long e = s + 1000;
    if (!many)
      e = s = 0;
    if (e > NMANY)
      e = NMANY;
    int tr = many && e < NMANY;
    char* b = malloc(4096 + (e - s) * 300);
    int l = sprintf(
        b,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult "
        "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name><Prefix>many/</"
        "Prefix><KeyCount>%ld</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>%s</IsTruncated>",
        e - s, tr ? "true" : "false");
    if (tr)
      l += sprintf(b + l,
                   "<NextContinuationToken>%ld</NextContinuationToken><NextMarker>many/%06ld.json</"
                   "NextMarker>",
                   e, e - 1);
    for (long i = s; i < e; i++)
      l += sprintf(b + l,
                   "<Contents><Key>many/%06ld.json</Key><LastModified>2020-08-28T03:52:47.000Z</"
                   "LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</"
                   "ETag><Size>300</Size><StorageClass>STANDARD</StorageClass></Contents>",
                   i);
    l += sprintf(b + l, "</ListBucketResult>");
    resp(c, "200 OK", "Content-Type: application/xml\r\n", b, l);
    free(b);
  } else if (!strcmp(c->method, "GET") && strstr(t, "location")) {
    const char* b =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><LocationConstraint "
        "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></LocationConstraint>";
    resp(c, "200 OK", "Content-Type: application/xml\r\n", b, strlen(b));
  } else {
    long sz = sizeof_target(t);
    long s = 0, e = sz - 1;
    char cr[128] = "";
    const char* st = "200 OK";
    if (c->hasrange) {
      s = c->rs;
      e = c->re < 0 || c->re >= sz ? sz - 1 : c->re;
      snprintf(cr, sizeof cr, "Content-Range: bytes %ld-%ld/%ld\r\n", s, e, sz);
      st = "206 Partial Content";
    }
    int n = snprintf(h, sizeof h,
                     "HTTP/1.1 %s\r\nServer: sink\r\nDate: Fri, 28 Aug 2020 03:52:47 "
                     "GMT\r\nLast-Modified: Fri, 28 Aug 2020 03:52:47 GMT\r\nAccept-Ranges: "
                     "bytes\r\nContent-Type: application/octet-stream\r\nETag: "
                     "\"d41d8cd98f00b204e9800998ecf8427e-2\"\r\n%sContent-Length: %ld\r\n\r\n",
                     st, cr, e - s + 1);
    out(c, h, n);
    if (strcmp(c->method, "HEAD")) {
      if (e - s + 1 <= 65536)
        out(c, gbuf, e - s + 1);
      else
        c->gleft = e - s + 1;
    }
  }
  if (!c->keep)
    c->want_close = 1;
}
static void reset(C* c) {
  c->st = 0;
  c->nrec = 0;
  c->tl = 0;
  c->hasrange = 0;
  c->chunked = 0;
  c->chleft = -1;
  c->left = 0;
  c->mdon = 0;
}
static int flush(C* c) {
  for (;;) {
    while (c->os < c->ol) {
      ssize_t n =
          send(c->fd, c->ob + c->os, c->ol - c->os, MSG_NOSIGNAL | (c->gleft ? MSG_MORE : 0));
      if (n < 0) {
        if (errno == EAGAIN)
          return 1;
        return -1;
      }
      c->os += n;
    }
    c->os = c->ol = 0;
    if (!c->gleft)
      break;
    long k = c->gleft < GB ? c->gleft : GB;
    ssize_t n = send(c->fd, gbuf, k, MSG_NOSIGNAL);
    if (n < 0) {
      if (errno == EAGAIN)
        return 1;
      return -1;
    }
    c->gleft -= n;
  }
  return c->want_close ? -1 : 0;
}
static const char* hdr(const char* p, const char* e, const char* name) {
  size_t n = strlen(name);
  while (p < e) {
    const char* q = memchr(p, '\n', e - p);
    if (!q)
      q = e;
    if ((size_t)(q - p) > n && p[n] == ':' && !strncasecmp(p, name, n)) {
      p += n + 1;
      while (*p == ' ') p++;
      return p;
    }
    p = q + 1;
  }
  return 0;
}
// returns -1 close
static int process(C* c) {
  size_t pos = 0;
  for (;;) {
    if (c->gleft)
      break;
    if (c->st == 0) {
      char* p = c->ib + pos;
      size_t n = c->in - pos;
      if (n < 4)
        break;
      char* e = memmem(p, n, "\r\n\r\n", 4);
      if (!e) {
        if (n >= IB)
          return -1;
        break;
      }
      char* sp = memchr(p, ' ', e - p);
      if (!sp || sp - p > 7)
        return -1;
      memcpy(c->method, p, sp - p);
      c->method[sp - p] = 0;
      char* sp2 = memchr(sp + 1, ' ', e - sp - 1);
      if (!sp2 || sp2 - sp > 2000)
        return -1;
      memcpy(c->target, sp + 1, sp2 - sp - 1);
      c->target[sp2 - sp - 1] = 0;
      char* hs = memchr(sp2, '\n', e - sp2);
      hs = hs ? hs + 1 : e;
      const char* v;
      char m = c->method[0];
      c->left = (v = hdr(hs, e, "content-length")) ? atol(v) : 0;
      c->keep = 1;
      if ((v = hdr(hs, e, "connection")) && !strncasecmp(v, "close", 5))
        c->keep = 0;
      if (!memcmp(sp2, "\x20HTTP/1.0", 9) && !(v && !strncasecmp(v, "keep", 4)))
        c->keep = 0;
      if (m != 'G' && (v = hdr(hs, e, "transfer-encoding")) && !strncasecmp(v, "chunked", 7)) {
        c->chunked = 1;
        c->chleft = -1;
      }
      if (m == 'G' && (v = hdr(hs, e, "range"))) {
        c->hasrange = 1;
        c->rs = c->re = -1;
        sscanf(v, "bytes=%ld-%ld", &c->rs, &c->re);
      }
      if (m == 'P' && (v = hdr(hs, e, "expect")))
        outs(c, "HTTP/1.1 100 Continue\r\n\r\n");
      if (use_md5 && !strcmp(c->method, "PUT")) {
        if (!c->md)
          c->md = EVP_MD_CTX_new();
        EVP_DigestInit_ex(c->md, EVP_md5(), 0);
        c->mdon = 1;
      }
      pos = e + 4 - c->ib;
      c->st = 1;
    }
    if (c->chunked) {
      int done = 0;
      while (pos < c->in) {
        if (c->chleft > 0) {
          size_t k = c->in - pos;
          if ((long)k > c->chleft)
            k = c->chleft;
          body(c, c->ib + pos, k);
          pos += k;
          c->chleft -= k;
          if (c->chleft == 0)
            c->chleft = -2;
          continue;
        }
        if (c->chleft == -2) {
          if (c->in - pos < 2)
            goto more;
          pos += 2;
          c->chleft = -1;
          continue;
        }
        char* nl = memmem(c->ib + pos, c->in - pos, "\r\n", 2);
        if (!nl)
          goto more;
        if (c->chleft == -3) {
          int empty = nl == c->ib + pos;
          pos = nl + 2 - c->ib;
          if (empty) {
            done = 1;
            break;
          }
          continue;
        }
        c->chleft = strtol(c->ib + pos, 0, 16);
        pos = nl + 2 - c->ib;
        if (c->chleft == 0)
          c->chleft = -3;
      }
    more:
      if (!done)
        break;
      finish(c);
      reset(c);
      continue;
    }
    size_t k = c->in - pos;
    if ((long)k > c->left)
      k = c->left;
    body(c, c->ib + pos, k);
    pos += k;
    c->left -= k;
    if (c->left > 0)
      break;
    finish(c);
    reset(c);
    if (c->want_close)
      break;
  }
  if (pos) {
    memmove(c->ib, c->ib + pos, c->in - pos);
    c->in -= pos;
  }
  return 0;
}
static void* loop(void* a) {
  int ls = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
  setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &one, 4);
  setsockopt(ls, SOL_SOCKET, SO_REUSEPORT, &one, 4);
  struct sockaddr_in s = {
      .sin_family = AF_INET, .sin_port = htons(PORT), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(ls, (void*)&s, sizeof s) || listen(ls, 1024)) {
    perror("bind");
    exit(1);
  }
  int ep = epoll_create1(0);
  struct epoll_event ev = {.events = EPOLLIN, .data.ptr = 0};
  epoll_ctl(ep, EPOLL_CTL_ADD, ls, &ev);
  struct epoll_event es[256];
  for (;;) {
    int n = epoll_wait(ep, es, 256, -1);
    for (int i = 0; i < n; i++) {
      C* c = es[i].data.ptr;
      if (!c) {
        for (;;) {
          int fd = accept4(ls, 0, 0, SOCK_NONBLOCK);
          if (fd < 0)
            break;
          setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, 4);
          c = calloc(1, sizeof *c);
          c->fd = fd;
          c->ib = malloc(IB);
          reset(c);
          ev.events = EPOLLIN;
          ev.data.ptr = c;
          epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev);
        }
        continue;
      }
      int dead = 0, blocked = 0;
      if (es[i].events & EPOLLOUT) {
        int r = flush(c);
        if (r < 0)
          dead = 1;
        else if (r > 0)
          blocked = 1;
        else {
          if (process(c) < 0)
            dead = 1;
        }
      }
      if (!dead && !blocked && (es[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))) {
        ssize_t r = recv(c->fd, c->ib + c->in, IB - c->in, 0);
        if (r == 0 || (r < 0 && errno != EAGAIN))
          dead = 1;
        else if (r > 0) {
          c->in += r;
          if (process(c) < 0)
            dead = 1;
        }
      }
      if (!dead && !blocked) {
        int r = flush(c);
        if (r < 0)
          dead = 1;
        else {
          ev.events = r > 0 ? EPOLLOUT : EPOLLIN;
          ev.data.ptr = c;
          if (r > 0 || (es[i].events & EPOLLOUT))
            epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &ev);
        }
      }
      if (dead) {
        close(c->fd);
        free(c->ib);
        free(c->ob);
        if (c->md)
          EVP_MD_CTX_free(c->md);
        free(c);
      }
    }
  }
  return 0;
}
int main(int ac, char** av) {
  PORT = ac > 1 ? atoi(av[1]) : 9000;
  int th = ac > 2 ? atoi(av[2]) : 1;
  use_md5 = getenv("SINK_MD5") != 0;
  signal(SIGPIPE, SIG_IGN);
  gbuf = malloc(GB);
  for (int i = 0; i < GB; i++) gbuf[i] = 'a' + i % 26;
  pthread_t t;
  for (int i = 1; i < th; i++) pthread_create(&t, 0, loop, 0);
  loop(0);
}
