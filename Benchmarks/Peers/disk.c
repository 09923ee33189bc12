// limits of this disk. disk append N BATCH MODE(none|batch): write() 300 B records; fdatasync each
// BATCH records. disk files N DIR: create N small files (open/write/close). disk filesr N: + rename
// ; reports wall and cpu
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
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
int main(int c, char** v) {
  long n = atol(v[2]);
  char rec[300];
  memset(rec, 'a', 300);
  if (!strcmp(v[1], "append")) {
    long b = atol(v[3]);
    int sync = !strcmp(v[4], "sync");
    int fd = open("data/log.dat", O_CREAT | O_TRUNC | O_WRONLY | O_APPEND, 0644);
    char* buf = malloc(300 * b);
    for (long i = 0; i < b; i++) memcpy(buf + i * 300, rec, 300);
    double t0 = now(), c0 = cpu();
    long k = n / b;
    for (long i = 0; i < k; i++) {
      write(fd, buf, 300 * b);
      if (sync)
        fdatasync(fd);
    }
    double w = now() - t0, u = cpu() - c0;
    long m = k * b;
    printf("append batch=%-5ld %-4s %10.0f rec/s %8.1f MB/s %8.0f %s/s cpu %.3f us/rec\n", b,
           sync ? "sync" : "none", m / w, m * 300 / w / 1e6, k / w, sync ? "fdatasync" : "write",
           u / m * 1e6);
    close(fd);
    unlink("data/log.dat");
  } else {
    int ren = !strcmp(v[1], "filesr");
    int sy = !strcmp(v[1], "filess");
    char d[] = "data/many";
    mkdir(d, 0755);
    for (int i = 0; i < 256; i++) {
      char p[128];
      sprintf(p, "%s/%02x", d, i);
      mkdir(p, 0755);
    }
    double t0 = now(), c0 = cpu();
    for (long i = 0; i < n; i++) {
      char p[128], q[128];
      sprintf(p, "%s/%02x/%ld.json", d, (int)(i & 255), i);
      if (ren)
        sprintf(q, "%s/%02x/.tmp", d, (int)(i & 255));
      int fd = open(ren ? q : p, O_CREAT | O_TRUNC | O_WRONLY, 0644);
      write(fd, rec, 300);
      if (sy)
        fdatasync(fd);
      close(fd);
      if (ren)
        rename(q, p);
    }
    double w = now() - t0, u = cpu() - c0;
    printf("%s n=%ld %10.0f files/s cpu %.2f us/file\n", v[1], n, n / w, u / n * 1e6);
    t0 = now();
    c0 = cpu();
    long s = 0;
    for (long i = 0; i < n; i++) {
      char p[128];
      sprintf(p, "%s/%02x/%ld.json", d, (int)(i & 255), i);
      int fd = open(p, O_RDONLY);
      s += read(fd, rec, 300);
      close(fd);
    }
    w = now() - t0;
    u = cpu() - c0;
    printf("read-files n=%ld %10.0f files/s cpu %.2f us/file\n", n, n / w, u / n * 1e6);
    t0 = now();
    for (long i = 0; i < n; i++) {
      char p[128];
      sprintf(p, "%s/%02x/%ld.json", d, (int)(i & 255), i);
      unlink(p);
    }
    fprintf(stderr, "unlink %.0f/s\n", n / (now() - t0));
  }
  return 0;
}
