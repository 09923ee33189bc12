import CCurl

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
    setVersion()
    setTrust()
  }

  private func setVersion() {
    switch options.httpVersion {
    case .http1: easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    case .http2OverTLS:
      easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
      // Waits whether a connection under way can be shared instead of opening one more.
      easy.set(CURLOPT_PIPEWAIT, true)
    }
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
