import HTTPWire

/// The headers that libcurl, or this transport, would add where the caller does not.
struct DefaultedHeaders: OptionSet {
  let rawValue: UInt8

  static let accept = DefaultedHeaders(rawValue: 1)
  static let contentType = DefaultedHeaders(rawValue: 2)
  static let expect = DefaultedHeaders(rawValue: 4)
  static let userAgent = DefaultedHeaders(rawValue: 8)
  static let contentLength = DefaultedHeaders(rawValue: 16)
  static let transferEncoding = DefaultedHeaders(rawValue: 32)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(name: String) {
    switch name.utf8.count {
    case 6 where name.equalsIgnoringASCIICase("accept"): self = .accept
    case 6 where name.equalsIgnoringASCIICase("expect"): self = .expect
    case 10 where name.equalsIgnoringASCIICase("user-agent"): self = .userAgent
    case 12 where name.equalsIgnoringASCIICase("content-type"): self = .contentType
    case 14 where name.equalsIgnoringASCIICase("content-length"): self = .contentLength
    case 17 where name.equalsIgnoringASCIICase("transfer-encoding"): self = .transferEncoding
    default: self = []
    }
  }
}
