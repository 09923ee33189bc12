// The least a writer of the three records must do: look for characters to escape, copy, print numbers.
// Records are read once with simdjson; printing of doubles is of the form %.4f, which these data have.
#include <simdjson.h>
#include <sys/resource.h>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>
using namespace simdjson;
struct Record { int64_t whole[2]; double fraction[2]; std::vector<std::string> texts; };
static double cpu() { rusage r; getrusage(RUSAGE_SELF, &r); return r.ru_utime.tv_sec + r.ru_utime.tv_usec * 1e-6 + r.ru_stime.tv_sec + r.ru_stime.tv_usec * 1e-6; }
static char *put(char *o, const char *s, size_t n) { memcpy(o, s, n); return o + n; }
#define PUT(o, literal) put(o, literal, sizeof(literal) - 1)
static char *escape(char *o, unsigned char c) {
  const char *two = c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : 0;
  if (two) return put(o, two, 2);
  return o + sprintf(o, "\\u%04x", c);
}
static char *text(char *o, const std::string &s) {
  const char *p = s.data(), *end = p + s.size();
  *o++ = '"';
  while (p < end) {
    uint64_t w, ones = 0x0101010101010101ull, high = 0x8080808080808080ull;
    if (end - p >= 8) {
      memcpy(&w, p, 8);
      uint64_t q = w ^ ones * 0x22, b = w ^ ones * 0x5c;
      uint64_t hit = ((q - ones) | (b - ones) | (w - ones * 0x20)) & ~w & high;
      if (!hit) { memcpy(o, &w, 8); o += 8; p += 8; continue; }
    }
    unsigned char c = *p++;
    if (c == '"' || c == '\\' || c < 0x20) o = escape(o, c); else *o++ = c;
  }
  *o++ = '"';
  return o;
}
static char *whole(char *o, int64_t v) {
  char digits[24], *d = digits + 24; uint64_t u = v < 0 ? -(uint64_t)v : v;
  do { *--d = '0' + u % 10; u /= 10; } while (u);
  if (v < 0) *--d = '-';
  return put(o, d, digits + 24 - d);
}
static char *fraction(char *o, double v) {
  int64_t scaled = (int64_t)(v * 1e4 + (v < 0 ? -0.5 : 0.5));
  if (scaled < 0) { *o++ = '-'; scaled = -scaled; }
  o = whole(o, scaled / 10000);
  *o++ = '.';
  int rest = scaled % 10000;
  for (int i = 3; i >= 0; i--) { o[i] = '0' + rest % 10; rest /= 10; }
  return o + 4;
}
static char *write(char *o, int kind, const Record &r) {
  static const char *pin[] = {",\"unique_id\":", ",\"title\":", ",\"description\":", ",\"poster_name\":", ",\"follower_count\":", ",\"tag_list\":", ",\"is_image_or_video\":", ",\"image_src\":"};
  if (kind == 0) {
    o = whole(PUT(o, "{\"index\":"), r.whole[0]);
    for (int i = 0; i < 8; i++) o = text(put(o, pin[i], strlen(pin[i])), r.texts[i]);
    o = whole(PUT(o, ",\"downloaded\":"), r.whole[1]);
    o = text(PUT(o, ",\"save_location\":"), r.texts[8]);
    o = text(PUT(o, ",\"category\":"), r.texts[9]);
  } else if (kind == 1) {
    o = whole(PUT(o, "{\"ind\":"), r.whole[0]);
    o = text(PUT(o, ",\"timestamp\":"), r.texts[0]);
    o = fraction(PUT(o, ",\"latitude\":"), r.fraction[0]);
    o = fraction(PUT(o, ",\"longitude\":"), r.fraction[1]);
    o = text(PUT(o, ",\"country\":"), r.texts[1]);
  } else {
    o = whole(PUT(o, "{\"ind\":"), r.whole[0]);
    o = text(PUT(o, ",\"first_name\":"), r.texts[0]);
    o = text(PUT(o, ",\"last_name\":"), r.texts[1]);
    o = whole(PUT(o, ",\"age\":"), r.whole[1]);
    o = text(PUT(o, ",\"date_joined\":"), r.texts[2]);
  }
  return PUT(o, "}");
}
int main(int c, char **v) {
  int rounds = c > 1 ? atoi(v[1]) : 7;
  const char *kinds[] = {"pin", "geo", "user"};
  static char line[65536];
  for (int kind = 0; kind < 3; kind++) {
    std::ifstream file(std::string("data/") + kinds[kind] + ".ndjson");
    std::vector<Record> records;
    dom::parser parser;
    for (std::string l; std::getline(file, l);) {
      Record r; int wholes = 0, fractions = 0;
      for (auto member : dom::object(parser.parse(l))) {
        if (member.value.is_string()) r.texts.push_back(std::string(member.value.get_string().value()));
        else if (member.value.is_int64()) r.whole[wholes++] = member.value.get_int64();
        else r.fraction[fractions++] = member.value.get_double();
      }
      records.push_back(r);
    }
    std::vector<double> times;
    size_t bytes = 0;
    for (int round = 0; round < rounds; round++) {
      double start = cpu(); bytes = 0;
      for (int z = 0; z < 5; z++) for (auto &r : records) bytes += write(line, kind, r) - line;
      times.push_back((cpu() - start) / 5);
    }
    std::sort(times.begin(), times.end());
    double t = times[0];
    printf("C direct writer %-4s encode %5.0f MB/s %.3f cpu-us/record\n", kinds[kind], bytes / 5 / t / 1e6, t / records.size() * 1e6);
  }
}
