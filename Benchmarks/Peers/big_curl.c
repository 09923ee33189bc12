// limit: 1 GiB as 128 x 8 MiB parts with 4 connections, libcurl multi, payload hashed (sha256 per
// part) or UNSIGNED. big_curl up|upun|down ENDPOINT
#define main sig_main
#include "sig_limit.c"
#undef main
#include <curl/curl.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}
#define PART (8L << 20)
static char* map;
static int dfd;
typedef struct {
  CURL* h;
  struct curl_slist* l;
  long part, off;
} J;
static size_t rd(char* b, size_t a, size_t n, void* u) {
  J* j = u;
  size_t k = a * n;
  if (k > PART - j->off)
    k = PART - j->off;
  memcpy(b, map + j->part * PART + j->off, k);
  j->off += k;
  return k;
}
static size_t wr(char* p, size_t a, size_t b, void* u) {
  J* j = u;
  if (dfd > 0)
    pwrite(dfd, p, a * b, j->part * PART + j->off);
  j->off += a * b;
  return a * b;
}
int main(int c, char** v) {
  int up = v[1][0] == 'u', un = !strcmp(v[1], "upun");
  const char* ep = v[2];
  int conc = c > 3 ? atoi(v[3]) : 4;
  long n = 128;
  derive("20200828");
  prep();
  curl_global_init(0);
  if (up) {
    int f = open("data/big.bin", O_RDONLY);
    map = mmap(0, 1L << 30, PROT_READ, MAP_SHARED, f, 0);
  } else {
    dfd = open("data/perf-down2.bin", O_CREAT | O_TRUNC | O_RDWR, 0644);
  }
  double c0 = cpu(), t0 = now();
  CURLM* m = curl_multi_init();
  long st = 0, fin = 0, bad = 0;
  void arm(CURL * h) {
    J* j;
    curl_easy_getinfo(h, CURLINFO_PRIVATE, &j);
    j->part = st++;
    j->off = 0;
    char u[512], hs[65], auth[512], x[700];
    hs[64] = 0;
    curl_slist_free_all(j->l);
    j->l = NULL;
    if (up) {
      sign_full((unsigned char*)map + j->part * PART, un ? 0 : PART, "/perfbkt/obj-1073741824",
                ep + 7, "20200828T035247Z", auth, hs);
      sprintf(u, "%s/perfbkt/obj-1073741824?partNumber=%ld&uploadId=u1", ep, j->part + 1);
      curl_easy_setopt(h, CURLOPT_UPLOAD, 1L);
      curl_easy_setopt(h, CURLOPT_READFUNCTION, rd);
      curl_easy_setopt(h, CURLOPT_READDATA, j);
      curl_easy_setopt(h, CURLOPT_INFILESIZE_LARGE, (curl_off_t)PART);
      curl_easy_setopt(h, CURLOPT_UPLOAD_BUFFERSIZE, 512 * 1024L);
    } else {
      sign_full((unsigned char*)"", 0, "/perfbkt/obj-1073741824", ep + 7, "20200828T035247Z", auth,
                hs);
      sprintf(u, "%s/perfbkt/obj-1073741824", ep);
      sprintf(x, "Range: bytes=%ld-%ld", j->part * PART, (j->part + 1) * PART - 1);
      j->l = curl_slist_append(j->l, x);
      curl_easy_setopt(h, CURLOPT_BUFFERSIZE, 512 * 1024L);
    }
    sprintf(x, "x-amz-content-sha256: %s", hs);
    j->l = curl_slist_append(j->l, x);
    sprintf(x, "Authorization: %s", auth);
    j->l = curl_slist_append(j->l, x);
    j->l = curl_slist_append(j->l, "Expect:");
    curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, wr);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, j);
    curl_easy_setopt(h, CURLOPT_URL, u);
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, j->l);
    curl_multi_add_handle(m, h);
  }
  for (int i = 0; i < conc; i++) {
    CURL* h = curl_easy_init();
    J* j = calloc(1, sizeof *j);
    curl_easy_setopt(h, CURLOPT_PRIVATE, j);
    arm(h);
  }
  int run;
  while (fin < n) {
    curl_multi_perform(m, &run);
    int q, again = 0;
    CURLMsg* x;
    while ((x = curl_multi_info_read(m, &q)))
      if (x->msg == CURLMSG_DONE) {
        CURL* h = x->easy_handle;
        J* j;
        curl_easy_getinfo(h, CURLINFO_PRIVATE, &j);
        if (x->data.result || (!up && j->off != PART))
          bad++;
        fin++;
        curl_multi_remove_handle(m, h);
        if (st < n) {
          arm(h);
          again = 1;
        }
      }
    if (!again && fin < n)
      curl_multi_poll(m, NULL, 0, 1000, NULL);
  }
  double w = now() - t0, u = cpu() - c0;
  if (!up)
    unlink("data/perf-down2.bin");
  printf("C libcurl %-5s conc=%d %7.0f MB/s wall %.2fs cpu %.2fs per GiB bad=%ld\n", v[1], conc,
         (1L << 30) / w / 1e6, w, u, bad);
  return 0;
}
