public import FoundationEssentials
import HTTPWire

/// What is kept with an object besides its bytes.
public struct ObjectSettings: Sendable, Hashable {
  /// What the bytes are: `application/json`.
  public var contentType: String?
  /// How long others may keep a copy.
  public var cacheControl: String?
  /// What a browser shall do with it.
  public var contentDisposition: String?
  /// How the bytes are packed: `gzip`.
  public var contentEncoding: String?
  /// The language of the text.
  public var contentLanguage: String?
  /// When copies become stale.
  public var expires: Date?
  /// Names and values of the writer's own; names become lower case.
  public var metadata: [String: String] = [:]
  /// Tags, ten at most.
  public var tags: [String: String] = [:]
  /// How it is kept; `nil` is the bucket's way.
  public var storageClass: StorageClass?
  /// With what key it is encrypted; `nil` is the bucket's way.
  public var encryption: ServerSideEncryption?
  /// Where a website sends readers of this object.
  public var websiteRedirect: String?

  /// Nothing but the bytes.
  public init() {}

  /// The fields of a request that writes an object; a value that could forge one is refused.
  func fields() throws(S3Error) -> [HTTPHeaders.Field] {
    var fields = describing()
    if !tags.isEmpty { fields.append(HTTPHeaders.Field("x-amz-tagging", encodedTags)) }
    if let storageClass {
      fields.append(HTTPHeaders.Field("x-amz-storage-class", storageClass.rawValue))
    }
    for (name, value) in encryption?.fields ?? [] { fields.append(HTTPHeaders.Field(name, value)) }
    for field in fields
    where !field.value.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x09 })
      || !field.name.utf8.allSatisfy(Self.isNameByte)
    {
      throw S3Error(.invalidArgument, "\"\(field.name)\" cannot be sent with that value")
    }
    return fields
  }

  private func describing() -> [HTTPHeaders.Field] {
    let pairs = [
      ("Content-Type", contentType), ("Cache-Control", cacheControl),
      ("Content-Disposition", contentDisposition), ("Content-Encoding", contentEncoding),
      ("Content-Language", contentLanguage), ("Expires", expires.map { HTTPDate.format($0) }),
      ("x-amz-website-redirect-location", websiteRedirect),
    ]
    let known = pairs.compactMap { name, value in value.map { HTTPHeaders.Field(name, $0) } }
    return known
      + metadata.sorted { $0.key < $1.key }.map {
        HTTPHeaders.Field("x-amz-meta-\($0.key.lowercased())", $0.value)
      }
  }

  private var encodedTags: String {
    tags.sorted { $0.key < $1.key }
      .map { "\(PercentEncoding.encode($0.key))=\(PercentEncoding.encode($0.value))" }
      .joined(separator: "&")
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "!"), UInt8(ascii: "#"),
      UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      true
    default: false
    }
  }
}
