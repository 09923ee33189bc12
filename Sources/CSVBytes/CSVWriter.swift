/// Writes records as RFC 4180 has them, quotes only where they are needed, lines ending in `\n`.
///
/// Nothing and an empty text stay apart: the one is an empty field, the other `""`.
public struct CSVWriter: Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8]
  private let separator: UInt8

  /// Starts empty, or goes on behind the bytes given.
  public init(appendingTo bytes: [UInt8] = [], separator: UInt8 = UInt8(ascii: ",")) {
    self.bytes = bytes
    self.separator = separator
  }

  /// Writes one record.
  public mutating func write(_ fields: some Collection<String?>) {
    // A record that is one empty field would be a blank line, which is no record.
    if fields.count == 1, fields.first == .some(nil) {
      bytes += "\"\"".utf8
    } else {
      var isFirst = true
      for field in fields {
        if !isFirst { bytes.append(separator) }
        isFirst = false
        if let field { write(field) }
      }
    }
    bytes.append(0x0a)
  }

  /// Gives away what has been written and starts afresh.
  public mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private mutating func write(_ text: String) {
    guard needsQuotes(text) else {
      bytes += text.utf8
      return
    }
    let quote = UInt8(ascii: "\"")
    bytes.append(quote)
    for byte in text.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private func needsQuotes(_ text: String) -> Bool {
    text.isEmpty
      || text.utf8.contains { byte in
        byte == separator || byte == UInt8(ascii: "\"") || byte == 0x0a || byte == 0x0d
      }
  }
}
