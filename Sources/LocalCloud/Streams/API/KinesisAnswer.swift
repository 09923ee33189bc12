import HTTPWire
import JSONBytes

/// Answers as Kinesis sends them.
enum KinesisAnswer {
  static let contentType = "application/x-amz-json-1.1"

  /// An object whose members `write` writes.
  static func json(_ write: (inout JSONWriter) -> Void) -> HTTPResponse {
    var json = JSONWriter()
    json.object(write)
    return bytes(json.bytes)
  }

  /// An object of texts.
  static func object(_ texts: KeyValuePairs<String, String>) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in for (name, text) in texts { json.member(name, text) } }
    return json.bytes
  }

  static func bytes(_ bytes: [UInt8]) -> HTTPResponse {
    HTTPResponse(status: 200, headers: ["Content-Type": contentType], body: .bytes(bytes))
  }

  /// What calls answer that have nothing to say: no body at all.
  static let nothing = HTTPResponse(status: 200, headers: ["Content-Type": contentType])

  /// A moment as seconds since 1970 with three digits behind the point.
  static func timestamp(_ milliseconds: Int) -> [UInt8] {
    let fraction = milliseconds % 1000
    guard fraction != 0 else { return Array("\(milliseconds / 1000).0".utf8) }
    let digits = String(1000 + fraction).dropFirst()
    return Array("\(milliseconds / 1000).\(digits)".utf8)
  }
}
