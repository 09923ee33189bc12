// curl's CURLOPT_AWS_SIGV4 cost = (signed request) - (plain request) over keep-alive to the local
// sink; see run_sig_curl.sh
#define _GNU_SOURCE
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
static double cpu(int u) {
  struct rusage r;
  getrusage(RUSAGE_SELF, &r);
  return u ? r.ru_utime.tv_sec + r.ru_utime.tv_usec * 1e-6
           : r.ru_utime.tv_sec + r.ru_utime.tv_usec * 1e-6 + r.ru_stime.tv_sec +
                 r.ru_stime.tv_usec * 1e-6;
}
static size_t wr(char* p, size_t a, size_t b, void* u) { return a * b; }
int main(int c, char** v) {
  long n = atol(v[2]);
  int sig = atoi(v[3]);
  char body[301];
  memset(body, 'a', 300);
  body[300] = 0;
  curl_global_init(0);
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, v[1]);
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(h, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE, 300L);
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, wr);
  struct curl_slist* l = curl_slist_append(NULL, "Content-Type: application/json");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, l);
  if (sig) {
    curl_easy_setopt(h, CURLOPT_AWS_SIGV4, "aws:amz:us-east-1:s3");
    curl_easy_setopt(h, CURLOPT_USERPWD,
                     "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  }
  double t = cpu(0), tu = cpu(1);
  long bad = 0;
  for (long i = 0; i < n; i++) {
    if (curl_easy_perform(h) != CURLE_OK) {
      bad++;
      if (bad > 5)
        break;
    }
  }
  double m = cpu(0) - t, mu = cpu(1) - tu;
  printf("curl sig=%d: %.2f cpu-us/req (user %.2f) bad=%ld\n", sig, m / n * 1e6, mu / n * 1e6, bad);
  return 0;
}
