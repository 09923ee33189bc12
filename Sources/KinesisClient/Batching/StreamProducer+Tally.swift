extension StreamProducer {
  /// How many records came to which end.
  public struct Tally: Hashable, Sendable {
    /// Records the producer has taken.
    public var accepted = 0
    /// Records that are in the stream.
    public var written = 0
    /// Of those, the ones that may be there twice.
    public var possiblyDuplicated = 0
    /// Records the stream would not have.
    public var refused = 0
    /// Records whose request came to nothing.
    public var failed = 0
    /// Records that never left this program.
    public var notSent = 0
    /// How often a record was turned away because there was no room for it.
    public var throttles = 0

    /// Records whose end is still open.
    public var pending: Int { accepted - written - refused - failed - notSent }

    mutating func count(_ outcome: PutOutcome) {
      switch outcome {
      case .written(let record):
        written += 1
        possiblyDuplicated += record.possiblyDuplicated ? 1 : 0
      case .refused: refused += 1
      case .failed: failed += 1
      case .notSent: notSent += 1
      }
    }
  }
}
