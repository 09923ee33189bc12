import Digests

/// With what key S3 encrypts an object before it keeps it.
public enum ServerSideEncryption: Sendable, Hashable {
  /// S3's own.
  case s3
  /// One of the account's in KMS; `nil` is the account's default for S3.
  case kms(keyID: String?, bucketKey: Bool = false)
  /// The caller's own, which must be shown again to read.
  case customer(CustomerKey)

  /// A key of 32 bytes that S3 uses and forgets; it shows in no description, dump or mirror.
  public struct CustomerKey: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    /// Takes a key of 32 bytes.
    public init(_ bytes: [UInt8]) throws(S3Error) {
      guard bytes.count == 32 else {
        throw S3Error(.invalidArgument, "a customer's key has 32 bytes, not \(bytes.count)")
      }
      self.bytes = bytes
    }

    /// Names nothing of the key.
    public var description: String { "CustomerKey(…)" }

    /// Shows nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The three fields a request needs; a copy names the source's key with other names.
    func fields(of source: String = "") -> [(String, String)] {
      let prefix = "x-amz-\(source)server-side-encryption-customer-"
      return [
        (prefix + "algorithm", "AES256"), (prefix + "key", Base64.encode(bytes)),
        (prefix + "key-MD5", MD5.hash(bytes).base64),
      ]
    }
  }

  /// The fields of a request that writes an object.
  var fields: [(String, String)] {
    switch self {
    case .s3: return [("x-amz-server-side-encryption", "AES256")]
    case .kms(let keyID, let bucketKey):
      var fields = [("x-amz-server-side-encryption", "aws:kms")]
      if let keyID { fields.append(("x-amz-server-side-encryption-aws-kms-key-id", keyID)) }
      if bucketKey { fields.append(("x-amz-server-side-encryption-bucket-key-enabled", "true")) }
      return fields
    case .customer(let key): return key.fields()
    }
  }
}
