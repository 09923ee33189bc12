/// The media types of the proxy's two APIs.
enum MediaType {
  static let v2 = "application/vnd.kafka.v2+json"
  static let v3 = "application/json"
}

/// How keys and values stand in the JSON of the v2 API, and what becomes of them in Kafka.
public struct EmbeddedFormat: Hashable, Sendable, CustomStringConvertible {
  /// The word in the media type and in a consumer's options.
  public let description: String
  /// The media type of a request or an answer that carries records in this format.
  let mediaType: String

  /// Names a format that is not listed here.
  public init(_ name: String) {
    description = name
    mediaType = "application/vnd.kafka.\(name).v2+json"
  }

  /// JSON values, stored as their own compact text; a key `"k"` is stored with its quotes.
  public static let json = EmbeddedFormat("json")
  /// Any bytes, as base64: use `Data` for keys and values.
  public static let binary = EmbeddedFormat("binary")
  /// Avro; needs a schema.
  public static let avro = EmbeddedFormat("avro")
  /// JSON with a registered schema.
  public static let jsonSchema = EmbeddedFormat("jsonschema")
  /// Protocol buffers; needs a schema.
  public static let protobuf = EmbeddedFormat("protobuf")
}
