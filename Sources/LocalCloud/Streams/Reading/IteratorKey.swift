import Digests

/// What iterators and tokens are authenticated with, so that nobody makes up their own.
struct IteratorKey: Sendable {
  /// The 32 bytes as they are kept.
  let secret: [UInt8]
  let hmac: HMACSHA256.Key

  /// Draws a new one.
  init() {
    var generator = SystemRandomNumberGenerator()
    let words = (0..<4).map { _ in generator.next() }
    self.init(words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } })
  }

  /// Takes one that was kept.
  init?(secret: [UInt8]) {
    guard secret.count == 32 else { return nil }
    self.init(secret)
  }

  private init(_ secret: [UInt8]) {
    self.secret = secret
    hmac = HMACSHA256.Key(secret)
  }
}
