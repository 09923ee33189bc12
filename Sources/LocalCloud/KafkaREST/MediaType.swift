import HTTPWire

/// The content types of the proxy's version 2.
struct MediaType: RawRepresentable, Hashable, Sendable {
  let rawValue: String

  init(rawValue: String) { self.rawValue = rawValue }

  static let v2 = MediaType(rawValue: "application/vnd.kafka.v2+json")

  /// The type of bodies that carry records in a format.
  static func embedded(_ format: EmbeddedFormat) -> MediaType {
    MediaType(rawValue: "application/vnd.kafka.\(format.rawValue).v2+json")
  }

  /// The format a type carries records in, where it is one of those.
  var format: EmbeddedFormat? { Self.formats[self] }

  private static let formats = Dictionary(
    uniqueKeysWithValues: EmbeddedFormat.allCases.map { (embedded($0), $0) }
  )

  /// What a header names, without parameters such as `charset`.
  init(header: String) {
    // Every call brings one or two of these and nearly all of them are as they should be.
    guard header.utf8.contains(where: Self.needsWork) else {
      rawValue = header
      return
    }
    let bare = header.prefix { $0 != ";" }
    rawValue = bare.filter { $0 != " " }.lowercased()
  }

  private static func needsWork(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || byte == UInt8(ascii: " ") || byte >= 0x80
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  /// The type to answer a call that is not about records, or a refusal.
  ///
  /// Like those that imitate the proxy this takes the older names as well; Confluent's own answers
  /// them with 406.
  static func answer(accepting header: String?) throws(KafkaRESTFailure) -> MediaType {
    guard let header, header != "*/*" else { return .v2 }
    let types = header.split(separator: ",").map { MediaType(header: String($0)) }
    for type in types {
      switch type.rawValue {
      case "*/*", "application/*", "", v2.rawValue: return .v2
      case "application/json", "application/vnd.kafka+json": return type
      default: if type.format != nil { return type }
      }
    }
    throw .notAcceptable
  }
}
