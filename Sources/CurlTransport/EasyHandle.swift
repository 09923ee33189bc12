import CCurl
import HTTPWire

/// Owns one `CURL *`: made here, freed in `deinit`, never copied.
@safe struct EasyHandle: ~Copyable {
  let raw: UnsafeMutableRawPointer

  init?() {
    guard let raw = unsafe curl_easy_init() else { return nil }
    unsafe self.raw = raw
  }

  deinit { unsafe curl_easy_cleanup(raw) }

  borrowing func set(_ option: CURLoption, _ flag: Bool) {
    unsafe _ = ccurl_set_long(raw, option, flag ? 1 : 0)
  }

  borrowing func set(_ option: CURLoption, _ number: Int) {
    unsafe _ = ccurl_set_long(raw, option, number)
  }

  borrowing func set(_ option: CURLoption, size: Int) {
    unsafe _ = ccurl_set_size(raw, option, curl_off_t(size))
  }

  /// libcurl keeps a copy of the text.
  borrowing func set(_ option: CURLoption, _ text: String?) {
    if let text {
      // A plain argument would be copied into an array first.
      unsafe text.withCString { unsafe _ = ccurl_set_text(raw, option, $0) }
    } else {
      unsafe _ = ccurl_set_text(raw, option, nil)
    }
  }

  /// What the pointer leads to must outlive the transfer.
  borrowing func set(_ option: CURLoption, pointer: UnsafeRawPointer?) {
    unsafe _ = ccurl_set_pointer(raw, option, pointer)
  }

  borrowing func number(_ info: CURLINFO) -> Int {
    var value = 0
    unsafe _ = ccurl_get_long(raw, info, &value)
    return value
  }

  borrowing func size(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    unsafe _ = ccurl_get_size(raw, info, &value)
    return Int(value)
  }

  /// A time since the start of the transfer; libcurl counts microseconds.
  borrowing func time(_ info: CURLINFO) -> Duration { .microseconds(size(info)) }

  borrowing func pause(_ directions: Int32) {
    unsafe _ = curl_easy_pause(raw, directions)
  }
}
