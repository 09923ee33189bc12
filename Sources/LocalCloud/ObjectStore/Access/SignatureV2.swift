import Digests
import FoundationEssentials
import HTTPWire

/// The signature before version 4, which boto3 still puts into presigned URLs of us-east-1, and
/// `s3n://` into everything.
///
/// It covers less: no host, no query but the names below, no body. So it is only verified, never made.
struct SignatureV2: Sendable {
  /// Names of a query that are part of what is signed.
  private static let signedNames: Set<String> = [
    "acl", "cors", "delete", "lifecycle", "location", "logging", "notification", "partNumber",
    "policy", "requestPayment", "response-cache-control", "response-content-disposition",
    "response-content-encoding", "response-content-language", "response-content-type",
    "response-expires", "restore", "tagging", "torrent", "uploadId", "uploads", "versionId",
    "versioning", "versions", "website",
  ]

  let accessKeyID: String
  private let signature: String
  /// The moment as it is signed: that of the end in a URL, that of the request in a header.
  private let moment: String
  private let isPresigned: Bool

  /// Finds the signature of a request; `nil` where it carries none of this kind.
  init?(_ request: HTTPRequest) {
    if let authorization = request.headers["Authorization"], authorization.hasPrefix("AWS ") {
      let parts = authorization.dropFirst(4).split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      (accessKeyID, signature) = (String(parts[0]), String(parts[1]))
      moment = request.headers.contains("x-amz-date") ? "" : request.headers["Date"] ?? ""
      isPresigned = false
      return
    }
    guard request.query?.utf8.contains(UInt8(ascii: "=")) == true else { return nil }
    let query = QueryItems(request.query)
    guard let accessKeyID = query["AWSAccessKeyId"], let signature = query["Signature"],
      let moment = query["Expires"]
    else { return nil }
    (self.accessKeyID, self.signature, self.moment) = (accessKeyID, signature, moment)
    isPresigned = true
  }

  /// Refuses a request whose time has passed or that its secret did not sign.
  func check(
    _ request: HTTPRequest,
    _ address: S3Address,
    secret: String,
    at now: Date
  ) throws(S3Failure) {
    try checkTime(request, now)
    try check(textToSign(request, address), secret: secret)
  }

  /// Finds the signature of a form's policy; `nil` where it carries none of this kind.
  init?(form fields: [String: String]) {
    guard let accessKeyID = fields["awsaccesskeyid"], let signature = fields["signature"] else {
      return nil
    }
    (self.accessKeyID, self.signature, moment) = (accessKeyID, signature, "")
    isPresigned = false
  }

  /// Refuses a policy its secret did not sign; when it ends, the policy says itself.
  func check(policy: String, secret: String) throws(S3Failure) {
    try check(policy, secret: secret)
  }

  private func check(_ text: String, secret: String) throws(S3Failure) {
    let code = HMACSHA1.code(of: Array(text.utf8), key: Array(secret.utf8))
    guard let given = Digest<20>(base64: signature), given == code else {
      throw S3Failure(
        "SignatureDoesNotMatch",
        403,
        "The request signature we calculated does not match the signature you provided. "
          + "Check your key and signing method.",
        [
          S3Failure.Detail("AWSAccessKeyId", accessKeyID), .init("StringToSign", text),
          .init("SignatureProvided", signature),
        ]
      )
    }
  }

  private func checkTime(_ request: HTTPRequest, _ now: Date) throws(S3Failure) {
    let seconds = Int(now.timeIntervalSince1970)
    if isPresigned {
      guard let end = Int(moment) else {
        throw S3Failure(
          "AccessDenied",
          403,
          "Invalid date (should be seconds since epoch): \(moment)"
        )
      }
      guard seconds <= end else {
        let expires = Date(timeIntervalSince1970: Double(end)).formatted(.iso8601)
        throw S3Failure(
          "AccessDenied",
          403,
          "Request has expired",
          [.init("Expires", expires), .init("ServerTime", now.formatted(.iso8601))]
        )
      }
      return
    }
    let text = request.headers["x-amz-date"] ?? moment
    guard let date = HTTPDate.parse(text) else {
      throw S3Failure(
        "AccessDenied",
        403,
        "AWS authentication requires a valid Date or x-amz-date header"
      )
    }
    guard abs(now.timeIntervalSince(date)) <= 900 else {
      throw S3Failure(
        "RequestTimeTooSkewed",
        403,
        "The difference between the request time and the current time is too large.",
        [.init("RequestTime", text), .init("MaxAllowedSkewMilliseconds", "900000")]
      )
    }
  }

  /// Method, two headers, the moment, the headers of Amazon, the object: a line each.
  private func textToSign(_ request: HTTPRequest, _ address: S3Address) -> String {
    var amazon: [String: [String]] = [:]
    for field in request.headers {
      let name = field.name.lowercased()
      guard name.hasPrefix("x-amz-") else { continue }
      amazon[name, default: []].append(field.value)
    }
    let lines = amazon.sorted { $0.key < $1.key }.map { name, values in
      "\(name):\(values.joined(separator: ","))\n"
    }
    let head = [
      request.method.rawValue, request.headers["Content-MD5"] ?? "",
      request.headers["Content-Type"] ?? "", moment,
    ]
    return head.joined(separator: "\n") + "\n" + lines.joined() + resource(request, address)
  }

  private func resource(_ request: HTTPRequest, _ address: S3Address) -> String {
    // With the bucket in the host, the path on the wire has it not; the signature always has.
    let isInPath = request.path.dropFirst().hasPrefix(address.bucket)
    let path =
      isInPath || address.bucket.isEmpty
      ? String(request.path) : "/\(address.bucket)\(request.path)"
    let query = QueryItems(request.query)
    let parts = Self.signedNames.sorted().compactMap { name in
      query[name].map { $0.isEmpty ? name : "\(name)=\($0)" }
    }
    return path + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
  }
}

/// HMAC with SHA-1 (RFC 2104), for what was signed before there was better.
private enum HMACSHA1 {
  static func code(of message: [UInt8], key: [UInt8]) -> Digest<20> {
    var block = key.count > 64 ? SHA1.hash(key).bytes : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    let inner = SHA1.hash(block.map { $0 ^ 0x36 } + message)
    return SHA1.hash(block.map { $0 ^ 0x5c } + inner.bytes)
  }
}
