import Glibc
import HTTPWire

extension HTTPHeaders {
  /// Reads the `name: value` lines of an answer; a line without a colon is passed over.
  init(lines: [UInt8]) {
    var fields: [Field] = []
    fields.reserveCapacity(8)
    unsafe lines.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let end = unsafe bytes.first(UInt8(ascii: "\n"), in: start..<bytes.count) ?? bytes.count
        if let colon = unsafe bytes.first(UInt8(ascii: ":"), in: start..<end) {
          let name = unsafe bytes.trimmedText(start..<colon)
          fields.append(Field(name, unsafe bytes.trimmedText(colon + 1..<end)))
        }
        start = end + 1
      }
    }
    self.init(fields)
  }
}

extension UnsafeRawBufferPointer {
  /// The place of the first such byte; memchr looks at 32 at a time.
  fileprivate func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
    guard let baseAddress else { return nil }
    let start = unsafe baseAddress + range.lowerBound
    guard let found = unsafe memchr(start, Int32(byte), range.count) else { return nil }
    return unsafe UnsafeRawPointer(found) - baseAddress
  }

  /// The text in `range` without the white space around it.
  fileprivate func trimmedText(_ range: Range<Int>) -> String {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, unsafe Self.isBlank(self[start]) { start += 1 }
    while start < end, unsafe Self.isBlank(self[end - 1]) { end -= 1 }
    return unsafe String(decoding: self[start..<end], as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0d
  }
}
