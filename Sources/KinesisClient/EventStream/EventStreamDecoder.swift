import Digests

/// Takes an event stream apart into messages, however its bytes are cut.
///
/// A message is: its length, the length of its headers, the CRC-32 of these eight bytes, headers,
/// payload, the CRC-32 of all that. Both sums are checked, the first before a length is believed.
public struct EventStreamDecoder: Sendable {
  /// The longest message that is held in memory.
  private let limit: Int
  private var bytes: [UInt8] = []
  /// How many of the bytes are read.
  private var position = 0
  /// How many bytes of the stream stood before those that are here.
  private var offset = 0
  /// The length of the message at the position, once its prelude was checked.
  private var length: Int?

  private static let preludeLength = 12
  private static let overhead = 16

  /// Starts at the beginning of a stream.
  public init(limit: Int = 32 << 20) { self.limit = limit }

  /// Whether a message has begun and not ended.
  public var isInside: Bool { position < bytes.count }

  /// Takes the next bytes.
  public mutating func feed(_ more: some Sequence<UInt8>) {
    offset += position
    bytes.removeSubrange(..<position)
    position = 0
    bytes.append(contentsOf: more)
  }

  /// The next message; `nil` where its end has not come yet.
  public mutating func next() throws(EventStreamError) -> EventStreamMessage? {
    if length == nil { length = try checkedLength() }
    guard let length, bytes.count - position >= length else { return nil }
    let message = bytes[position..<position + length]
    guard Self.checksum(message.dropLast(4)) == Self.number(message.suffix(4)) else {
      throw fault("the checksum is wrong")
    }
    let headersEnd = position + Self.preludeLength + Self.number(message.dropFirst(4).prefix(4))
    let body = position + Self.preludeLength
    let headers = try headers(bytes[body..<headersEnd])
    let payload = Array(bytes[headersEnd..<message.endIndex - 4])
    position += length
    self.length = nil
    return EventStreamMessage(headers: headers, payload: payload)
  }

  /// Makes sure that the stream did not end inside a message.
  public func finish() throws(EventStreamError) {
    if isInside { throw fault("the stream ends") }
  }

  /// The length of the message at the position, once its first twelve bytes are there and right.
  private func checkedLength() throws(EventStreamError) -> Int? {
    guard bytes.count - position >= Self.preludeLength else { return nil }
    let prelude = bytes[position..<position + Self.preludeLength]
    guard Self.checksum(prelude.prefix(8)) == Self.number(prelude.suffix(4)) else {
      throw fault("the checksum of the lengths is wrong")
    }
    let length: Int = Self.number(prelude.prefix(4))
    let headersLength: Int = Self.number(prelude.dropFirst(4).prefix(4))
    guard length <= limit else { throw fault("\(length) bytes are more than \(limit)") }
    guard headersLength + Self.overhead <= length else {
      throw fault("the headers are longer than the message")
    }
    return length
  }

  private func headers(
    _ bytes: ArraySlice<UInt8>
  ) throws(EventStreamError) -> [EventStreamMessage.Header] {
    var rest = bytes
    var headers: [EventStreamMessage.Header] = []
    while !rest.isEmpty {
      let nameLength = Int(try take(1, from: &rest)[0])
      let name = String(decoding: try take(nameLength, from: &rest), as: UTF8.self)
      let kind = try take(1, from: &rest)[0]
      let value = try value(of: kind, from: &rest)
      headers.append(EventStreamMessage.Header(name: name, value: value))
    }
    return headers
  }

  private func value(
    of kind: UInt8,
    from rest: inout ArraySlice<UInt8>
  ) throws(EventStreamError) -> EventStreamMessage.Value {
    switch kind {
    case 0: return .boolean(true)
    case 1: return .boolean(false)
    case 2: return .integer(Int64(Int8(bitPattern: Self.number(try take(1, from: &rest)))))
    case 3: return .integer(Int64(Int16(bitPattern: Self.number(try take(2, from: &rest)))))
    case 4: return .integer(Int64(Int32(bitPattern: Self.number(try take(4, from: &rest)))))
    case 5: return .integer(Int64(bitPattern: Self.number(try take(8, from: &rest))))
    case 6: return .bytes(try take(Self.number(try take(2, from: &rest)), from: &rest))
    case 7:
      let text = try take(Self.number(try take(2, from: &rest)), from: &rest)
      return .string(String(decoding: text, as: UTF8.self))
    case 8:
      return .timestamp(milliseconds: Int64(bitPattern: Self.number(try take(8, from: &rest))))
    case 9: return .uuid(try take(16, from: &rest))
    default: throw fault("there is no value of kind \(kind)")
    }
  }

  private func take(
    _ count: Int,
    from rest: inout ArraySlice<UInt8>
  ) throws(EventStreamError) -> [UInt8] {
    guard count <= rest.count else { throw fault("a header is cut short") }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  private func fault(_ reason: String) -> EventStreamError {
    EventStreamError(reason: reason, offset: offset + position)
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 { CRC32.hash(bytes.span) }

  /// Big-endian; never more bytes than the number has.
  private static func number<Number: FixedWidthInteger>(
    _ bytes: some Sequence<UInt8>
  ) -> Number {
    bytes.reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }
}
