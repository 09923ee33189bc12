import CCurl
import HTTPWire

/// How a transfer stands and how it ended.
extension Carrier {
  var isConnected: Bool { sentBefore != nil }

  /// Whether the transfer waits for its caller rather than for the server.
  var isHeldBack: Bool { paused != 0 }

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

  func takeReceived() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &received)
    return taken
  }

  func error(_ result: CURLcode) -> HTTPTransportError? {
    guard let transfer else { return nil }
    switch failure {
    case .headerTooLong:
      let detail = "the header of the answer is longer than \(options.maxHeaderBytes) bytes"
      return transfer.error(.protocolViolated, detail, mayHaveArrived: mayHaveArrived)
    case .body(let error):
      let isCancelled = error is CancellationError
      return transfer.error(
        isCancelled ? .cancelled : .requestBodyFailed,
        "\(error)",
        mayHaveArrived: false,
        underlying: error
      )
    case .wouldRepeat:
      let detail = "the kept-alive connection was closed before an answer came"
      // libcurl has set its counters back for the repetition that was forbidden to it.
      return transfer.error(.connectionLost, detail, mayHaveArrived: true)
    case nil:
      let said = complaint
      let detail = unsafe said.isEmpty ? String(cString: curl_easy_strerror(result)) : said
      let code = HTTPTransportError.Code(result, detail: detail)
      return transfer.error(code, detail, mayHaveArrived: mayHaveArrived)
    }
  }
}
