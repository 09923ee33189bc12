import HTTPWire

/// The decoded parameters behind a question mark; of a name that stands twice, the first counts.
struct QueryItems: Sendable, Hashable {
  private var values: [String: String] = [:]

  /// Every parameter by its name.
  var all: [String: String] { values }

  init(_ query: Substring?) {
    for pair in (query ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decode(parts[0], plusIsSpace: true) else { continue }
      let value = parts.count > 1 ? PercentEncoding.decode(parts[1], plusIsSpace: true) : ""
      if values[name] == nil { values[name] = value ?? "" }
    }
  }

  var isEmpty: Bool { values.isEmpty }

  subscript(_ name: String) -> String? { values[name] }

  /// A parameter as a whole number; what is none counts as absent.
  func integer(_ name: String) -> Int? { values[name].flatMap { Int($0) } }
}
