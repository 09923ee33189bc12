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
  private let takesRest: Bool

  init(_ text: String) {
    description = text
    let segments: [Segment] = text.split(separator: "/").map { part in
      guard part.hasPrefix("{"), part.hasSuffix("}") else { return .fixed(String(part)) }
      let name = part.dropFirst().dropLast()
      return name.hasSuffix("+") ? .rest(String(name.dropLast())) : .parameter(String(name))
    }
    self.segments = segments
    takesRest = segments.contains { if case .rest = $0 { true } else { false } }
  }

  init(stringLiteral text: String) { self.init(text) }

  /// The parameters of a path that fits, still percent-encoded, or `nil`.
  func parameters(of parts: [Substring]) -> [String: Substring]? {
    guard fits(parts) else { return nil }
    var found: [String: Substring] = [:]
    for (position, segment) in segments.enumerated() {
      switch segment {
      case .fixed: continue
      case .parameter(let name): found[name] = parts[position]
      case .rest(let name):
        found[name] = parts[position...].joined(separator: "/")[...]
        return found
      }
    }
    return found
  }

  /// Whether a path is one of this pattern, told before anything is built: a table holds dozens of
  /// patterns and all but one are of other paths.
  private func fits(_ parts: [Substring]) -> Bool {
    guard parts.count == segments.count || takesRest && parts.count > segments.count else {
      return false
    }
    for case (let part, .fixed(let text)) in zip(parts, segments) where part != text {
      return false
    }
    return true
  }
}
