import CCurl
import HTTPWire

/// One libcurl handle and the transfer it carries at the moment; the loop keeps it for the next
/// one.
///
/// Only the loop's thread touches it, and so do libcurl's callbacks, which run on that thread.
@safe final class Carrier {
  /// Why one of our callbacks has ended a transfer.
  enum Failure {
    case headerTooLong
    case body(any Error)
    /// libcurl wanted to send again what may have arrived the first time.
    case wouldRepeat
  }

  let easy: EasyHandle
  let options: CurlTransport.Options
  private let message: UnsafeMutablePointer<CChar>
  private let url: URLHandle
  private var headerList = HeaderList()
  private var origin: HTTPOrigin?
  private var method: HTTPMethod?

  /// What it carries now.
  private(set) var transfer: Transfer?
  /// Where this stands among the loop's running carriers.
  var place = 0
  var source = UploadSource.nothing
  var head = ResponseHead()
  var received: [UInt8] = []
  var failure: Failure?
  /// How many header bytes had gone out when the connection stood: those of a CONNECT.
  var sentBefore: Int?
  /// The directions in which libcurl was told to wait for the caller.
  var paused: Int32 = 0

  /// `nil` if libcurl has no memory left.
  init?(_ options: CurlTransport.Options, _ sockets: Sockets, share: UnsafeMutableRawPointer?) {
    guard let easy = EasyHandle(), let url = URLHandle() else { return nil }
    self.easy = easy
    self.url = url
    self.options = options
    unsafe message = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    unsafe self.easy.set(CURLOPT_ERRORBUFFER, pointer: message)
    unsafe self.easy.set(CURLOPT_SHARE, pointer: share)
    sockets.attach(to: self.easy)
    setUp()
    listen()
  }

  deinit { unsafe message.deallocate() }

  /// Sets up everything that differs from the transfer before.
  func load(_ transfer: Transfer) throws(HTTPTransportError) {
    let request = transfer.request
    self.transfer = transfer
    let kind = UploadKind(request)
    source = try UploadSource(transfer, kind)
    failure = nil
    sentBefore = nil
    paused = 0
    unsafe message.pointee = 0
    if origin != request.origin { setOrigin(request.origin) }
    setTarget(request)
    unsafe easy.set(CURLOPT_HTTPHEADER, pointer: headerList.link(transfer.head))
    setBody(request, kind)
  }

  /// Lets go of the transfer and of all that belongs to it.
  func unload() {
    transfer = nil
    source = .nothing
    head = ResponseHead()
    received = []
  }

  /// What libcurl said about a failure, if it said anything.
  var complaint: String { unsafe String(cString: message) }

  private func setOrigin(_ origin: HTTPOrigin) {
    self.origin = origin
    url.set("\(origin)/")
    unsafe easy.set(CURLOPT_CURLU, pointer: url.pointer)
    setUp(for: origin)
  }

  /// Sends the target byte for byte, which libcurl would not do with a path in the URL.
  private func setTarget(_ request: HTTPRequest) {
    let origin = request.origin
    let isForwarded = options.proxy.readsRequests(to: origin)
    easy.set(CURLOPT_REQUEST_TARGET, isForwarded ? "\(origin)\(request.target)" : request.target)
  }

  private func setBody(_ request: HTTPRequest, _ kind: UploadKind) {
    // Takes every other kind of request back.
    easy.set(CURLOPT_HTTPGET, true)
    switch kind {
    case .none: if request.method == .head { easy.set(CURLOPT_NOBODY, true) }
    case .withHeader:
      if case .bytes(let bytes) = request.body { setPostFields(bytes) } else { setPostFields([]) }
    case .afterHeader:
      easy.set(CURLOPT_UPLOAD, true)
      easy.set(CURLOPT_INFILESIZE_LARGE, size: request.body.length ?? -1)
    }
    guard request.method != method else { return }
    method = request.method
    // libcurl waits for the body of an answer to a "custom" HEAD.
    easy.set(CURLOPT_CUSTOMREQUEST, request.method == .head ? nil : request.method.rawValue)
  }

  /// Gives libcurl a body it sends together with the header, without asking for it piece by piece.
  ///
  /// Safe because the request holds the array until the transfer has ended.
  private func setPostFields(_ bytes: [UInt8]) {
    easy.set(CURLOPT_POST, true)
    easy.set(CURLOPT_POSTFIELDSIZE_LARGE, size: bytes.count)
    unsafe bytes.withUnsafeBytes { bytes in
      // nil would mean "ask the callback", also where the size is 0.
      unsafe easy.set(CURLOPT_POSTFIELDS, pointer: bytes.baseAddress ?? UnsafeRawPointer(message))
    }
  }
}
