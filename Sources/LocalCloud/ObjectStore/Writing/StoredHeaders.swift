import HTTPWire

/// Which headers of a request stay with an object and come back with it.
enum StoredHeaders {
  static let defaultType = HTTPHeaders.Field("Content-Type", "binary/octet-stream")
  private static let metadataLimit = 2048
  private static let metadata = "x-amz-meta-"

  /// The names in the case they are given back in.
  private static let names = [
    "content-type": "Content-Type", "cache-control": "Cache-Control",
    "content-disposition": "Content-Disposition", "content-encoding": "Content-Encoding",
    "content-language": "Content-Language", "expires": "Expires",
    "x-amz-website-redirect-location": "x-amz-website-redirect-location",
    "x-amz-storage-class": "x-amz-storage-class",
  ]

  private static let storageClasses: Set<String> = [
    "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING",
    "GLACIER", "GLACIER_IR", "DEEP_ARCHIVE",
  ]

  /// Tells most names apart before anything is made of them.
  private static func mayStay(_ name: String) -> Bool {
    let bytes = name.utf8.span
    guard bytes.count >= 7 else { return false }
    switch bytes[0] | 0x20 {
    case UInt8(ascii: "c"), UInt8(ascii: "e"): return true
    // x-amz-meta-…, x-amz-s… and x-amz-w…, but neither the date nor the digest.
    case UInt8(ascii: "x"):
      switch bytes[6] | 0x20 {
      case UInt8(ascii: "m"), UInt8(ascii: "s"), UInt8(ascii: "w"): return true
      default: return false
      }
    default: return false
    }
  }

  static func read(_ headers: HTTPHeaders) throws(S3Failure) -> [HTTPHeaders.Field] {
    var kept: [HTTPHeaders.Field] = []
    var size = 0
    for field in headers where mayStay(field.name) {
      let name = field.name.lowercased()
      if let spelled = names[name] {
        guard let value = try value(of: name, field.value) else { continue }
        kept.append(HTTPHeaders.Field(spelled, value))
      } else if name.hasPrefix(metadata) {
        size += name.utf8.count - metadata.utf8.count + field.value.utf8.count
        kept.append(HTTPHeaders.Field(name, field.value))
      } else if name.hasPrefix("x-amz-server-side-encryption") {
        // To pretend that bytes were encrypted would be a lie; only S3's own key is its default.
        guard name == "x-amz-server-side-encryption", field.value == "AES256" else {
          throw .notImplemented("\(name): objects are not encrypted with keys of a client or KMS")
        }
      }
    }
    guard size <= metadataLimit else { throw .metadataTooLarge }
    if !kept.contains(where: { $0.name == "Content-Type" }) { kept.insert(defaultType, at: 0) }
    return kept
  }

  /// What is kept of a value; `nil` where it goes without saying.
  private static func value(of name: String, _ value: String) throws(S3Failure) -> String? {
    switch name {
    case "content-encoding":
      // The framing of the request is taken off, and so is its name.
      let codings = value.split(separator: ",").map { $0.filter { $0 != " " } }
      let rest = codings.filter { $0.lowercased() != "aws-chunked" }
      return rest.isEmpty ? nil : rest.count == codings.count ? value : rest.joined(separator: ",")
    case "x-amz-storage-class":
      guard storageClasses.contains(value) else {
        throw S3Failure(
          "InvalidStorageClass",
          400,
          "The storage class you specified is not valid",
          [.init("StorageClassRequested", value)]
        )
      }
      return value == "STANDARD" ? nil : value
    default: return value.isEmpty ? nil : value
    }
  }
}
