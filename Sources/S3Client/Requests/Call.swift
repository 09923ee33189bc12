import HTTPWire
import XMLWire

/// One operation of S3, before anybody decides where it goes and how it is signed.
struct Call: Sendable {
  /// What is done with the body of a good answer.
  enum AnswerBody: Sendable {
    /// It does not matter.
    case ignored
    /// It is a document, and one that may hold an error in spite of its status.
    case document
    /// It is what was asked for; the caller reads it.
    case content
  }

  /// S3's name for it: `PutObject`.
  let operation: StaticString
  var method: HTTPMethod
  var bucket: BucketName?
  var key: ObjectKey?
  var query: [QueryItem] = []
  var headers: HTTPHeaders = [:]
  var body: HTTPBody = .empty
  var answerBody = AnswerBody.ignored
  /// Whether the body gets a checksum where the policy wants one.
  var takesChecksum = false
  /// Whether S3 refuses the body without a checksum.
  var needsChecksum = false

  init(
    _ operation: StaticString,
    _ method: HTTPMethod,
    bucket: BucketName? = nil,
    key: ObjectKey? = nil
  ) {
    self.operation = operation
    self.method = method
    self.bucket = bucket
    self.key = key
  }

  /// Makes a document the body; S3 wants a checksum on most of these.
  mutating func setDocument(
    _ root: String,
    checked: Bool = true,
    _ content: (inout XMLWriter) -> Void
  ) {
    var writer = XMLWriter()
    let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"
    writer.element(root, attributes: ["xmlns": namespace], content)
    headers["Content-Type"] = "application/xml"
    body = .bytes(writer.bytes)
    needsChecksum = checked
  }

  /// Adds a header field where there is a value.
  mutating func set(_ name: String, _ value: String?) {
    if let value { headers.add(name, value) }
  }

  /// Adds a query parameter where there is a value.
  mutating func ask(_ name: String, _ value: String?) {
    if let value { query.append(QueryItem(name, value)) }
  }

  /// Says where an error happened.
  func locate(_ error: S3Error) -> S3Error {
    var error = error
    error.operation = operation.description
    error.bucket = bucket
    error.key = key
    return error
  }
}

/// What came back for a call.
struct Answer: Sendable {
  var status: Int
  var headers: HTTPHeaders
  var body: HTTPBody
  /// The root of the answer, where a document was asked for.
  var document: XMLElement?
  /// Whether an attempt whose answer was lost may have done the same before.
  var mayRepeat = false
  /// The checksum that went with the body.
  var sentChecksum: ObjectChecksum?
}
