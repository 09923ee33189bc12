// librdkafka built-in mock cluster: produce throughput, same process (client + mock). rdk N
// MSGSIZE(664) ; delivery reports counted
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
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
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}
static long ok, bad;
static void dr(rd_kafka_t* r, const rd_kafka_message_t* m, void* o) {
  if (m->err)
    bad++;
  else
    ok++;
}
int main(int c, char** v) {
  long n = atol(v[1]);
  int sz = atoi(v[2]);
  int sync = c > 3;
  char e[512];
  rd_kafka_conf_t* cf = rd_kafka_conf_new();
  rd_kafka_conf_set(cf, "test.mock.num.brokers", "1", e, 512);
  rd_kafka_conf_set(cf, "linger.ms", sync ? "0" : "5", e, 512);
  rd_kafka_conf_set(cf, "queue.buffering.max.messages", "1000000", e, 512);
  rd_kafka_conf_set(cf, "acks", "all", e, 512);
  rd_kafka_conf_set_dr_msg_cb(cf, dr);
  rd_kafka_t* rk = rd_kafka_new(RD_KAFKA_PRODUCER, cf, e, 512);
  if (!rk) {
    puts(e);
    return 1;
  }
  rd_kafka_topic_t* t = rd_kafka_topic_new(rk, "pin", 0);
  char* b = malloc(sz);
  memset(b, 'a', sz);
  rd_kafka_produce(t, 0, RD_KAFKA_MSG_F_COPY, b, sz, 0, 0, 0);
  rd_kafka_flush(rk, 10000);
  ok = 0;
  double t0 = now(), c0 = cpu();
  for (long i = 0; i < n; i++) {
    while (rd_kafka_produce(t, 0, RD_KAFKA_MSG_F_COPY, b, sz, 0, 0, 0)) rd_kafka_poll(rk, 10);
    if (sync)
      rd_kafka_flush(rk, 1000);
    else if ((i & 1023) == 0)
      rd_kafka_poll(rk, 0);
  }
  rd_kafka_flush(rk, 60000);
  double w = now() - t0, u = cpu() - c0;
  printf(
      "librdkafka mock %s produce %d B: %10.0f msg/s %8.1f MB/s cpu(client+broker) %.2f us/msg "
      "ok=%ld bad=%ld\n",
      sync ? "sync" : "pipelined", sz, n / w, n * (double)sz / w / 1e6, u / n * 1e6, ok, bad);
  return 0;
}
