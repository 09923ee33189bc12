/// The header section of an answer as it comes in, line by line; interim answers and trailers are
/// passed over.
struct ResponseHead {
  private(set) var status = 0
  /// The lines, the status line left out.
  private(set) var lines: [UInt8] = []
  /// Whether the empty line behind the header of the final answer has come.
  private(set) var isComplete = false

  /// Takes one line; `false` if the section is longer than `limit`.
  mutating func take(_ line: UnsafeRawBufferPointer, limit: Int) -> Bool {
    if isComplete { return true }
    if status < 200, unsafe Self.isStatusLine(line) {
      status = unsafe Self.status(of: line)
      lines.removeAll(keepingCapacity: true)
      return true
    }
    if line.count <= 2, unsafe line.last == 0x0a {
      isComplete = status >= 200
      return true
    }
    guard lines.count + line.count <= limit else { return false }
    if lines.isEmpty { lines.reserveCapacity(512) }
    unsafe lines.append(contentsOf: line)
    return true
  }

  private static func isStatusLine(_ line: UnsafeRawBufferPointer) -> Bool {
    let http: UInt32 = 0x4854_5450
    return unsafe line.count > 5 && line[4] == UInt8(ascii: "/")
      && UInt32(bigEndian: line.loadUnaligned(as: UInt32.self)) == http
  }

  /// `HTTP/1.1 200 OK` or `HTTP/2 200`.
  private static func status(of line: UnsafeRawBufferPointer) -> Int {
    guard let space = unsafe line.firstIndex(of: 0x20) else { return 0 }
    return unsafe line[(space + 1)...].prefix(3).reduce(0) { $0 * 10 + Int($1 &- 0x30) }
  }
}
