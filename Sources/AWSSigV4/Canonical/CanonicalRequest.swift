import Digests
import HTTPWire

/// The one spelling of a request that client and server both hash.
struct CanonicalRequest {
  let bytes: [UInt8]
  /// Where the list of signed names stands.
  private let list: Range<Int>

  /// What a client signs: every field of the request that can be signed.
  init(signing request: HTTPRequest, query: Substring?, payload: String, style: PathStyle) {
    let table = HeaderTable(signable: request.headers)
    var list = 0..<0
    bytes = Self.bytes(request, query, payload, style, room: table.capacity) { output in
      table.appendLines(to: &output)
      output.append(UInt8(ascii: "\n"))
      let start = output.count
      table.appendNames(to: &output)
      list = start..<output.count
    }
    self.list = list
  }

  /// `content-type;host;x-amz-date`.
  var signedHeaders: ArraySlice<UInt8> { bytes[list] }

  var digest: Digest<32> { SHA256.hash(bytes) }

  private static func bytes(
    _ request: HTTPRequest,
    _ query: Substring?,
    _ payload: String,
    _ style: PathStyle,
    room: Int,
    headers: (inout ByteWriter) -> Void
  ) -> [UInt8] {
    let method = request.method.rawValue
    let path = request.path
    let capacity =
      method.utf8.count + CanonicalPath.capacity(for: path)
      + (query.map(CanonicalQuery.capacity) ?? 0) + room + payload.utf8.count + 8
    return ByteWriter.bytes(capacity: capacity) { output in
      output.append(method)
      output.append(UInt8(ascii: "\n"))
      CanonicalPath.append(path, style: style, to: &output)
      output.append(UInt8(ascii: "\n"))
      if let query { CanonicalQuery.append(query, to: &output) }
      output.append(UInt8(ascii: "\n"))
      headers(&output)
      output.append(UInt8(ascii: "\n"))
      output.append(payload)
    }
  }
}
