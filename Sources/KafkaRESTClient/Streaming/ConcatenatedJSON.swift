/// Splits a stream of JSON objects that follow one another, with or without space between them.
///
/// It only finds where an object ends; whether it is well formed shows when it is read.
struct ConcatenatedJSON {
  /// What makes it impossible to go on.
  struct Broken: Error, CustomStringConvertible {
    let description: String
  }

  private let limit: Int
  private var pending: [UInt8] = []
  private var depth = 0
  private var isInText = false
  private var isEscaped = false

  /// Holds at most `limit` bytes of one object.
  init(limit: Int = 1 << 20) { self.limit = limit }

  /// Whether an object has begun and not ended.
  var isInside: Bool { depth > 0 }

  /// Takes the next bytes and gives the objects that end in them.
  mutating func feed(_ chunk: [UInt8]) throws(Broken) -> [[UInt8]] {
    var objects: [[UInt8]] = []
    var start = chunk.startIndex
    for (index, byte) in chunk.enumerated() {
      guard depth > 0 || byte == UInt8(ascii: "{") else {
        guard byte == 0x20 || (0x09...0x0d).contains(byte) else {
          throw Broken(description: "byte \(byte) stands where an object should begin")
        }
        continue
      }
      if depth == 0 { start = index }
      step(byte)
      if depth == 0 {
        objects.append(pending + chunk[start...index])
        pending = []
      }
    }
    if depth > 0 {
      pending += chunk[start...]
      guard pending.count <= limit else {
        throw Broken(description: "an object is longer than \(limit) bytes")
      }
    }
    return objects
  }

  private mutating func step(_ byte: UInt8) {
    if isInText {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInText = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""): isInText = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    default: break
    }
  }
}
