import CCurl
import HTTPWire

extension Carrier {
  /// What this transfer cost, as libcurl measured it.
  func attempt(_ failure: HTTPTransportError.Code?) -> HTTPAttempt? {
    guard let request = transfer?.request else { return nil }
    var attempt = HTTPAttempt(
      method: request.method,
      origin: request.origin,
      path: String(request.path)
    )
    attempt.status = head.isComplete ? head.status : nil
    attempt.failure = failure
    attempt.nameLookup = easy.time(CURLINFO_NAMELOOKUP_TIME_T)
    attempt.connected = easy.time(CURLINFO_PRETRANSFER_TIME_T)
    attempt.firstByte = easy.time(CURLINFO_STARTTRANSFER_TIME_T)
    attempt.total = easy.time(CURLINFO_TOTAL_TIME_T)
    attempt.bytesSent = easy.size(CURLINFO_SIZE_UPLOAD_T)
    attempt.bytesReceived = easy.size(CURLINFO_SIZE_DOWNLOAD_T)
    attempt.reusedConnection = isConnected && easy.number(CURLINFO_NUM_CONNECTS) == 0
    attempt.httpVersion =
      switch easy.number(CURLINFO_HTTP_VERSION) {
      case Int(CURL_HTTP_VERSION_1_0): "1.0"
      case Int(CURL_HTTP_VERSION_1_1): "1.1"
      case Int(CURL_HTTP_VERSION_2_0): "2"
      default: ""
      }
    return attempt
  }
}
