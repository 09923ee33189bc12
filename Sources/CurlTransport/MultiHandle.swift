import CCurl

/// Owns one `CURLM *` with everything its transfers share.
@safe struct MultiHandle: ~Copyable {
  private let raw: UnsafeMutableRawPointer
  /// TLS sessions, so that a new connection can resume an old one's.
  let share: UnsafeMutableRawPointer?
  /// Outlives the handle, whose end closes sockets.
  private let sockets: Sockets

  /// `nil` if there is no memory for it.
  init?(maxConnections: Int, sockets: Sockets) {
    ccurl_global_init()
    guard let raw = unsafe curl_multi_init() else { return nil }
    unsafe self.raw = raw
    self.sockets = sockets
    unsafe share = curl_share_init()
    unsafe _ = ccurl_share(share, CURL_LOCK_DATA_SSL_SESSION)
    unsafe _ = ccurl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, maxConnections)
    unsafe sockets.attach(to: raw)
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

  /// Lets libcurl work on a socket that is ready.
  borrowing func act(on socket: Int32, _ interest: Interest) {
    var running: Int32 = 0
    unsafe _ = curl_multi_socket_action(raw, socket, Int32(interest.rawValue), &running)
  }

  /// Lets libcurl do what is due without a socket: begin transfers, go on with unpaused ones.
  borrowing func actOnTime() {
    var running: Int32 = 0
    unsafe _ = curl_multi_socket_action(raw, CURL_SOCKET_TIMEOUT, 0, &running)
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
