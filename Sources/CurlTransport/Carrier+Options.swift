import CCurl
import HTTPWire

extension Carrier {
  /// Sets what stays the same for every transfer.
  func setUp() {
    easy.set(CURLOPT_NOSIGNAL, true)
    easy.set(CURLOPT_NOPROGRESS, true)
    // A name server that does not answer must not hold the loop when a transfer is cancelled.
    easy.set(CURLOPT_QUICK_EXIT, true)
    easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
    easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    easy.set(CURLOPT_BUFFERSIZE, options.receiveBufferBytes)
    easy.set(CURLOPT_UPLOAD_BUFFERSIZE, options.sendBufferBytes)
    easy.set(CURLOPT_MAXAGE_CONN, Int(options.maxIdleAge.components.seconds))
    setTrust()
  }

  /// Sets what depends on whom the request goes to.
  func setUp(for origin: HTTPOrigin) {
    // Empty texts keep libcurl from asking the environment.
    easy.set(CURLOPT_PROXY, options.proxy.url(for: origin) ?? "")
    easy.set(CURLOPT_NOPROXY, "")
    let offersHTTP2 = origin.scheme == .https && options.httpVersion == .http2OverTLS
    let version = offersHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
    easy.set(CURLOPT_HTTP_VERSION, Int(version))
    // Waits for the handshake of a connection that could be shared; without TLS it would wait for
    // an answer.
    easy.set(CURLOPT_PIPEWAIT, offersHTTP2)
  }

  private func setTrust() {
    switch options.trust {
    case .system: break
    case .authorities(let file): easy.set(CURLOPT_CAINFO, file)
    case .anybody:
      easy.set(CURLOPT_SSL_VERIFYPEER, false)
      easy.set(CURLOPT_SSL_VERIFYHOST, false)
    }
  }
}
