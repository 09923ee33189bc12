/// Records that were not written, and of which nobody was told in any other way.
public struct UnwrittenEntries: Error, Sendable, CustomStringConvertible {
  /// How many there are.
  public internal(set) var count = 0
  /// Where they should have gone.
  public let stream: String
  /// What became of the first of them.
  public let first: PutOutcome

  init(stream: String, first: PutOutcome) {
    self.stream = stream
    self.first = first
  }

  /// Their number and what became of the first.
  public var description: String {
    let reason =
      switch first {
      case .refused(let refusal): "\(refusal)"
      case .failed(let error): "\(error)"
      case .written, .notSent: "not sent"
      }
    return "\(count) records for \(stream) not written, the first of them: \(reason)"
  }
}
