import JSONBytes

/// What the body of an error says: its kind and some words, where it is JSON at all.
struct ServiceFault: Sendable, Hashable {
  var code: KinesisError.Code?
  var message = ""

  /// Reads the body of an answer that is an error.
  init(_ body: [UInt8]) {
    do { try read(body) } catch {
      // Proxies and load balancers answer with pages of their own.
      message = String(decoding: body.prefix(200), as: UTF8.self)
    }
  }

  /// Reads the body of an answer that says it is none; `nil` where it is right.
  init?(hiddenIn body: [UInt8]) {
    do { try read(body) } catch { return nil }
    if code == nil { return nil }
  }

  private mutating func read(_ body: [UInt8]) throws(JSONError) {
    let (type, text) = try JSONScanner.scan(body) { json throws(JSONError) in
      var (type, text) = (String?.none, String?.none)
      try json.members { key, json throws(JSONError) in
        switch key {
        case "__type", "code": type = try json.optionalString()
        case "message", "Message", "errorMessage": text = try json.optionalString()
        default: try json.skipValue()
        }
      }
      return (type, text)
    }
    code = type.map(KinesisError.Code.init(wire:))
    message = text ?? ""
  }
}
