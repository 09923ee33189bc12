#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What is asked of a server, down to the very bytes of the target.
public struct HTTPRequest: Sendable {
  /// What the server shall do.
  public var method: HTTPMethod
  /// Whom the request goes to; on a server, what the `Host` header named.
  public var origin: HTTPOrigin
  /// Path and query exactly as they stand on the wire: percent-encoded, never normalised again.
  public var target: String
  /// The header fields; `Host` is added from `origin` where it is not given.
  public var headers: HTTPHeaders
  /// The body.
  public var body: HTTPBody
  /// Limits for this request where they differ from the transport's.
  public var timeouts: HTTPTimeouts?

  /// Puts a request together; `target` must be percent-encoded already.
  public init(
    _ method: HTTPMethod,
    origin: HTTPOrigin,
    target: String,
    headers: HTTPHeaders = [:],
    body: HTTPBody = .empty,
    timeouts: HTTPTimeouts? = nil
  ) {
    self.method = method
    self.origin = origin
    self.target = target
    self.headers = headers
    self.body = body
    self.timeouts = timeouts
  }

  /// The path part of the target, still percent-encoded.
  public var path: Substring { target[..<(questionMark ?? target.endIndex)] }

  /// The query part of the target without its question mark, or `nil` where there is none.
  public var query: Substring? {
    questionMark.map { target[target.utf8.index(after: $0)...] }
  }

  /// Looked for among the bytes: among characters it costs as much as a signature.
  private var questionMark: String.Index? {
    let place = target.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      guard let start = bytes.baseAddress,
        let found = memchr(start, Int32(UInt8(ascii: "?")), bytes.count)
      else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }
    guard let place else { return target.utf8.firstIndex(of: UInt8(ascii: "?")) }
    return place.map { target.utf8.index(target.startIndex, offsetBy: $0) }
  }

  /// The URL without its query, which may carry a signature: what a log may show.
  public var loggableURL: String { "\(origin)\(path)" }
}
