import AWSSigV4
import FoundationEssentials
import HTTPWire

/// One request, taken apart as far as every operation needs it.
struct S3Call: Sendable {
  let operation: S3Operation
  private(set) var request: HTTPRequest
  let bucket: String
  private let objectKey: ObjectKey?
  let query: QueryItems
  private(set) var caller: S3Caller
  let now: Date

  init(
    _ operation: S3Operation,
    _ request: HTTPRequest,
    _ address: S3Address,
    _ query: QueryItems,
    caller: S3Caller,
    now: Date
  ) {
    self.operation = operation
    self.request = request
    bucket = address.bucket
    objectKey = address.key
    self.query = query
    self.caller = caller
    self.now = now
  }

  /// The call a form stands for: its fields are what headers are elsewhere.
  init(_ call: S3Call, caller: S3Caller, headers: HTTPHeaders) {
    self = call
    self.caller = caller
    request.headers = headers
  }

  /// The object the call is about; operations on buckets do not ask.
  var key: ObjectKey { objectKey ?? ObjectKey("") }

  var headers: HTTPHeaders { request.headers }

  /// The version the call asks for.
  var versionID: String? {
    get throws(S3Failure) {
      guard let id = query["versionId"] else { return nil }
      guard id == ObjectVersion.nullID || id.utf8.count == 32 else {
        throw .invalidArgument("Invalid version id specified", "versionId", id)
      }
      return id
    }
  }

  /// A number in the query that must be one, between bounds.
  func number(
    _ name: String,
    in range: ClosedRange<Int>,
    complaint: String? = nil
  ) throws(S3Failure) -> Int? {
    guard let text = query[name], !text.isEmpty else { return nil }
    guard let number = Int(text), number >= range.lowerBound else {
      let message = complaint ?? "Argument \(name) must be an integer between 0 and 2147483647"
      throw .invalidArgument(message, name, text)
    }
    if number > range.upperBound, let complaint { throw .invalidArgument(complaint, name, text) }
    return min(number, range.upperBound)
  }
}

/// Who asks, and how the body is to be checked.
struct S3Caller: Sendable {
  /// `nil` is somebody who does not sign.
  let identity: Identity?
  let verified: VerifiedRequest?
  /// Whether nobody is asked for a signature, and so nobody is kept out.
  var isFree = false

  var canonicalID: String? { identity?.canonicalID }

  /// Under which name what is stored belongs to somebody.
  var owner: String { canonicalID ?? "anonymous" }
}
