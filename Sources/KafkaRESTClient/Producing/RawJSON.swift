public import FoundationEssentials
import JSONBytes

/// A type that writes its own JSON, much faster than an encoder would.
///
/// Keys and values of such a type are written straight into the request.
public protocol SelfWritingJSON: Encodable {
  /// Appends exactly one JSON value.
  func append(to output: inout [UInt8])
}

/// One JSON value as its bytes, relayed as they are: never decoded, never encoded again.
///
/// Whoever makes one answers for its being JSON; ``init(checking:)`` looks.
public struct RawJSON: Hashable, Sendable {
  /// The value, UTF-8.
  public let bytes: [UInt8]

  /// Takes bytes that are known to be one JSON value.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Takes bytes and makes sure that they are one JSON value.
  public init(checking bytes: [UInt8]) throws {
    try JSONScanner.scan(bytes) { json throws(JSONError) in
      try json.skipValue()
      try json.finish()
    }
    self.bytes = bytes
  }

  /// The value as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Decodes the value.
  public func decoded<Value: Decodable>(
    as type: Value.Type = Value.self,
    by decoder: JSONDecoder = JSONDecoder()
  ) throws -> Value {
    try decoder.decode(type, from: Data(bytes))
  }
}

extension RawJSON: CustomStringConvertible {
  /// The value as text.
  public var description: String { text }
}

extension RawJSON: SelfWritingJSON {
  /// Appends the bytes.
  public func append(to output: inout [UInt8]) { output.append(contentsOf: bytes) }
}

extension RawJSON: Codable {
  /// Reads any value and keeps it as compact JSON; the bytes are those a decoder leaves.
  public init(from decoder: any Decoder) throws {
    bytes = try JSONTree(from: decoder).value.bytes
  }

  /// Writes the value member by member, for encoders that cannot take bytes.
  public func encode(to encoder: any Encoder) throws {
    try JSONTree(JSONValue(parsing: bytes)).encode(to: encoder)
  }
}
