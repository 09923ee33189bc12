/// Counts latencies in buckets that grow with them: two digits are kept, from a microsecond to a day.
///
/// Histograms of many tasks add up without sorting, and memory does not grow with what is counted.
public struct LatencyHistogram: Sendable, Hashable {
  /// Each power of two is cut into this many buckets, which keeps the error below one percent.
  private static let perOctave = 64
  private static let octaves = 37

  private var counts = [Int](repeating: 0, count: octaves * perOctave)
  /// How many latencies were counted.
  public private(set) var count = 0
  private var sum = Duration.zero
  private var least = Duration.seconds(1 << 40)
  /// The longest latency.
  public private(set) var longest = Duration.zero

  /// Starts empty.
  public init() {}

  /// Counts a latency; one below zero counts as none.
  public mutating func record(_ latency: Duration, times: Int = 1) {
    let latency = max(.zero, latency)
    counts[Self.bucket(of: latency)] += times
    count += times
    sum += latency * times
    least = min(least, latency)
    longest = max(longest, latency)
  }

  /// Adds another histogram.
  public mutating func merge(_ other: LatencyHistogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
    count += other.count
    sum += other.sum
    least = min(least, other.least)
    longest = max(longest, other.longest)
  }

  /// The shortest latency.
  public var shortest: Duration { count == 0 ? .zero : least }

  /// The mean.
  public var mean: Duration { count == 0 ? .zero : sum / count }

  /// The latency that a share of all does not exceed: 0.99 is p99.
  public func quantile(_ share: Double) -> Duration {
    guard count > 0 else { return .zero }
    let rank = max(1, Int((share * Double(count)).rounded(.up)))
    var passed = 0
    for (index, number) in counts.enumerated() {
      passed += number
      if passed >= rank { return min(longest, Self.upperBound(of: index)) }
    }
    return longest
  }

  /// The buckets that hold something: their upper bound in microseconds, and how many.
  public var buckets: [(upperMicroseconds: Int, count: Int)] {
    counts.enumerated().filter { $0.element > 0 }.map { index, count in
      (Int(Self.upperBound(of: index) / .microseconds(1)), count)
    }
  }

  private static func bucket(of latency: Duration) -> Int {
    let micros = max(0, Int(latency / .microseconds(1)))
    // The first octaves hold single microseconds.
    if micros < 2 * perOctave { return micros }
    let octave = Int.bitWidth - 1 - micros.leadingZeroBitCount - 6
    let index = octave * perOctave + (micros >> octave)
    return min(index, octaves * perOctave - 1)
  }

  private static func upperBound(of index: Int) -> Duration {
    if index < 2 * perOctave { return .microseconds(index + 1) }
    let octave = index / perOctave - 1
    let mantissa = index - octave * perOctave
    return .microseconds((mantissa + 1) << octave)
  }
}
