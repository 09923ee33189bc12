/// Reads JSON (RFC 8259) from bytes value by value, checking everything it passes over.
///
/// The caller pulls: `beginObject`, then `nextKey` until it gives `nil`, and after every key exactly
/// one value, read or skipped. Nothing is copied before it is asked for; members come in the order
/// they stand, duplicates included. Reading a record to hand it on needs no decoding at all:
/// ``skipValue()`` gives the range it fills.
///
/// ```swift
/// let title = try JSONScanner.scan(bytes) { json throws(JSONError) in
///   var title: String?
///   try json.beginObject()
///   while let key = try json.nextKey() {
///     switch key {
///     case "title": title = try json.string()
///     default: try json.skipValue()
///     }
///   }
///   try json.finish()
///   return title
/// }
/// ```
public struct JSONScanner {
  @usableFromInline let base: UnsafePointer<UInt8>
  @usableFromInline let count: Int
  let maximumDepth: Int
  var depth = 0
  /// Whether a container was opened and nothing of it was read yet, so that no comma is due.
  @usableFromInline var isAtStart = false

  /// The index of the next byte to be read.
  public var position: Int { cursor }
  @usableFromInline var cursor: Int

  /// Reads from bytes that must stay where they are as long as the scanner and its slices live.
  ///
  /// Prefer ``scan(_:maximumDepth:_:)``, which sees to that.
  public init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0, maximumDepth: Int = 512) {
    precondition((0...bytes.count).contains(position), "the position lies outside the bytes")
    precondition((1...1024).contains(maximumDepth), "skipping recurses: 1024 levels are the most")
    base = bytes.baseAddress ?? Self.nowhere
    count = bytes.count
    cursor = position
    self.maximumDepth = maximumDepth
  }

  /// Lends a scanner over `bytes` to `body`.
  @inlinable
  public static func scan<Result, Failure>(
    _ bytes: [UInt8],
    maximumDepth: Int = 512,
    _ body: (inout JSONScanner) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
      var scanner = JSONScanner(buffer, maximumDepth: maximumDepth)
      return try body(&scanner)
    }
  }

  /// Lends a scanner over a span of bytes to `body`.
  @inlinable
  public static func scan<Result, Failure>(
    _ bytes: Span<UInt8>,
    maximumDepth: Int = 512,
    _ body: (inout JSONScanner) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
      var scanner = JSONScanner(buffer, maximumDepth: maximumDepth)
      return try body(&scanner)
    }
  }

  /// What an empty buffer without an address points to; nothing is ever read there.
  private static var nowhere: UnsafePointer<UInt8> {
    UnsafePointer(("" as StaticString).utf8Start)
  }

  /// The bytes of a range that was read; valid as long as the bytes the scanner reads from.
  public func bytes(in range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside the bytes")
    return UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }
}

extension JSONScanner {
  /// The first byte after white space, which is passed over.
  @inline(__always)
  mutating func nextByte() throws(JSONError) -> UInt8 {
    if position < count, base[position] > 0x20 { return base[position] }
    skipSpace()
    guard position < count else { throw unexpected("") }
    return base[position]
  }

  @inline(__always)
  mutating func skipSpace() {
    while position < count {
      switch base[position] {
      case 0x20, 0x0a, 0x0d, 0x09: cursor += 1
      default: return
      }
    }
  }

  @inline(never)
  func unexpected(_ detail: String) -> JSONError {
    position < count
      ? JSONError(.unexpectedByte, at: position, detail) : JSONError(.unexpectedEnd, at: position)
  }

  /// The complaint that another kind of value stands here, or none at all.
  @inline(never)
  func unsuitable(_ expectation: String) -> JSONError {
    guard position < count, let kind = JSONKind(firstByte: base[position]) else {
      return unexpected(expectation)
    }
    return JSONError(.unsuitableValue, at: position, "\(expectation), found \(kind)")
  }
}
