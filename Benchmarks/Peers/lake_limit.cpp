// The least a pipeline's end can cost: list, read, parse with simdjson, clean, join by hash, four answers.
#include <dirent.h>
#include <fcntl.h>
#include <simdjson.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

using namespace simdjson;

static double cpu() {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static double wall() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

struct Pin {
  int64_t ind;
  int64_t followers;  // -1 is nothing
  int category;
};
struct Place {
  int country;
  int year;
};
struct User {
  int age;
  int joined;
};

static std::unordered_map<std::string, int> words;
static int word(std::string_view text) {
  return words.emplace(std::string(text), (int)words.size()).first->second;
}

template <class Take>
static void read_all(const std::string &folder, Take take) {
  static ondemand::parser parser;
  static char buffer[1 << 20];
  int here = open(folder.c_str(), O_RDONLY | O_DIRECTORY);
  DIR *listing = fdopendir(here);
  if (!listing) exit(1);
  std::vector<std::string> names;
  while (struct dirent *entry = readdir(listing))
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  for (auto &name : names) {
    int file = openat(here, name.c_str(), O_RDONLY | O_CLOEXEC);
    ssize_t count = read(file, buffer, sizeof buffer - SIMDJSON_PADDING);
    close(file);
    auto document = parser.iterate(buffer, count, sizeof buffer);
    ondemand::object object = document.get_object();
    take(object);
  }
  closedir(listing);
}

static int64_t followers(std::string_view text) {
  int64_t value = 0;
  size_t index = 0;
  while (index < text.size() && text[index] >= '0' && text[index] <= '9')
    value = value * 10 + text[index++] - '0';
  if (index == 0) return -1;
  return index < text.size() ? value * (text[index] == 'k' ? 1000 : 1000000) : value;
}

int main(int count, char **arguments) {
  double start = cpu(), begin = wall();
  std::string root = arguments[1];
  std::vector<Pin> pins;
  size_t bytes = 0;
  // Every text is unescaped, as whoever keeps whole rows must.
  const char *texts[] = {"unique_id",         "title",     "description",   "poster_name",
                         "is_image_or_video", "image_src", "save_location", "tag_list"};
  read_all(root + "/pin", [&](ondemand::object &row) {
    Pin pin;
    pin.ind = row["index"].get_int64();
    for (auto name : texts) bytes += std::string_view(row[name]).size();
    pin.followers = followers(row["follower_count"]);
    pin.category = word(row["category"]);
    pins.push_back(pin);
  });
  std::unordered_map<int64_t, Place> places;
  read_all(root + "/geo", [&](ondemand::object &row) {
    int64_t ind = row["ind"].get_int64();
    int year = atoi(std::string(std::string_view(row["timestamp"])).substr(0, 4).c_str());
    double latitude = row["latitude"], longitude = row["longitude"];
    bytes += latitude > longitude;
    places[ind] = {word(row["country"]), year};
  });
  std::unordered_map<int64_t, User> users;
  read_all(root + "/user", [&](ondemand::object &row) {
    int64_t ind = row["ind"].get_int64();
    std::string name = std::string(std::string_view(row["first_name"])) + " ";
    name += std::string_view(row["last_name"]);
    bytes += name.size();
    int age = (int)(int64_t)row["age"].get_int64();
    int joined = atoi(std::string(std::string_view(row["date_joined"])).substr(0, 4).c_str());
    users[ind] = {age, joined};
  });
  std::map<std::pair<int, int>, int> by_country, by_year;
  std::map<int, std::vector<int64_t>> by_age;
  std::map<int, int> by_joined;
  for (auto &pin : pins) {
    auto place = places.find(pin.ind);
    if (place != places.end()) {
      by_country[{place->second.country, pin.category}]++;
      by_year[{place->second.year, pin.category}]++;
    }
    auto user = users.find(pin.ind);
    if (user != users.end() && pin.followers >= 0) {
      int age = user->second.age;
      by_age[age < 25 ? 0 : age < 36 ? 1 : age < 51 ? 2 : 3].push_back(pin.followers);
    }
  }
  for (auto &user : users) by_joined[user.second.joined]++;
  int64_t medians = 0;
  for (auto &group : by_age) {
    auto &values = group.second;
    std::nth_element(values.begin(), values.begin() + (values.size() - 1) / 2, values.end());
    medians += values[(values.size() - 1) / 2];
  }
  printf("limit: %zu pins, %zu %zu %zu %zu groups, medians %ld, %zu bytes, %.4f cpu-s %.4f wall-s\n",
         pins.size(), by_country.size(), by_year.size(), by_age.size(), by_joined.size(),
         (long)medians, bytes, cpu() - start, wall() - begin);
}
