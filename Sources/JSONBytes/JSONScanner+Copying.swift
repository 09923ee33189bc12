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
      try copy(to: &output, texts: texts)
    } catch {
      output.removeSubrange(end...)  // half a value is worse than none
      throw error
    }
  }

  private mutating func copy(to output: inout [UInt8], texts: TextSpelling) throws(JSONError) {
    switch try peek() {
    case .object:
      output.append(UInt8(ascii: "{"))
      try beginObject()
      var isFirst = true
      while let key = try nextKey() {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        copy(key, to: &output, texts: texts)
        output.append(UInt8(ascii: ":"))
        try copy(to: &output, texts: texts)
      }
      output.append(UInt8(ascii: "}"))
    case .array:
      output.append(UInt8(ascii: "["))
      try beginArray()
      var isFirst = true
      while try nextElement() {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        try copy(to: &output, texts: texts)
      }
      output.append(UInt8(ascii: "]"))
    case .string: copy(try text(), to: &output, texts: texts)
    case .number, .boolean, .null: output.append(contentsOf: bytes(in: try skipValue()))
    }
  }

  private func copy(_ text: JSONText, to output: inout [UInt8], texts: TextSpelling) {
    if text.isEscaped, texts == .shortest {
      JSONWriter.append(text.string, to: &output)
    } else {
      output.append(UInt8(ascii: "\""))
      output.append(contentsOf: text.bytes)
      output.append(UInt8(ascii: "\""))
    }
  }
}
