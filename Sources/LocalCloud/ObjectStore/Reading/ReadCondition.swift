import FoundationEssentials
import HTTPWire

/// What must hold of an object for it to be read (RFC 9110 §13).
struct ReadCondition: Sendable {
  enum Outcome: Equatable, Sendable {
    case holds
    case notModified
    /// The header that does not hold.
    case failed(String)
  }

  var ifMatch: String?
  var ifNoneMatch: String?
  var ifModifiedSince: Date?
  var ifUnmodifiedSince: Date?
  private let prefix: String

  /// Reads the headers, or those of the same names behind `x-amz-copy-source-`.
  init(_ headers: HTTPHeaders, prefix: String = "") {
    self.prefix = prefix
    ifMatch = headers[prefix + "if-match"]
    ifNoneMatch = headers[prefix + "if-none-match"]
    ifModifiedSince = headers[prefix + "if-modified-since"].flatMap { HTTPDate.parse($0) }
    ifUnmodifiedSince = headers[prefix + "if-unmodified-since"].flatMap { HTTPDate.parse($0) }
  }

  /// A condition about content goes before one about time.
  func check(_ version: ObjectVersion) -> Outcome {
    let modified = Date(timeIntervalSince1970: Double(version.modified / 1000))
    if let ifMatch {
      guard Self.lists(ifMatch, version.etag) else { return .failed(prefix + "If-Match") }
    } else if let ifUnmodifiedSince, modified > ifUnmodifiedSince {
      return .failed(prefix + "If-Unmodified-Since")
    }
    if let ifNoneMatch {
      return Self.lists(ifNoneMatch, version.etag) ? .notModified : .holds
    }
    if let ifModifiedSince, modified <= ifModifiedSince { return .notModified }
    return .holds
  }

  private static func lists(_ text: String, _ etag: ETag) -> Bool {
    text == "*" || text.split(separator: ",").contains { etag.matches($0) }
  }
}
