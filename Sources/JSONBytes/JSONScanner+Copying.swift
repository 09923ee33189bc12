extension JSONScanner {
  /// How texts are spelled when a value is copied.
  public enum TextSpelling: Sendable {
    /// As they stand, escape for escape.
    case asWritten
    /// With the escapes JSON demands and no others, so `\u00e9` and `\/` become `é` and `/`.
    case shortest
  }

  /// Checks the next value and appends it without white space.
  ///
  /// Members keep their order and their duplicates, numbers their digits.
  public mutating func copyValue(
    to output: inout [UInt8],
    texts: TextSpelling = .asWritten
  ) throws(JSONError) {
    let end = output.count
    do {
      _ = try nextByte()
      try JSONStage.append(to: &output) { stage throws(JSONError) in
        var copy = RunCopy(base: base, start: cursor, stage: stage, texts: texts)
        defer { stage = copy.stage }
        try walk(&copy)
        copy.take(upTo: cursor)
      }
    } catch {
      output.removeSubrange(end...)  // half a value is worse than none
      throw error
    }
  }
}

/// Copies what a walk passes in runs as long as may be: all at once where nothing has to go.
private struct RunCopy: WalkListener {
  let base: UnsafePointer<UInt8>
  /// The first byte that was not copied yet.
  var start: Int
  var stage: JSONStage
  let texts: JSONScanner.TextSpelling

  mutating func take(upTo end: Int) {
    stage.put(bytes: UnsafeBufferPointer(start: base + start, count: end - start))
  }

  mutating func met(space: Range<Int>) {
    take(upTo: space.lowerBound)
    start = space.upperBound
  }

  mutating func met(_ text: JSONText, filling range: Range<Int>) {
    guard text.isEscaped, texts == .shortest else { return }
    take(upTo: range.lowerBound)
    text.withDecoded { decoded, _ in stage.put(utf8: decoded) }
    start = range.upperBound
  }
}
