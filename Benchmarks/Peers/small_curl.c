// libcurl multi + SigV4 computed in C (see sig_limit.c full): 300 B PUT/GET. small_curl put|get N
// CONC ENDPOINT
#define main sig_main
#include "sig_limit.c"
#undef main
#include <curl/curl.h>
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}
static size_t wr(char* p, size_t a, size_t b, void* u) {
  *(size_t*)u += a * b;
  return a * b;
}
typedef struct {
  CURL* h;
  struct curl_slist* l;
} J;
static char body[300];
static size_t got;
static void arm(CURL* h, int put, long i, const char* ep) {
  char u[256], p[128], auth[512], hs[65], x[700];
  J* j;
  curl_easy_getinfo(h, CURLINFO_PRIVATE, &j);
  hs[64] = 0;
  sprintf(p, "/perfbkt/many/%06ld.json", i);
  sprintf(u, "%s%s", ep, p);
  sign_full((unsigned char*)body, put ? 300 : 0, p, ep + 7, "20200828T035247Z", auth, hs);
  curl_slist_free_all(j->l);
  j->l = NULL;
  j->l = curl_slist_append(j->l, "Content-Type: application/json");
  sprintf(x, "x-amz-content-sha256: %s", hs);
  j->l = curl_slist_append(j->l, x);
  j->l = curl_slist_append(j->l, "x-amz-date: 20200828T035247Z");
  sprintf(x, "Authorization: %s", auth);
  j->l = curl_slist_append(j->l, x);
  j->l = curl_slist_append(j->l, "Expect:");
  curl_easy_setopt(h, CURLOPT_URL, u);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, j->l);
}
int main(int c, char** v) {
  int put = v[1][0] == 'p';
  long n = atol(v[2]);
  int conc = atoi(v[3]);
  const char* ep = v[4];
  memset(body, 'a', 300);
  derive("20200828");
  prep();
  curl_global_init(0);
  CURLM* m = curl_multi_init();
  double c0 = cpu(), t0 = now();
  long st = 0, fin = 0, bad = 0;
  for (int i = 0; i < conc && st < n; i++) {
    CURL* h = curl_easy_init();
    J* j = calloc(1, sizeof *j);
    curl_easy_setopt(h, CURLOPT_PRIVATE, j);
    curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, wr);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, &got);
    curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
    if (put) {
      curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
      curl_easy_setopt(h, CURLOPT_POSTFIELDS, body);
      curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE, 300L);
    }
    arm(h, put, st++, ep);
    curl_multi_add_handle(m, h);
  }
  int run;
  while (fin < n) {
    curl_multi_perform(m, &run);
    int q, again = 0;
    CURLMsg* x;
    while ((x = curl_multi_info_read(m, &q)))
      if (x->msg == CURLMSG_DONE) {
        CURL* h = x->easy_handle;
        if (x->data.result)
          bad++;
        fin++;
        curl_multi_remove_handle(m, h);
        if (st < n) {
          arm(h, put, st++, ep);
          curl_multi_add_handle(m, h);
          again = 1;
        }
      }
    if (!again && fin < n)
      curl_multi_poll(m, NULL, 0, 1000, NULL);
  }
  double w = now() - t0, u = cpu() - c0;
  printf("C libcurl+sigv4 %s conc=%-3d %8.0f obj/s cpu %8.2f us/obj wall %.2fs bad=%ld got=%zu\n",
         put ? "put" : "get", conc, n / w, u / n * 1e6, w, bad, got);
  return 0;
}
