/// Writes XML as bytes; elements close themselves and text is escaped.
///
/// Names of elements and attributes are the program's own words and are not checked.
public struct XMLWriter: Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8]

  /// Starts a document with its declaration.
  public init() { bytes = Array(#"<?xml version="1.0" encoding="UTF-8"?>\#n"#.utf8) }

  /// Writes an element around what `content` writes.
  public mutating func element(
    _ name: String,
    attributes: KeyValuePairs<String, String> = [:],
    _ content: (inout XMLWriter) throws -> Void
  ) rethrows {
    open(name, attributes)
    try content(&self)
    close(name)
  }

  /// Writes an element that holds nothing but text.
  public mutating func element(
    _ name: String,
    attributes: KeyValuePairs<String, String> = [:],
    _ text: String
  ) {
    open(name, attributes)
    append(escaping: text)
    close(name)
  }

  /// Whether XML 1.0 can carry the text at all: it has no room for most control characters.
  ///
  /// The writer spells what has no room as a numeric reference, as S3 does; strict readers refuse
  /// that, so ask first where it matters.
  public static func canRepresent(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
      default: false
      }
    }
  }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: name.utf8)
    for (key, value) in attributes {
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: key.utf8)
      bytes.append(contentsOf: #"=""#.utf8)
      append(escaping: value)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  private mutating func close(_ name: String) {
    bytes.append(contentsOf: "</".utf8)
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: ">"))
  }

  /// One table serves text and attributes: what only one of them must escape does the other no harm.
  private mutating func append(escaping text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": bytes.append(contentsOf: "&amp;".utf8)
      case "<": bytes.append(contentsOf: "&lt;".utf8)
      case ">": bytes.append(contentsOf: "&gt;".utf8)
      case "\"": bytes.append(contentsOf: "&quot;".utf8)
      case _ where scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE:
        bytes.append(contentsOf: "&#\(scalar.value);".utf8)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}
