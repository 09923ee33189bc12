import CCurl
import HTTPWire

/// One libcurl handle and the transfer it carries at the moment; the loop keeps it for the next one.
///
/// Only the loop's thread touches it, and so do libcurl's callbacks, which run on that thread.
@safe final class Carrier {
  enum Failure {
    case headerTooLong
    case body(any Error)
    /// libcurl wanted to send again what may have arrived the first time.
    case wouldRepeat
  }

  let easy: EasyHandle
  let options: CurlTransport.Options
  private var headers = HeaderList()
  private var origin: HTTPOrigin?
  private var method: HTTPMethod?

  private(set) var transfer: Transfer?
  private var file: RequestFile?
  /// How many bytes of a body of bytes were given to libcurl.
  private var given = 0

  var head = ResponseHead()
  var received: [UInt8] = []
  var failure: Failure?
  /// Header bytes sent before this attempt: those of a CONNECT.
  private var sentBefore: Int?
  var isConnected: Bool { sentBefore != nil }
  /// Where this stands among the loop's running carriers.
  var place = 0
  /// The directions in which libcurl was told to wait for the caller.
  private var paused: Int32 = 0
  private let message: UnsafeMutablePointer<CChar>

  init?(options: CurlTransport.Options, share: UnsafeMutableRawPointer?) {
    guard let easy = EasyHandle() else { return nil }
    self.easy = easy
    self.options = options
    unsafe message = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    unsafe self.easy.set(CURLOPT_ERRORBUFFER, pointer: message)
    unsafe self.easy.set(CURLOPT_SHARE, pointer: share)
    prepare()
  }

  deinit { unsafe message.deallocate() }

  /// What stays the same for every transfer.
  private func prepare() {
    easy.set(CURLOPT_NOSIGNAL, true)
    easy.set(CURLOPT_NOPROGRESS, true)
    // A name server that does not answer must not hold the loop when a transfer is cancelled.
    easy.set(CURLOPT_QUICK_EXIT, true)
    easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
    easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    easy.set(CURLOPT_BUFFERSIZE, options.receiveBufferBytes)
    easy.set(CURLOPT_UPLOAD_BUFFERSIZE, options.sendBufferBytes)
    easy.set(CURLOPT_MAXAGE_CONN, Int(options.maxIdleAge.components.seconds))
    // The loop keeps its own deadlines; libcurl's would stop after five minutes.
    easy.set(CURLOPT_CONNECTTIMEOUT, 1 << 20)
    switch options.httpVersion {
    case .http1: easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    case .http2OverTLS:
      easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
      easy.set(CURLOPT_PIPEWAIT, true)
    }
    switch options.trust {
    case .system: break
    case .authorities(let file): easy.set(CURLOPT_CAINFO, file)
    case .anybody:
      easy.set(CURLOPT_SSL_VERIFYPEER, false)
      easy.set(CURLOPT_SSL_VERIFYHOST, 0)
    }
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe easy.set(CURLOPT_PRIVATE, pointer: context)
    unsafe easy.set(CURLOPT_WRITEDATA, pointer: context)
    unsafe easy.set(CURLOPT_HEADERDATA, pointer: context)
    unsafe easy.set(CURLOPT_READDATA, pointer: context)
    unsafe easy.set(CURLOPT_PREREQDATA, pointer: context)
    unsafe _ = ccurl_on_body(easy.raw, Self.onBody)
    unsafe _ = ccurl_on_header(easy.raw, Self.onHeader)
    unsafe _ = ccurl_on_read(easy.raw, Self.onRead)
    unsafe _ = ccurl_on_ready(easy.raw, Self.onReady)
  }

  /// Sets up everything that differs from the transfer before.
  func load(_ transfer: Transfer) throws(HTTPFileError) {
    self.transfer = transfer
    failure = nil
    sentBefore = nil
    given = 0
    head = ResponseHead()
    received = []
    paused = 0
    unsafe message.pointee = 0
    let request = transfer.request
    if origin != request.origin { setOrigin(request.origin) }
    setTarget(request)
    unsafe easy.set(CURLOPT_HTTPHEADER, pointer: headers.link(transfer.head))
    try setBody(request)
  }

  func unload() {
    transfer = nil
    file = nil
    head = ResponseHead()
    received = []
  }

  /// Takes no more from the server until the reader has caught up.
  func pauseReceiving() {
    paused |= CURLPAUSE_RECV
    easy.pause(paused)
  }

  /// Goes on in one direction.
  func resume(_ direction: Int32) {
    guard paused & direction != 0 else { return }
    paused &= ~direction
    easy.pause(paused)
  }

  /// Whether the transfer waits for its caller rather than for the server.
  var isHeldBack: Bool { paused != 0 }

  /// All bytes that have moved, so that two looks can be compared.
  var movedBytes: Int {
    easy.size(CURLINFO_SIZE_UPLOAD_T) + easy.size(CURLINFO_SIZE_DOWNLOAD_T)
      + easy.number(CURLINFO_HEADER_SIZE) + easy.number(CURLINFO_REQUEST_SIZE)
  }

  private func setOrigin(_ origin: HTTPOrigin) {
    self.origin = origin
    easy.set(CURLOPT_URL, "\(origin)/")
    // An empty text keeps libcurl from asking the environment.
    easy.set(CURLOPT_PROXY, options.proxy.url(for: origin) ?? "")
  }

  /// The target goes out byte for byte, which a URL would not.
  private func setTarget(_ request: HTTPRequest) {
    let isForwarded =
      request.origin.scheme == .http && options.proxy.url(for: request.origin) != nil
    easy.set(
      CURLOPT_REQUEST_TARGET,
      isForwarded ? "\(request.origin)\(request.target)" : request.target
    )
  }

  private func setBody(_ request: HTTPRequest) throws(HTTPFileError) {
    easy.set(CURLOPT_HTTPGET, true)
    method = nil
    switch request.body {
    case .empty, .bytes([]):
      if request.method == .head {
        easy.set(CURLOPT_NOBODY, true)
        easy.set(CURLOPT_CUSTOMREQUEST, nil)
        return
      }
      if request.method.announcesEmptyBody { setPostFields([]) }
    case .bytes(let bytes) where bytes.count <= 64 * 1024: setPostFields(bytes)
    case .bytes(let bytes): setUpload(length: bytes.count)
    case .file(let region):
      file = try RequestFile(region)
      setUpload(length: region.length)
    case .stream(_, let length, _): setUpload(length: length ?? -1)
    }
    easy.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
  }

  /// libcurl sends a small body together with the header; the array must stay alive, and does in the request.
  private func setPostFields(_ bytes: [UInt8]) {
    easy.set(CURLOPT_POST, true)
    easy.set(CURLOPT_POSTFIELDSIZE_LARGE, size: bytes.count)
    unsafe bytes.withUnsafeBytes { bytes in
      // libcurl takes nil for "read it from the callback", also where the size is 0.
      unsafe easy.set(CURLOPT_POSTFIELDS, pointer: bytes.baseAddress ?? UnsafeRawPointer(message))
    }
  }

  private func setUpload(length: Int) {
    easy.set(CURLOPT_UPLOAD, true)
    easy.set(CURLOPT_INFILESIZE_LARGE, size: length)
  }
}

// MARK: - What libcurl calls

extension Carrier {
  private static let onBody: ccurl_write = { start, size, count, context in
    guard let start = unsafe start, let context = unsafe context else { return 0 }
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: size * count)
    return unsafe Unmanaged<Carrier>.fromOpaque(context)._withUnsafeGuaranteedRef {
      unsafe $0.received.append(contentsOf: bytes)
      return bytes.count
    }
  }

  private static let onHeader: ccurl_write = { start, size, count, context in
    guard let start = unsafe start, let context = unsafe context else { return 0 }
    let line = unsafe UnsafeRawBufferPointer(start: start, count: size * count)
    return unsafe Unmanaged<Carrier>.fromOpaque(context)._withUnsafeGuaranteedRef {
      if unsafe $0.head.take(line, limit: $0.options.maxHeaderBytes) { return line.count }
      $0.failure = .headerTooLong
      return 0
    }
  }

  private static let onRead: ccurl_read = { start, size, count, context in
    guard let start = unsafe start, let context = unsafe context else { return 0 }
    let room = unsafe UnsafeMutableRawBufferPointer(start: start, count: size * count)
    return unsafe Unmanaged<Carrier>.fromOpaque(context)._withUnsafeGuaranteedRef {
      unsafe $0.fill(room)
    }
  }

  /// A connection stands and the request is about to be sent, for the first time or again.
  private static let onReady: ccurl_ready = { context, _, _, _, _ in
    guard let context = unsafe context else { return CURL_PREREQFUNC_ABORT }
    return unsafe Unmanaged<Carrier>.fromOpaque(context)._withUnsafeGuaranteedRef { carrier in
      let sent = carrier.easy.number(CURLINFO_REQUEST_SIZE)
      if let before = carrier.sentBefore, sent > before {
        carrier.failure = .wouldRepeat
        return CURL_PREREQFUNC_ABORT
      }
      carrier.sentBefore = sent
      return CURL_PREREQFUNC_OK
    }
  }

  private func fill(_ room: UnsafeMutableRawBufferPointer) -> Int {
    do {
      if file != nil { return unsafe try file?.fill(room) ?? 0 }
    } catch {
      failure = .body(error)
      return Int(CURL_READFUNC_ABORT)
    }
    guard let transfer else { return Int(CURL_READFUNC_ABORT) }
    if case .bytes(let bytes) = transfer.request.body {
      let count = min(room.count, bytes.count - given)
      unsafe bytes.withUnsafeBytes { bytes in
        unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[given..<given + count]))
      }
      given += count
      return count
    }
    guard let feed = transfer.feed else { return Int(CURL_READFUNC_ABORT) }
    switch unsafe feed.fill(room) {
    case .bytes(let count): return count
    case .later:
      paused |= CURLPAUSE_SEND
      return Int(CURL_READFUNC_PAUSE)
    case .end: return 0
    case .failed:
      if let error = feed.failure { failure = .body(error) }
      return Int(CURL_READFUNC_ABORT)
    }
  }
}

extension HTTPMethod {
  /// Whether a request without a body says so with `Content-Length: 0` (RFC 9110 §8.6).
  fileprivate var announcesEmptyBody: Bool {
    switch self {
    case .get, .head, .delete, .options: false
    default: true
    }
  }
}

// MARK: - How it ended

extension Carrier {
  /// Whether the server may have seen the whole request.
  var mayHaveArrived: Bool {
    guard let before = sentBefore, easy.number(CURLINFO_REQUEST_SIZE) > before else { return false }
    guard let length = transfer?.request.body.length else { return true }
    return easy.size(CURLINFO_SIZE_UPLOAD_T) >= length
  }

  func error(_ result: CURLcode) -> HTTPTransportError? {
    guard let transfer else { return nil }
    switch failure {
    case .headerTooLong:
      let detail = "the header of the answer is longer than \(options.maxHeaderBytes) bytes"
      return transfer.error(.protocolViolated, detail, mayHaveArrived: mayHaveArrived)
    case .body(let error):
      let code: HTTPTransportError.Code =
        error is CancellationError ? .cancelled : .requestBodyFailed
      return transfer.error(code, "\(error)", mayHaveArrived: false, underlying: error)
    case .wouldRepeat:
      let detail = "the kept-alive connection was closed before an answer came"
      // libcurl has set its counters back for the repetition that was forbidden to it.
      return transfer.error(.connectionLost, detail, mayHaveArrived: true)
    case nil:
      let said = unsafe String(cString: message)
      let detail = unsafe said.isEmpty ? String(cString: curl_easy_strerror(result)) : said
      let code = HTTPTransportError.Code(result, detail: detail)
      return transfer.error(code, detail, mayHaveArrived: mayHaveArrived)
    }
  }
}
