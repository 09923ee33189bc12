/// What a number of time counts.
enum TimeUnit: Int, Sendable {
  case milliseconds = 1
  case microseconds = 2
  case nanoseconds = 3
}
