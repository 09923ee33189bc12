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
    let (a, b) = generator.withLock { ($0.next(), $0.next()) }
    response.headers.add("x-amzn-RequestId", Self.uuid(a, b))
    response.headers.add("x-amz-id-2", Self.text(40, b, a))
  }

  /// The two identifiers an answer of S3 carries.
  struct Amazon: Sendable {
    let request: String
    let host: String
  }

  /// Sixteen upper-case digits and a longer text.
  func amazon() -> Amazon {
    let (a, b) = generator.withLock { ($0.next(), $0.next()) }
    return Amazon(request: Self.text(16, a, b), host: Self.text(24, b, a))
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
    return String(unsafeUninitializedCapacity: 36) { text in
      func put(_ bits: UInt64, _ count: Int, at start: Int) {
        for place in 0..<count {
          let digit = Int(bits >> UInt64(4 * (count - 1 - place)) & 15)
          text[start + place] = hexDigits.utf8Start[digit]
        }
      }
      put(high >> 32, 8, at: 0)
      text[8] = UInt8(ascii: "-")
      put(high >> 16, 4, at: 9)
      text[13] = UInt8(ascii: "-")
      put(high, 4, at: 14)
      text[18] = UInt8(ascii: "-")
      put(low >> 48, 4, at: 19)
      text[23] = UInt8(ascii: "-")
      put(low, 12, at: 24)
      return 36
    }
  }

  private static let hexDigits: StaticString = "0123456789abcdef"
  private static let letters: StaticString = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

  /// So many of 32 letters: twelve of the first number, the others of the second.
  private static func text(_ count: Int, _ number: UInt64, _ other: UInt64) -> String {
    String(unsafeUninitializedCapacity: count) { text in
      for place in 0..<count {
        let word = place < 12 ? number : other
        text[place] = letters.utf8Start[Int(word >> (5 * UInt64(place % 12)) & 31)]
      }
      return count
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
