/// How many posts are made in a time: `2/s`, `0.2/s`, `30/m`, or as many as go.
public enum PostRate: Sendable, Hashable, CustomStringConvertible {
  /// That many a second.
  case perSecond(Double)
  /// As many as go.
  case unlimited

  /// Reads a rate as people type it; `nil` where it is none.
  public init?(_ text: String) {
    if text == "max" {
      self = .unlimited
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let number = Double(parts[0]), number > 0, number.isFinite else {
      return nil
    }
    switch parts.count == 2 ? parts[1] : "s" {
    case "s": self = .perSecond(number)
    case "m": self = .perSecond(number / 60)
    case "h": self = .perSecond(number / 3_600)
    default: return nil
    }
  }

  /// The rate as it would be typed.
  public var description: String {
    switch self {
    case .perSecond(let number): "\(number)/s"
    case .unlimited: "max"
    }
  }
}
