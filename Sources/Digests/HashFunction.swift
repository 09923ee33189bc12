/// Takes bytes in pieces of any size and has a value for what it has seen so far.
///
/// It is a value itself: a copy goes its own way from where it was made.
public protocol HashFunction: Sendable {
  /// What the function gives.
  associatedtype Value: Hashable & Sendable

  /// Starts with nothing seen.
  init()

  /// Takes the next bytes.
  mutating func update(_ bytes: UnsafeRawBufferPointer)

  /// The value of everything seen so far; more may follow.
  var value: Value { get }

  /// The value of one piece of memory.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> Value
}

// Inlinable, so that each becomes a direct call of the function it stands for.
extension HashFunction {
  /// Takes the next bytes.
  @inlinable
  public mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// Takes the next bytes.
  @inlinable
  public mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// Takes the UTF-8 bytes of a text.
  @inlinable
  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { unsafe update(UnsafeRawBufferPointer($0)) }
  }

  /// The value of one piece of memory.
  @inlinable
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> Value {
    var function = Self()
    unsafe function.update(bytes)
    return function.value
  }

  /// The value of an array of bytes.
  @inlinable
  public static func hash(_ bytes: [UInt8]) -> Value {
    unsafe bytes.withUnsafeBytes { unsafe hash($0) }
  }

  /// The value of a span of bytes.
  @inlinable
  public static func hash(_ bytes: Span<UInt8>) -> Value {
    unsafe bytes.withUnsafeBytes { unsafe hash($0) }
  }

  /// The value of the UTF-8 bytes of a text.
  @inlinable
  public static func hash(_ text: String) -> Value {
    var function = Self()
    function.update(text)
    return function.value
  }
}
