import Digests
import HTTPWire

/// The way from a request to its signature: the canonical request, the string to sign, the result.
///
/// Its parameters are borrowed, since counting references would cost a tenth of a signature.
struct SignatureComputation: ~Copyable {
  /// Both texts, one behind the other.
  private var texts: ByteBuffer
  private let endOfRequest: Int
  private let endOfText: Int
  /// The signature.
  let digest: Digest<32>

  /// Covers a request whose query may be another than its own, but for one parameter: the
  /// signature itself.
  init(
    of request: borrowing HTTPRequest,
    query: borrowing Substring?,
    leavingOut omitted: String? = nil,
    payload: borrowing PayloadHash,
    style: PathStyle,
    shape: borrowing HeaderShape,
    key: borrowing SigningKey,
    at time: borrowing String
  ) {
    let method = request.method.rawValue
    let path = request.path
    var capacity = method.utf8.count + CanonicalPath.capacity(for: path) + 8
    capacity += query.map(CanonicalQuery.capacity) ?? 0
    capacity += shape.capacity(for: request.headers.fields) + payload.headerValue.utf8.count
    texts = ByteBuffer(capacity: capacity + key.capacity(at: time, shape))
    texts.append(method)
    texts.append("\n")
    CanonicalPath.append(path, style: style, to: &texts)
    texts.append("\n")
    if let query = copy query { CanonicalQuery.append(query, leavingOut: omitted, to: &texts) }
    texts.append("\n")
    shape.append(request.headers.fields, to: &texts)
    texts.append(payload.headerValue)
    endOfRequest = texts.count
    let digest = texts.withSpan { SHA256.hash($0) }
    key.writeStringToSign(digest, at: time, to: &texts)
    endOfText = texts.count
    self.digest = texts.withSpan(from: endOfRequest) { key.signature(of: $0) }
  }

  var canonicalRequest: String { texts.text(0..<endOfRequest) }

  var stringToSign: String { texts.text(endOfRequest..<endOfText) }

  /// The value of the `Authorization` field.
  mutating func authorization(_ key: borrowing SigningKey, _ shape: borrowing HeaderShape) -> String
  {
    texts.truncate(to: endOfText)
    key.writeAuthorization(shape, signature: digest, to: &texts)
    return texts.text(endOfText..<texts.count)
  }
}
