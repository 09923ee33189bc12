// simdjson 3.0.1 (Debian) ondemand -> structs with owned arena strings; dates parsed
#include <simdjson.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <vector>
using namespace simdjson;
static double cpu() {
  rusage r;
  getrusage(RUSAGE_SELF, &r);
  return r.ru_utime.tv_sec + r.ru_utime.tv_usec * 1e-6 + r.ru_stime.tv_sec +
         r.ru_stime.tv_usec * 1e-6;
}
struct Pin {
  int64_t index, downloaded;
  std::string_view s[10];
};
struct Geo {
  int64_t ind, ts;
  double lat, lon;
  std::string_view c;
};
struct User {
  int64_t ind, age, j;
  std::string_view f, l;
};
static int d2(const char* p) { return (p[0] - '0') * 10 + p[1] - '0'; }
static int64_t pd(std::string_view s) {
  const char* p = s.data();
  if (s.size() != 19)
    return -1;
  int y = d2(p) * 100 + d2(p + 2), m = d2(p + 5), d = d2(p + 8);
  int64_t a = y - (m <= 2);
  int64_t e = a / 400;
  unsigned yo = a - e * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1,
           doe = yo * 365 + yo / 4 - yo / 100 + doy;
  return (e * 146097 + doe - 719468) * 86400 + d2(p + 11) * 3600 + d2(p + 14) * 60 + d2(p + 17);
}
static char* ar;
static std::string_view cp(std::string_view s) {
  memcpy(ar, s.data(), s.size());
  std::string_view r(ar, s.size());
  ar += s.size();
  return r;
}
int main(int c, char** v) {
  int reps = c > 1 ? atoi(v[1]) : 7;
  char* arena = (char*)malloc(64 << 20);
  const char* ks[] = {"pin", "geo", "user"};
  for (int t = 0; t < 3; t++) {
    std::ifstream f(std::string("data/") + ks[t] + ".ndjson");
    std::string all((std::istreambuf_iterator<char>(f)), {});
    size_t bytes = all.size();
    all.reserve(bytes + SIMDJSON_PADDING);
    std::vector<std::pair<size_t, size_t>> L;
    for (size_t p = 0; p < bytes;) {
      size_t e = all.find('\n', p);
      if (e == std::string::npos)
        e = bytes;
      L.push_back({p, e - p});
      p = e + 1;
    }
    size_t N = L.size();
    std::vector<Pin> ps(N);
    std::vector<Geo> gs(N);
    std::vector<User> us(N);
    ondemand::parser P;
    std::vector<double> td;
    for (int r = 0; r < reps; r++) {
      double t0 = cpu();
      for (int z = 0; z < 5; z++) {
        ar = arena;
        for (size_t i = 0; i < N; i++) {
          auto d = P.iterate(all.data() + L[i].first, L[i].second, all.capacity() - L[i].first);
          auto o = d.get_object();
          if (t == 0) {
            auto& x = ps[i];
            x.index = o["index"].get_int64();
            const char* nm[] = {"unique_id",      "title",    "description",       "poster_name",
                                "follower_count", "tag_list", "is_image_or_video", "image_src"};
            for (int k = 0; k < 8; k++) x.s[k] = cp(o[nm[k]].get_string());
            x.downloaded = o["downloaded"].get_int64();
            x.s[8] = cp(o["save_location"].get_string());
            x.s[9] = cp(o["category"].get_string());
          } else if (t == 1) {
            auto& x = gs[i];
            x.ind = o["ind"].get_int64();
            x.ts = pd(o["timestamp"].get_string());
            x.lat = o["latitude"].get_double();
            x.lon = o["longitude"].get_double();
            x.c = cp(o["country"].get_string());
          } else {
            auto& x = us[i];
            x.ind = o["ind"].get_int64();
            x.f = cp(o["first_name"].get_string());
            x.l = cp(o["last_name"].get_string());
            x.age = o["age"].get_int64();
            x.j = pd(o["date_joined"].get_string());
          }
        }
      }
      td.push_back((cpu() - t0) / 5);
    }
    std::sort(td.begin(), td.end());
    double a = td[reps / 2];
    printf("C++/simdjson %-5s decode %6.0f MB/s %9.0f rec/s %.3f cpu-s/1M\n", ks[t],
           bytes / a / 1e6, N / a, a / N * 1e6);
  }
}
