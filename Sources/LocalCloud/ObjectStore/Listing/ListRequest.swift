import HTTPWire
import XMLWire

/// What every listing of objects is asked with.
struct ListRequest: Sendable {
  static let longestPage = 1000

  let prefix: String
  let delimiter: String
  let limit: Int
  let encodes: Bool

  init(_ call: S3Call, limit name: String = "max-keys") throws(S3Failure) {
    prefix = call.query["prefix"] ?? ""
    delimiter = call.query["delimiter"] ?? ""
    let asked = try call.number(name, in: 0...Self.longestPage)
    limit = asked ?? Self.longestPage
    let encoding = call.query["encoding-type"]
    guard encoding == nil || encoding?.lowercased() == "url" else {
      throw .invalidArgument(
        "Invalid Encoding Method specified in Request",
        "encoding-type",
        encoding ?? ""
      )
    }
    encodes = encoding != nil
  }

  /// A key or a part of one as the document has it.
  func spelled(_ text: String) -> String {
    encodes ? PercentEncoding.encode(text, keeping: .unreservedAndSlash) : text
  }

  /// What stands in place of all keys that begin alike; `nil` for a key that stands for itself.
  func commonPrefix(of key: ObjectKey) -> String? {
    guard !delimiter.isEmpty else { return nil }
    let rest = key.text.utf8.dropFirst(prefix.utf8.count)
    let wanted = Array(delimiter.utf8)
    guard let end = Self.end(of: wanted, in: rest) else { return nil }
    return String(key.text.utf8[..<end])
  }

  private static func end(
    of wanted: [UInt8],
    in text: Substring.UTF8View
  ) -> Substring.UTF8View.Index? {
    if wanted.count == 1 {
      return text.firstIndex(of: wanted[0]).map { text.index(after: $0) }
    }
    var start = text.startIndex
    while let first = text[start...].firstIndex(of: wanted[0]) {
      if text[first...].starts(with: wanted) { return text.index(first, offsetBy: wanted.count) }
      start = text.index(after: first)
    }
    return nil
  }
}
