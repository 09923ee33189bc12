// Physical limits for one SigV4 signature (cached signing key, cached credential scope).
// modes: min      = SHA256(payload 300) + SHA256(canon ~400) + HMAC(string-to-sign ~150), fetched
// EVP_MD + reused ctx, raw OpenSSL
//        oneshot  = the same via SHA256()/HMAC() one-shots
//        nopayload= UNSIGNED-PAYLOAD: 1 SHA256(canon) + 1 HMAC
//        full     = real signer in C: build canonical request, hex, string-to-sign, Authorization
//        header fullkey  = full + derive the signing key each time (4 HMACs)
#define _GNU_SOURCE
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
static double cpu(void) {
  struct rusage r;
  getrusage(RUSAGE_SELF, &r);
  return r.ru_utime.tv_sec + r.ru_utime.tv_usec * 1e-6 + r.ru_stime.tv_sec +
         r.ru_stime.tv_usec * 1e-6;
}
static int cmp(const void* a, const void* b) {
  double x = *(double*)a, y = *(double*)b;
  return x < y ? -1 : x > y;
}
static const char HX[] = "0123456789abcdef";
static inline char* hex(char* o, const unsigned char* d, int n) {
  for (int i = 0; i < n; i++) {
    *o++ = HX[d[i] >> 4];
    *o++ = HX[d[i] & 15];
  }
  return o;
}
#define LIT(o, s) (memcpy(o, s, sizeof(s) - 1), (o) + sizeof(s) - 1)
static inline char* put(char* o, const char* s, size_t n) {
  memcpy(o, s, n);
  return o + n;
}
static inline char* uri(char* o, const char* s) {
  for (; *s; s++) {
    unsigned char c = *s;
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
        c == '.' || c == '_' || c == '~' || c == '/')
      *o++ = c;
    else {
      *o++ = '%';
      *o++ = "0123456789ABCDEF"[c >> 4];
      *o++ = "0123456789ABCDEF"[c & 15];
    }
  }
  return o;
}
static unsigned char key[32];
static SHA256_CTX kin, kout;  // HMAC pads precomputed for the cached signing key
static void prep(void) {
  unsigned char p[64];
  memset(p, 0x36, 64);
  for (int i = 0; i < 32; i++) p[i] ^= key[i];
  SHA256_Init(&kin);
  SHA256_Update(&kin, p, 64);
  memset(p, 0x5c, 64);
  for (int i = 0; i < 32; i++) p[i] ^= key[i];
  SHA256_Init(&kout);
  SHA256_Update(&kout, p, 64);
}
static void hm(const unsigned char* k, int kl, const char* m, unsigned char* out) {
  unsigned l;
  HMAC(EVP_sha256(), k, kl, (const unsigned char*)m, strlen(m), out, &l);
}
static void derive(const char* date) {
  unsigned char a[32], b[32];
  hm((const unsigned char*)"AWS4wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", 44, date, a);
  hm(a, 32, "us-east-1", b);
  hm(b, 32, "s3", a);
  hm(a, 32, "aws4_request", key);
}
static int sign_full(const unsigned char* pl, size_t n, const char* path, const char* host,
                     const char* amzdate, char* auth, char* hsh) {
  unsigned char d[32];
  char canon[2048], sts[512];
  SHA256_CTX c;
  SHA256_Init(&c);
  SHA256_Update(&c, pl, n);
  SHA256_Final(d, &c);
  hex(hsh, d, 32);
  char* o = canon;
  o = LIT(o, "PUT\n");
  o = uri(o, path);
  o = LIT(o, "\n\ncontent-type:application/json\nhost:");
  o = put(o, host, strlen(host));
  o = LIT(o, "\nx-amz-content-sha256:");
  o = put(o, hsh, 64);
  o = LIT(o, "\nx-amz-date:");
  o = put(o, amzdate, 16);
  o = LIT(o, "\n\ncontent-type;host;x-amz-content-sha256;x-amz-date\n");
  o = put(o, hsh, 64);
  SHA256_Init(&c);
  SHA256_Update(&c, canon, o - canon);
  SHA256_Final(d, &c);
  o = sts;
  o = LIT(o, "AWS4-HMAC-SHA256\n");
  o = put(o, amzdate, 16);
  *o++ = '\n';
  o = put(o, amzdate, 8);
  o = LIT(o, "/us-east-1/s3/aws4_request\n");
  o = hex(o, d, 32);
  c = kin;
  SHA256_Update(&c, sts, o - sts);
  SHA256_Final(d, &c);
  c = kout;
  SHA256_Update(&c, d, 32);
  SHA256_Final(d, &c);
  o = auth;
  o = LIT(o, "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/");
  o = put(o, amzdate, 8);
  o = LIT(o,
          "/us-east-1/s3/aws4_request, "
          "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, Signature=");
  o = hex(o, d, 32);
  *o = 0;
  return o - auth;
}
int main(int ac, char** av) {
  const char* mode = ac > 1 ? av[1] : "min";
  long n = ac > 2 ? atol(av[2]) : 1000000;
  int reps = ac > 3 ? atoi(av[3]) : 5;
  unsigned char pl[300];
  memset(pl, 'a', 300);
  char canon[420];
  memset(canon, 'c', 420);
  char sts[152];
  memset(sts, 's', 152);
  unsigned char d[32];
  unsigned char sink = 0;
  derive("20200828");
  prep();
  double t[64];
  char auth[512], h[65];
  h[64] = 0;
  sign_full(pl, 300, "/pinterest-bucket/topics/pin/partition=0/pin+0+0000007528.json",
            "127.0.0.1:9000", "20200828T035247Z", auth, h);
  if (!strcmp(mode, "full"))
    puts(auth);
  EVP_MD* md = EVP_MD_fetch(NULL, "SHA256", NULL);
  EVP_MD_CTX* ctx = EVP_MD_CTX_new();
  EVP_MAC* mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
  EVP_MAC_CTX* mc = EVP_MAC_CTX_new(mac);
  OSSL_PARAM ps[2];
  char dn[] = "SHA256";
  ps[0] = OSSL_PARAM_construct_utf8_string("digest", dn, 0);
  ps[1] = OSSL_PARAM_construct_end();
  EVP_MAC_init(mc, key, 32, ps);
  for (int r = 0; r < reps; r++) {
    double t0 = cpu();
    if (!strcmp(mode, "min"))
      for (long i = 0; i < n; i++) {
        SHA256_CTX c;
        pl[0] = i;
        SHA256_Init(&c);
        SHA256_Update(&c, pl, 300);
        SHA256_Final(d, &c);
        canon[0] = d[0];
        SHA256_Init(&c);
        SHA256_Update(&c, canon, 420);
        SHA256_Final(d, &c);
        memcpy(sts, d, 32);
        c = kin;
        SHA256_Update(&c, sts, 152);
        SHA256_Final(d, &c);
        c = kout;
        SHA256_Update(&c, d, 32);
        SHA256_Final(d, &c);
        sink ^= d[0];
      }
    else if (!strcmp(mode, "evp"))
      for (long i = 0; i < n; i++) {
        unsigned l;
        size_t sl;
        pl[0] = i;
        EVP_DigestInit_ex2(ctx, md, NULL);
        EVP_DigestUpdate(ctx, pl, 300);
        EVP_DigestFinal_ex(ctx, d, &l);
        canon[0] = d[0];
        EVP_DigestInit_ex2(ctx, md, NULL);
        EVP_DigestUpdate(ctx, canon, 420);
        EVP_DigestFinal_ex(ctx, d, &l);
        memcpy(sts, d, 32);
        EVP_MAC_init(mc, NULL, 0, NULL);
        EVP_MAC_update(mc, (unsigned char*)sts, 152);
        EVP_MAC_final(mc, d, &sl, 32);
        sink ^= d[0];
      }
    else if (!strcmp(mode, "oneshot"))
      for (long i = 0; i < n; i++) {
        unsigned l;
        pl[0] = i;
        SHA256(pl, 300, d);
        canon[0] = d[0];
        SHA256((unsigned char*)canon, 420, d);
        memcpy(sts, d, 32);
        HMAC(EVP_sha256(), key, 32, (unsigned char*)sts, 152, d, &l);
        sink ^= d[0];
      }
    else if (!strcmp(mode, "nopayload"))
      for (long i = 0; i < n; i++) {
        SHA256_CTX c;
        canon[0] = i;
        SHA256_Init(&c);
        SHA256_Update(&c, canon, 420);
        SHA256_Final(d, &c);
        memcpy(sts, d, 32);
        c = kin;
        SHA256_Update(&c, sts, 152);
        SHA256_Final(d, &c);
        c = kout;
        SHA256_Update(&c, d, 32);
        SHA256_Final(d, &c);
        sink ^= d[0];
      }
    else if (!strcmp(mode, "full"))
      for (long i = 0; i < n; i++) {
        pl[0] = i;
        sign_full(pl, 300, "/pinterest-bucket/topics/pin/partition=0/pin+0+0000007528.json",
                  "127.0.0.1:9000", "20200828T035247Z", auth, h);
        sink ^= auth[200];
      }
    else if (!strcmp(mode, "fullkey"))
      for (long i = 0; i < n; i++) {
        pl[0] = i;
        derive("20200828");
        prep();
        sign_full(pl, 300, "/pinterest-bucket/topics/pin/partition=0/pin+0+0000007528.json",
                  "127.0.0.1:9000", "20200828T035247Z", auth, h);
        sink ^= auth[200];
      }
    t[r] = cpu() - t0;
  }
  qsort(t, reps, sizeof *t, cmp);
  double m = t[reps / 2];
  printf("C/OpenSSL %-10s %9.0f ops/s  %.3f cpu-s/1M  [min %.3f max %.3f] sink=%d\n", mode, n / m,
         m / n * 1e6, t[0] / n * 1e6, t[reps - 1] / n * 1e6, sink);
  return 0;
}
