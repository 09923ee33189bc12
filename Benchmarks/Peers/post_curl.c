// libcurl clients. usage: post_curl MODE NREC BATCH CONC   MODE=easy|multi|fresh|socket ; body:
// real pin records concatenated (static)
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
static double cpu(void) {
  struct rusage r;
  getrusage(RUSAGE_SELF, &r);
  return r.ru_utime.tv_sec + r.ru_utime.tv_usec * 1e-6 + r.ru_stime.tv_sec +
         r.ru_stime.tv_usec * 1e-6;
}
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}
static size_t wr(char* p, size_t a, size_t b, void* u) {
  *(size_t*)u += a * b;
  return a * b;
}
static char* body;
static size_t bl;
static size_t got;
static const char* URL = "http://127.0.0.1:19000/topics/0a1b2c3d4e5f.pin";
static CURL* mk(void) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, URL);
  curl_easy_setopt(h, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)bl);
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, wr);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, &got);
  curl_easy_setopt(h, CURLOPT_TCP_NODELAY, 1L);
  curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
  struct curl_slist* l =
      curl_slist_append(NULL, "Content-Type: application/vnd.kafka.json.v2+json");
  l = curl_slist_append(l, "Expect:");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, l);
  return h;
}
int main(int c, char** v) {
  const char* m = v[1];
  long nrec = atol(v[2]), batch = atol(v[3]);
  int conc = c > 4 ? atoi(v[4]) : 1;
  FILE* f = fopen("data/pin.ndjson", "r");
  body = malloc(batch * 2000 + 64);
  char line[8192];
  bl = sprintf(body, "{\"records\":[");
  for (long i = 0; i < batch; i++) {
    if (!fgets(line, sizeof line, f)) {
      rewind(f);
      fgets(line, sizeof line, f);
    }
    size_t n = strcspn(line, "\n");
    line[n] = 0;
    bl += sprintf(body + bl, "%s{\"value\":%s}", i ? "," : "", line);
  }
  bl += sprintf(body + bl, "]}");
  long nreq = nrec / batch;
  if (nreq < 1)
    nreq = 1;
  curl_global_init(0);
  long bad = 0;
  double t0 = now(), c0 = cpu();
  if (!strcmp(m, "easy")) {
    CURL* h = mk();
    for (long i = 0; i < nreq; i++)
      if (curl_easy_perform(h))
        bad++;
  } else if (!strcmp(m, "fresh")) {
    CURL* h = mk();
    curl_easy_setopt(h, CURLOPT_FORBID_REUSE, 1L);
    for (long i = 0; i < nreq; i++)
      if (curl_easy_perform(h))
        bad++;
  } else if (!strcmp(m, "multi")) {
    CURLM* mm = curl_multi_init();
    long started = 0, fin = 0;
    for (int i = 0; i < conc && started < nreq; i++, started++) curl_multi_add_handle(mm, mk());
    int run;
    while (fin < nreq) {
      curl_multi_perform(mm, &run);
      int q;
      CURLMsg* x;
      int again = 0;
      while ((x = curl_multi_info_read(mm, &q))) {
        if (x->msg != CURLMSG_DONE)
          continue;
        fin++;
        if (x->data.result)
          bad++;
        CURL* h = x->easy_handle;
        curl_multi_remove_handle(mm, h);
        if (started < nreq) {
          curl_multi_add_handle(mm, h);
          started++;
          again = 1;
        } else
          curl_easy_cleanup(h);
      }
      if (!again && fin < nreq)
        curl_multi_poll(mm, NULL, 0, 1000, NULL);
    }
  } else if (!strcmp(m, "socket")) {
    int s = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(s, 6, TCP_NODELAY, &one, 4);
    struct sockaddr_in a = {
        .sin_family = AF_INET, .sin_port = htons(19000), .sin_addr.s_addr = htonl(0x7f000001)};
    if (connect(s, (void*)&a, sizeof a)) {
      perror("c");
      return 1;
    }
    char* rq = malloc(bl + 512);
    int n = sprintf(
        rq,
        "POST /topics/0a1b2c3d4e5f.pin HTTP/1.1\r\nHost: 127.0.0.1:19000\r\nAccept: "
        "*/*\r\nContent-Type: application/vnd.kafka.json.v2+json\r\nContent-Length: %zu\r\n\r\n",
        bl);
    memcpy(rq + n, body, bl);
    size_t tot = n + bl;
    char* rb = malloc(1 << 20);
    for (long i = 0; i < nreq; i++) {
      size_t o = 0;
      while (o < tot) {
        ssize_t k = write(s, rq + o, tot - o);
        if (k <= 0) {
          bad++;
          break;
        }
        o += k;
      }
      size_t g = 0, need = 0;
      for (;;) {
        ssize_t k = read(s, rb + g, (1 << 20) - g);
        if (k <= 0) {
          bad++;
          break;
        }
        g += k;
        if (!need) {
          char* e = memmem(rb, g, "\r\n\r\n", 4);
          if (e) {
            char* q = memmem(rb, g, "Content-Length: ", 16);
            need = e + 4 - rb + atol(q + 16);
          }
        }
        if (need && g >= need)
          break;
      }
    }
  }
  double cp = cpu() - c0, w = now() - t0;
  long n = nreq * batch;
  printf(
      "curl-%-7s batch=%-5ld conc=%-3d %10.0f rec/s  %8.0f req/s  cpu %8.3f us/rec  wall %.2fs "
      "bad=%ld body=%zu\n",
      m, batch, conc, n / w, nreq / w, cp / n * 1e6, w, bad, bl);
  return 0;
}
