import CCurl

/// What libcurl calls: each copies its bytes and returns.
extension Carrier {
  /// Makes libcurl call this carrier; it must not outlive it.
  func listen() {
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

  private static let onBody: ccurl_write = { start, size, count, context in
    guard let start = unsafe start, let context = unsafe context else { return 0 }
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: size * count)
    return unsafe Unmanaged<Carrier>.fromOpaque(context)._withUnsafeGuaranteedRef { carrier in
      if carrier.received.isEmpty, bytes.count > 64 * 1024 {
        carrier.received.reserveCapacity(carrier.options.maxUnreadBytes + bytes.count)
      }
      unsafe carrier.received.append(contentsOf: bytes)
      // libcurl reads from a fast socket for as long as it gives: up to a hundred buffers at once.
      if carrier.received.count >= carrier.options.maxUnreadBytes { carrier.pauseReceiving() }
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
    return unsafe Unmanaged<Carrier>.fromOpaque(context)._withUnsafeGuaranteedRef { carrier in
      do {
        if let count = unsafe try carrier.source.fill(room) { return count }
        carrier.paused |= CURLPAUSE_SEND
        return Int(CURL_READFUNC_PAUSE)
      } catch {
        carrier.failure = .body(error)
        return Int(CURL_READFUNC_ABORT)
      }
    }
  }

  /// A connection stands and the request is about to be sent, for the first time or again.
  ///
  /// libcurl sends a request a second time where a kept-alive connection breaks before the answer,
  /// even a POST that has been sent whole. That is for the client above to decide.
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
}
