import Digests

/// Looks at the data of records for the mistakes that producers make behind the gateway's templates.
///
/// Kinesis takes any bytes, so these come to light only when a reader finds rows of nulls.
enum DataDiagnosis {
  /// What is most likely wrong with data that is no base64.
  static func ofUndecodable(_ text: String) -> String {
    let begins = text.utf8.first { $0 > 0x20 }
    switch begins {
    case UInt8(ascii: "{") where isJavaMap(Array(text.utf8.prefix(64))[...]):
      return "Data is a Java map and not base64: use $util.base64Encode($input.json('$.Data'))"
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
      return "Data is plain JSON and not base64: the template lacks $util.base64Encode"
    case UInt8(ascii: "$"):
      return "Data is a reference that the template could not resolve: \(text.prefix(60))"
    default: return "Data is not base64"
    }
  }

  /// What is suspicious about data that was taken, or `nil`; costs next to nothing for a JSON object.
  static func ofStored(_ data: ArraySlice<UInt8>) -> String? {
    switch data.first {
    case UInt8(ascii: "{"):
      guard isJavaMap(data) else { return nil }
      return
        "Data is a Java map such as {index=1}: $elem.data was an object; send it as a text, or "
        + "use $input.json"
    case UInt8(ascii: "\""):
      return isTextOfJSON(data)
        ? "Data is a JSON text with JSON inside: readers that expect an object find nulls"
        : isBase64OfJSON(data.dropFirst().dropLast())
          ? "Data was encoded twice: the client sends base64 and the template encodes it again"
          : nil
    case UInt8(ascii: "e"), UInt8(ascii: "W"), UInt8(ascii: "I"):
      return isBase64OfJSON(data)
        ? "Data was encoded twice: it is base64 of JSON once it is decoded" : nil
    default: return nil
    }
  }

  /// `{index=1, …`: what a template makes of an object that it prints.
  private static func isJavaMap(_ data: ArraySlice<UInt8>) -> Bool {
    let inside = data.dropFirst()
    guard let first = inside.first, first != UInt8(ascii: "\""), first > 0x20,
      first != UInt8(ascii: "}")
    else { return false }
    let end = inside.prefix(64).firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
    return end.map { inside[$0] == UInt8(ascii: "=") } ?? false
  }

  private static func isTextOfJSON(_ data: ArraySlice<UInt8>) -> Bool {
    let inside = data.dropFirst().prefix(2)
    return inside.first == UInt8(ascii: "{") || inside.first == UInt8(ascii: "[")
  }

  private static func isBase64OfJSON(_ data: ArraySlice<UInt8>) -> Bool {
    guard data.count >= 4, data.count % 4 == 0,
      let start = Base64.decode(String(decoding: data.prefix(4), as: UTF8.self)),
      let first = start.first,
      [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\"")].contains(first)
    else { return false }
    return Base64.decode(String(decoding: data, as: UTF8.self)) != nil
  }
}
