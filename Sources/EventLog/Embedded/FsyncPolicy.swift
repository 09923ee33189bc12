/// When what was appended is made to outlive a power cut; a killed process loses nothing under any.
public enum FsyncPolicy: Sendable, Hashable, CustomStringConvertible {
  /// Before an append returns; appends that come meanwhile share the next sync.
  case always
  /// At most that long after an append returned.
  case interval(Duration)
  /// When the operating system finds the time.
  case never

  /// Reads `always`, `never`, or `interval:` with a whole number of `ms`, `s` or `m`.
  public init?(_ text: String) {
    switch text {
    case "always": self = .always
    case "never": self = .never
    default:
      guard text.hasPrefix("interval:"), let duration = Self.duration(text.dropFirst(9)) else {
        return nil
      }
      self = .interval(duration)
    }
  }

  /// The text that is read as this policy.
  public var description: String {
    switch self {
    case .always: "always"
    case .never: "never"
    case .interval(let duration):
      duration.components.attoseconds == 0
        ? "interval:\(duration.components.seconds)s"
        : "interval:\(Int(duration / .milliseconds(1)))ms"
    }
  }

  private static func duration(_ text: Substring) -> Duration? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number > 0, number <= 86_400_000 else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": return .milliseconds(number)
    case "s": return .seconds(number)
    case "m": return .seconds(60 * number)
    default: return nil
    }
  }
}
