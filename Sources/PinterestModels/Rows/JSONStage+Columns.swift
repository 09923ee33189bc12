import JSONBytes

extension JSONStage {
  /// Puts a timestamp in its one spelling, or null.
  mutating func put(_ timestamp: WireTimestamp?) {
    guard let timestamp else { return put(raw: "null") }
    putQuoted(atMost: WireTimestamp.longest) { timestamp.write(to: $0) }
  }
}
