import Digests

/// Writes messages of an event stream, as a service would.
enum EventStreamMessageBytes {
  static func event(_ type: String, _ payload: String) -> [UInt8] {
    make(
      [text(":message-type", "event"), text(":event-type", type)],
      payload
    )
  }

  static func exception(_ type: String, _ message: String) -> [UInt8] {
    make(
      [text(":message-type", "exception"), text(":exception-type", type)],
      #"{"message":"\#(message)"}"#
    )
  }

  static func make(_ headers: [(String, [UInt8])], _ payload: String) -> [UInt8] {
    make(
      raw: headers.flatMap { [UInt8($0.0.utf8.count)] + Array($0.0.utf8) + $0.1 },
      Array(payload.utf8)
    )
  }

  static func make(raw headers: [UInt8], _ payload: [UInt8]) -> [UInt8] {
    let message =
      prelude(headers.count + payload.count + 16, headers.count) + headers + payload
    return message + number(CRC32.hash(message))
  }

  static func prelude(_ total: Int, _ headers: Int) -> [UInt8] {
    let lengths = number(UInt32(total)) + number(UInt32(headers))
    return lengths + number(CRC32.hash(lengths))
  }

  private static func text(_ name: String, _ value: String) -> (String, [UInt8]) {
    (name, [7, UInt8(value.utf8.count >> 8), UInt8(value.utf8.count & 0xff)] + Array(value.utf8))
  }

  private static func number(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }
}
