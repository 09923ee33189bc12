import JSONBytes

/// Cuts a stream of bytes into the JSON objects that follow one another in it.
///
/// Only braces outside of strings are counted; whether an object is JSON shows when it is read.
struct ConcatenatedJSON {
  private var pending: [UInt8] = []
  private var scanned = 0
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private let limit: Int

  /// Refuses objects of more than `limit` bytes.
  init(limit: Int) { self.limit = limit }

  /// Whether something is left that is no whole object.
  var hasRest: Bool { !pending.isEmpty }

  /// Takes bytes and gives back the objects they complete.
  mutating func append(_ bytes: [UInt8]) throws(KafkaRESTFailure) -> [[UInt8]] {
    pending += bytes
    var objects: [[UInt8]] = []
    var start = 0
    while scanned < pending.count {
      let byte = pending[scanned]
      scanned += 1
      if depth == 0, Self.isSpace(byte) {
        start = scanned
        continue
      }
      read(byte)
      guard depth > 0 || byte == UInt8(ascii: "}") else {
        throw .badRequest("Error parsing JSON: '{' was expected")
      }
      if depth == 0 {
        objects.append(Array(pending[start..<scanned]))
        start = scanned
      }
    }
    pending.removeSubrange(..<start)
    scanned -= start
    guard pending.count <= limit else {
      throw KafkaRESTFailure(413, "a record is longer than \(limit) bytes")
    }
    return objects
  }

  private mutating func read(_ byte: UInt8) {
    if isInString {
      readInString(byte)
      return
    }
    switch byte {
    case UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: "}"): depth -= 1
    case UInt8(ascii: "\""): isInString = true
    default: break
    }
  }

  private mutating func readInString(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInString = false
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
  }
}
