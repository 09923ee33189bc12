#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The name of an object; two are the same, and one comes first, by their UTF-8 bytes.
///
/// A `String` compares by characters, to which an `é` is one thing however it is spelt; to S3 these
/// are two objects.
struct ObjectKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The longest key S3 takes.
  static let longest = 1024

  let text: String

  init(_ text: String) { self.text = text }

  var description: String { text }

  static func == (a: ObjectKey, b: ObjectKey) -> Bool {
    a.text.utf8.count == b.text.utf8.count && order(a.text.utf8.span, b.text.utf8.span) == 0
  }

  static func < (a: ObjectKey, b: ObjectKey) -> Bool {
    order(a.text.utf8.span, b.text.utf8.span) < 0
  }

  func hash(into hasher: inout Hasher) {
    text.utf8.span.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  /// Below 0 where the key comes before these bytes.
  func order(_ bytes: Span<UInt8>) -> Int { Self.order(text.utf8.span, bytes) }

  /// Whether the key begins with these bytes.
  func hasPrefix(_ bytes: Span<UInt8>) -> Bool {
    let own = text.utf8.span
    return own.count >= bytes.count && Self.order(own.extracting(first: bytes.count), bytes) == 0
  }

  private static func order(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
    let count = min(a.count, b.count)
    let difference = a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        guard let a = a.baseAddress, let b = b.baseAddress else { return 0 as Int32 }
        return memcmp(a, b, count)
      }
    }
    return difference == 0 ? a.count - b.count : Int(difference)
  }
}
