/// What records carry as their key.
public enum KeyChoice: Sendable, Hashable {
  /// No key, as the course's script has it for topics.
  case none
  /// The same for all: `partition-1`.
  case fixed(String)
  /// The row's index.
  case index
  /// A UUID each, drawn from the seed.
  case uuid
  /// One of so many, drawn from the seed: `0` to `N-1`.
  case random(Int)

  /// The key of the course's script, which sends everything to one shard.
  public static let coursePartition = "partition-1"

  /// Reads `none`, `fixed:NAME`, `index`, `uuid` or `random:N`; `nil` where it is none of these.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("none", 1): self = .none
    case ("index", 1): self = .index
    case ("uuid", 1): self = .uuid
    case ("fixed", 2): self = .fixed(parts[1])
    case ("random", 2):
      guard let count = Int(parts[1]), count > 0 else { return nil }
      self = .random(count)
    default: return nil
    }
  }
}

/// Draws keys, one a record.
struct KeyChooser {
  private let choice: KeyChoice
  private var random: SeededRandom

  init(_ choice: KeyChoice, seed: UInt64) {
    self.choice = choice
    random = SeededRandom(seed: seed, stream: .keys)
  }

  mutating func key(index: Int) -> String? {
    switch choice {
    case .none: nil
    case .fixed(let text): text
    case .index: "\(index)"
    case .uuid: uuid(random.next(), random.next())
    case .random(let count): "\(random.next() % UInt64(count))"
    }
  }

  private func uuid(_ high: UInt64, _ low: UInt64) -> String {
    let digits = hex(high & ~0xf000 | 0x4000) + hex(low & ~(0b11 << 62) | 0b10 << 62)
    var text = ""
    for (position, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(position) { text += "-" }
      text.append(digit)
    }
    return text
  }

  private func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
