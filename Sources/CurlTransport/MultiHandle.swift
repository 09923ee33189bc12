import CCurl

/// Owns one `CURLM *` with everything its transfers share.
@safe struct MultiHandle: ~Copyable {
  private let raw: UnsafeMutableRawPointer
  /// TLS sessions, so that a new connection can resume an old one's.
  let share: UnsafeMutableRawPointer?

  init(maxConnections: Int) {
    curl_global_init(Int(CURL_GLOBAL_SSL))
    guard let raw = unsafe curl_multi_init() else { preconditionFailure("libcurl has no memory") }
    unsafe self.raw = raw
    unsafe share = curl_share_init()
    unsafe _ = ccurl_share(share, CURL_LOCK_DATA_SSL_SESSION)
    unsafe _ = ccurl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, maxConnections)
  }

  deinit {
    unsafe _ = curl_multi_cleanup(raw)
    unsafe _ = curl_share_cleanup(share)
  }

  borrowing func add(_ easy: borrowing EasyHandle) {
    unsafe _ = curl_multi_add_handle(raw, easy.raw)
  }

  borrowing func remove(_ easy: borrowing EasyHandle) {
    unsafe _ = curl_multi_remove_handle(raw, easy.raw)
  }

  borrowing func perform() {
    var running: Int32 = 0
    unsafe _ = curl_multi_perform(raw, &running)
  }

  borrowing func wait(for descriptor: Int32, until limit: Duration?) {
    var extra = curl_waitfd(fd: descriptor, events: Int16(CURL_WAIT_POLLIN), revents: 0)
    // Rounded up, so that the limit has passed when the wait is over.
    let milliseconds = limit.map { Int32(clamping: Int($0 / .milliseconds(1)) + 1) } ?? .max
    unsafe _ = curl_multi_poll(raw, &extra, 1, milliseconds, nil)
  }

  borrowing func nextFinished() -> (Carrier, CURLcode)? {
    var left: Int32 = 0
    while let message = unsafe curl_multi_info_read(raw, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
      var context: UnsafeMutableRawPointer?
      unsafe _ = ccurl_get_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &context)
      guard let context = unsafe context else { continue }
      let carrier = unsafe Unmanaged<Carrier>.fromOpaque(context).takeUnretainedValue()
      return unsafe (carrier, message.pointee.data.result)
    }
    return nil
  }
}
