/// What happens to records on their way, in shares of all records.
public struct Chaos: Sendable, Hashable {
  /// The share that is sent twice.
  public var duplicate = 0.0
  /// The share that is never sent.
  public var drop = 0.0
  /// The share that is sent later.
  public var delay = 0.0
  /// How much later those are.
  public var delayRange: ClosedRange<Duration> = .milliseconds(200)...(.milliseconds(800))
  /// The number of posts among which records may change places.
  public var reorder = 0

  /// Nothing happens.
  public init() {}

  /// Reads `duplicate=5%,delay=10%:200..800ms,drop=2%,reorder=20`.
  public init(parsing text: String) throws(EmulatorError) {
    self.init()
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { throw .option("chaos", "\(part) is not name=value") }
      switch pair[0] {
      case "duplicate": duplicate = try Self.share(pair[1])
      case "drop": drop = try Self.share(pair[1])
      case "delay": try readDelay(pair[1])
      case "reorder":
        guard let window = Int(pair[1]), window >= 0 else {
          throw .option("chaos", "reorder=\(pair[1]) is no number of posts")
        }
        reorder = window
      default:
        throw .option("chaos", "there is no \(pair[0]); there is duplicate, drop, delay, reorder")
      }
    }
  }

  private mutating func readDelay(_ text: String) throws(EmulatorError) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    delay = try Self.share(parts[0])
    guard parts.count == 2 else { return }
    let bounds = parts[1].replacing("ms", with: "").split(separator: "..").map { Int($0) }
    guard bounds.count == 2, let low = bounds[0], let high = bounds[1], 0 <= low, low <= high else {
      throw .option("chaos", "delay \(parts[1]) is not 200..800ms")
    }
    delayRange = .milliseconds(low)...(.milliseconds(high))
  }

  static func share(_ text: String) throws(EmulatorError) -> Double {
    let isPercent = text.hasSuffix("%")
    guard let number = Double(isPercent ? String(text.dropLast()) : text),
      case let share = isPercent ? number / 100 : number, (0...1).contains(share)
    else { throw .option("share", "\(text) is not 0% to 100%") }
    return share
  }
}

/// Decides about each record; every decision draws the same number of numbers.
struct ChaosInjector {
  struct Fate {
    var isRepeated = false
    var isDropped = false
    var delay = Duration.zero
  }

  private let chaos: Chaos
  private var random: SeededRandom

  init(_ chaos: Chaos, seed: UInt64) {
    self.chaos = chaos
    random = SeededRandom(seed: seed, stream: .chaos)
  }

  mutating func fate() -> Fate {
    let draws = (random.unit(), random.unit(), random.unit(), random.unit())
    var fate = Fate()
    fate.isRepeated = draws.0 < chaos.duplicate
    fate.isDropped = draws.1 < chaos.drop
    if draws.2 < chaos.delay {
      let range = chaos.delayRange
      fate.delay = range.lowerBound + (range.upperBound - range.lowerBound) * draws.3
    }
    return fate
  }
}
