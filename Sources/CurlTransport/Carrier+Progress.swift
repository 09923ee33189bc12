import CCurl
import HTTPWire

/// How a transfer stands and how it ended.
extension Carrier {
  var isConnected: Bool { sentBefore != nil }

  /// Whether the transfer waits for its caller rather than for the server.
  var isHeldBack: Bool { paused != 0 }

  /// Takes no more from the server until the reader has caught up.
  func pauseReceiving() {
    guard paused & CURLPAUSE_RECV == 0 else { return }
    paused |= CURLPAUSE_RECV
    easy.pause(paused)
  }

  /// Goes on in one direction.
  func resume(_ direction: Int32) {
    guard paused & direction != 0 else { return }
    paused &= ~direction
    easy.pause(paused)
  }

  /// All bytes that have moved, so that two looks can be compared.
  var movedBytes: Int {
    easy.size(CURLINFO_SIZE_UPLOAD_T) + easy.size(CURLINFO_SIZE_DOWNLOAD_T)
      + easy.number(CURLINFO_HEADER_SIZE) + easy.number(CURLINFO_REQUEST_SIZE)
  }

  /// Whether the server may have seen the whole request.
  var mayHaveArrived: Bool {
    guard let before = sentBefore, easy.number(CURLINFO_REQUEST_SIZE) > before else { return false }
    guard let length = transfer?.request.body.length else { return true }
    return easy.size(CURLINFO_SIZE_UPLOAD_T) >= length
  }

  /// Whether the answer came over HTTP/2, where transfers share a connection.
  var spokeHTTP2: Bool { easy.number(CURLINFO_HTTP_VERSION) == Int(CURL_HTTP_VERSION_2_0) }

  func takeReceived() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &received)
    return taken
  }

  /// What went wrong; `nil` for a whole answer.
  func error(_ result: CURLcode) -> HTTPTransportError? {
    guard let transfer else { return nil }
    func error(_ code: HTTPTransportError.Code, _ detail: String) -> HTTPTransportError {
      transfer.error(code, detail, mayHaveArrived: mayHaveArrived)
    }
    switch failure {
    case .headerTooLong:
      return error(.protocolViolated, "its header is longer than \(options.maxHeaderBytes) bytes")
    case .body(let cause): return transfer.bodyError(cause)
    case .wouldRepeat:
      let detail = "the kept-alive connection was closed before an answer came"
      // libcurl has set its counters back for the repetition that was forbidden to it.
      return transfer.error(.connectionLost, detail, mayHaveArrived: true)
    case nil: break
    }
    if result == CURLE_OUT_OF_MEMORY, isConnected, !head.isComplete {
      // That is how libcurl calls a header line longer than its 100 KiB.
      return error(.protocolViolated, "a line of its header is too long")
    }
    guard result == CURLE_OK else {
      let said = options.proxy.redact(complaint)
      let detail = unsafe said.isEmpty ? String(cString: curl_easy_strerror(result)) : said
      let code = HTTPTransportError.Code(result, detail: detail)
      // A proxy that refuses a tunnel is a way that does not lead there.
      return error(code == .connectionLost && !isConnected ? .connectionRefused : code, detail)
    }
    // For libcurl a header may end with the connection.
    return head.isComplete ? nil : error(.connectionLost, "the connection ended within the header")
  }
}
