import HTTPWire

/// What `x-amz-copy-source` names: `/bucket/key?versionId=…`, percent-encoded.
struct CopySource: Sendable {
  let bucket: String
  let key: ObjectKey
  let versionID: String?

  init(_ headers: HTTPHeaders) throws(S3Failure) {
    var text = headers["x-amz-copy-source"] ?? ""
    var version: String?
    if let mark = text.ranges(of: "?versionId=").last {
      version = String(text[mark.upperBound...])
      text = String(text[..<mark.lowerBound])
    }
    guard let decoded = PercentEncoding.decode(text) else { throw Self.unreadable(text) }
    let path = decoded.hasPrefix("/") ? decoded.dropFirst() : decoded[...]
    guard let slash = path.utf8.firstIndex(of: UInt8(ascii: "/")), slash != path.startIndex,
      path.utf8.index(after: slash) != path.endIndex
    else { throw Self.unreadable(text) }
    bucket = String(path[..<slash])
    key = ObjectKey(String(path[path.utf8.index(after: slash)...]))
    versionID = version
  }

  private static func unreadable(_ text: String) -> S3Failure {
    .invalidArgument(
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      "x-amz-copy-source",
      text
    )
  }
}
