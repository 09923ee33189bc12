/// What pages of other sites may ask of a bucket.
struct CORSRule: Hashable, Sendable {
  var id: String?
  var origins: [String]
  var methods: [String]
  var headers: [String] = []
  var exposed: [String] = []
  var maxAge: Int?

  /// Whether a page may do that, sending these headers.
  func allows(origin: String, method: String, headers asked: [String] = []) -> Bool {
    methods.contains(method) && origins.contains { Self.matches($0, origin) }
      && asked.allSatisfy { name in headers.contains { Self.matches($0.lowercased(), name) } }
  }

  /// A pattern has one `*` at most.
  private static func matches(_ pattern: String, _ text: String) -> Bool {
    guard let star = pattern.firstIndex(of: "*") else { return pattern == text }
    let (head, tail) = (pattern[..<star], pattern[pattern.index(after: star)...])
    return text.utf8.count >= head.utf8.count + tail.utf8.count && text.hasPrefix(head)
      && text.hasSuffix(tail)
  }
}
