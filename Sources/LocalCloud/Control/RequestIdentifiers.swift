import HTTPWire
import Synchronization

/// Makes the identifiers that requests, consumers and answers carry.
final class RequestIdentifiers: Sendable {
  private let generator: Mutex<any RandomNumberGenerator & Sendable>

  /// Draws from `generator`, so that a seeded one gives the same identifiers again.
  ///
  /// Identifiers keep no secret: asking the system for each would cost more than all else of them.
  init(
    _ generator: any RandomNumberGenerator & Sendable = SplitMix64(
      seed: UInt64.random(in: 0...UInt64.max)
    )
  ) {
    self.generator = Mutex(generator)
  }

  /// Puts a request id, a gateway id and a trace id on an answer.
  func stamp(_ response: inout HTTPResponse) {
    let (a, b, c) = generator.withLock { ($0.next(), $0.next(), $0.next()) }
    response.headers["x-amzn-RequestId"] = Self.uuid(a, b)
    response.headers["x-amz-apigw-id"] = Self.base64URL(c) + "="
    let trace = Self.hex(c, 16) + Self.hex(b >> 32, 8)
    response.headers["X-Amzn-Trace-Id"] = "Root=1-\(Self.hex(a >> 32, 8))-\(trace)"
  }

  /// Puts a request id and a longer text on an answer of Kinesis.
  func stampKinesis(_ response: inout HTTPResponse) {
    response.headers.add("x-amzn-RequestId", uuid())
    let text = amazon()
    response.headers.add("x-amz-id-2", text.host + text.request)
  }

  /// The two identifiers an answer of S3 carries.
  struct Amazon: Sendable {
    let request: String
    let host: String
  }

  /// Sixteen upper-case digits and a longer text.
  func amazon() -> Amazon {
    let (a, b) = generator.withLock { ($0.next(), $0.next()) }
    let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    func text(_ count: Int, _ number: UInt64, _ other: UInt64) -> String {
      String(unsafeUninitializedCapacity: count) { bytes in
        for place in 0..<count {
          let word = place < 12 ? number : other
          bytes[place] = digits[Int(word >> (5 * UInt64(place % 12)) & 31)]
        }
        return count
      }
    }
    return Amazon(request: text(16, a, b), host: text(24, b, a))
  }

  /// A UUID, version 4, in its usual spelling.
  func uuid() -> String {
    let (high, low) = generator.withLock { ($0.next(), $0.next()) }
    return Self.uuid(high, low)
  }

  /// Makes a UUID, version 4, of 128 random bits.
  static func uuid(_ high: UInt64, _ low: UInt64) -> String {
    let high = high & ~0xf000 | 0x4000
    let low = low & ~(0b11 << 62) | 0b10 << 62
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 36) { text in
      var place = 0
      for digit in 0..<32 {
        if [8, 12, 16, 20].contains(digit) {
          text[place] = UInt8(ascii: "-")
          place += 1
        }
        let word = digit < 16 ? high : low
        text[place] = digits[Int(word >> UInt64(60 - 4 * (digit % 16)) & 15)]
        place += 1
      }
      return place
    }
  }

  private static func hex(_ value: UInt64, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits.suffix(width)
  }

  private static func base64URL(_ value: UInt64) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    return String((0..<11).map { alphabet[Int(value >> (6 * UInt64($0)) & 63)] })
  }
}
