import CCurl

/// Owns one `CURLU *`: a URL that libcurl has parsed once instead of for every transfer.
@safe struct URLHandle: ~Copyable {
  private let raw: OpaquePointer

  init?() {
    guard let raw = unsafe curl_url() else { return nil }
    unsafe self.raw = raw
  }

  deinit { unsafe curl_url_cleanup(raw) }

  /// For `CURLOPT_CURLU`, whose argument is untyped.
  var pointer: UnsafeRawPointer { unsafe UnsafeRawPointer(raw) }

  borrowing func set(_ url: String) {
    unsafe _ = curl_url_set(raw, CURLUPART_URL, url, 0)
  }
}
