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
      try JSONStage.append(to: &output) { stage throws(JSONError) in
        try copy(to: &stage, texts)
      }
    } catch {
      output.removeSubrange(end...)  // half a value is worse than none
      throw error
    }
  }

  private mutating func copy(
    to stage: inout JSONStage,
    _ texts: TextSpelling
  ) throws(JSONError) {
    switch try peek() {
    case .object:
      stage.put(raw: "{")
      try beginObject()
      var isFirst = true
      while let key = try nextKey() {
        if !isFirst { stage.put(raw: ",") }
        isFirst = false
        copy(key, to: &stage, texts)
        stage.put(raw: ":")
        try copy(to: &stage, texts)
      }
      stage.put(raw: "}")
    case .array:
      stage.put(raw: "[")
      try beginArray()
      var isFirst = true
      while try nextElement() {
        if !isFirst { stage.put(raw: ",") }
        isFirst = false
        try copy(to: &stage, texts)
      }
      stage.put(raw: "]")
    case .string: copy(try text(), to: &stage, texts)
    case .number: stage.put(bytes: try number().bytes)
    case .boolean: stage.put(try boolean())
    case .null:
      _ = try readNull()
      stage.put(raw: "null")
    }
  }

  @inline(__always)
  private func copy(_ text: JSONText, to stage: inout JSONStage, _ texts: TextSpelling) {
    if text.isEscaped, texts == .shortest {
      return text.withDecoded { decoded, _ in stage.put(utf8: decoded) }
    }
    stage.put(raw: "\"")
    stage.put(bytes: text.bytes)
    stage.put(raw: "\"")
  }
}
