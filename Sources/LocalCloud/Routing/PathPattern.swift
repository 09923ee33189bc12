/// A path with places for parameters: `/topics/{topic}`, `/{proxy+}`.
struct PathPattern: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  private enum Segment: Hashable, Sendable {
    case fixed(String)
    /// `{name}` takes one part.
    case parameter(String)
    /// `{name+}` takes the rest, at least one part.
    case rest(String)
  }

  /// The pattern as it was written.
  let description: String
  private let segments: [Segment]

  init(_ text: String) {
    description = text
    segments = text.split(separator: "/").map { part in
      guard part.hasPrefix("{"), part.hasSuffix("}") else { return .fixed(String(part)) }
      let name = part.dropFirst().dropLast()
      return name.hasSuffix("+") ? .rest(String(name.dropLast())) : .parameter(String(name))
    }
  }

  init(stringLiteral text: String) { self.init(text) }

  /// The parameters of a path that fits, still percent-encoded, or `nil`.
  func parameters(of parts: [Substring]) -> [String: Substring]? {
    var found: [String: Substring] = [:]
    for (position, segment) in segments.enumerated() {
      guard position < parts.count else { return nil }
      switch segment {
      case .fixed(let text): guard parts[position] == text else { return nil }
      case .parameter(let name): found[name] = parts[position]
      case .rest(let name):
        found[name] = parts[position...].joined(separator: "/")[...]
        return found
      }
    }
    return segments.count == parts.count ? found : nil
  }
}
