import JSONBytes
import Testing

@Suite struct JSONScannerTests {
  static let row = #"{"index":7528,"title":"caf\u00e9 \"x\"","tags":["a", "b"],"ok":true,"n":null}"#

  @Test func `pulls a row member by member`() throws {
    var seen: [String] = []
    try JSONScanner.scan(Array(Self.row.utf8)) { json throws(JSONError) in
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "index": seen.append("\(try json.integer())")
        case "title": seen.append(try json.string())
        case "tags":
          try json.beginArray()
          while try json.nextElement() { seen.append(try json.string()) }
        case "ok": seen.append("\(try json.boolean())")
        default: seen.append("\(key.string) \(try json.readNull())")
        }
      }
      try json.finish()
    }
    #expect(seen == ["7528", "café \"x\"", "a", "b", "true", "n true"])
  }

  @Test func `skipping gives the bytes of a value as written`() throws {
    let bytes = Array(#" {"records": [ {"value": {"a" : 1} } ]} "#.utf8)
    let value = try JSONScanner.scan(bytes) { json throws(JSONError) in
      var found = ""
      try json.beginObject()
      while try json.nextKey() != nil {
        try json.beginArray()
        while try json.nextElement() {
          try json.beginObject()
          while try json.nextKey() != nil {
            let range = try json.skipValue()
            found = String(decoding: json.bytes(in: range), as: UTF8.self)
          }
        }
      }
      try json.finish()
      return found
    }
    #expect(value == #"{"a" : 1}"#)
  }

  @Test func `a key is recognised through its escapes`() throws {
    try JSONScanner.scan(Array(#"{"\u0069ndex":1}"#.utf8)) { json throws(JSONError) in
      try json.beginObject()
      let key = try json.nextKey()
      #expect(key.map { $0 == "index" && $0.isEscaped } == true)
    }
  }

  @Test func `a key that only looks the same is another`() throws {
    // U+212A is the Kelvin sign, which for Swift's strings is a K.
    try JSONScanner.scan(Array(#"{"\u212A":1}"#.utf8)) { json throws(JSONError) in
      try json.beginObject()
      let key = try json.nextKey()
      #expect(key.map { $0 == "K" } == false)
    }
  }

  @Test func `duplicate keys are seen in order`() throws {
    var keys: [String] = []
    try JSONScanner.scan(Array(#"{"a":1,"b":2,"a":3}"#.utf8)) { json throws(JSONError) in
      try json.beginObject()
      while let key = try json.nextKey() { keys.append("\(key.string)=\(try json.integer())") }
    }
    #expect(keys == ["a=1", "b=2", "a=3"])
  }

  @Test func `reads values that stand one behind another`() throws {
    var lines: [Int] = []
    try JSONScanner.scan(Array("[1]\n[2][3] \n".utf8)) { json throws(JSONError) in
      while !json.isAtEnd() {
        try json.beginArray()
        while try json.nextElement() { lines.append(try json.integer()) }
      }
    }
    #expect(lines == [1, 2, 3])
  }

  @Test(arguments: [
    (#"{"a":1,}"#, 7, JSONError.Code.unexpectedByte), ("[1 2]", 3, .unexpectedByte),
    ("[1", 2, .unexpectedEnd), ("[01]", 1, .malformedNumber), (#"["\q"]"#, 2, .malformedEscape),
    ("[1]x", 3, .trailingBytes), ("[\"a\nb\"]", 3, .controlCharacter), ("", 0, .unexpectedEnd),
  ])
  func `an error names kind and place`(text: String, offset: Int, code: JSONError.Code) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.offset == offset && error?.code == code, "\(error.map { "\($0)" } ?? "none")")
  }

  @Test func `an error knows its line`() {
    let bytes = Array("{\n  \"a\": 1,\n  \"b\" 2\n}".utf8)
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
    let position = error?.position(in: bytes)
    #expect(position?.line == 3 && position?.column == 7)
    #expect(error?.description == #"unexpected byte at byte 18 (expected ":")"#)
  }

  @Test func `the wrong kind is named`() {
    let error = #expect(throws: JSONError.self) {
      try JSONScanner.scan(Array("[]".utf8)) { json throws(JSONError) in try json.integer() }
    }
    #expect(error?.description == "unsuitable value at byte 0 (expected a number, found array)")
  }

  @Test func `texts are decoded whole wherever their special characters stand`() throws {
    let specials = [("\\n", "\n"), ("é", "é"), (#"\ud83d\ude00"#, "😀"), ("\\\"", "\""), ("😀", "😀")]
    for before in 0..<17 {
      for after in [0, 1, 7, 8, 9] {
        for (written, meant) in specials {
          let head = String(repeating: "x", count: before)
          let tail = String(repeating: "y", count: after)
          let value = try JSONValue(parsing: "\"" + head + written + tail + "\"")
          #expect(value == .string(head + meant + tail))
        }
      }
    }
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
    ("7528.0", 7528), ("1e3", 1000), ("12.50e1", 125),
  ])
  func `integers are exact`(text: String, value: Int) throws {
    #expect(try Self.integer(text) == value)
    #expect(try JSONValue(parsing: text).int == value)
  }

  @Test(arguments: ["9223372036854775808", "-9223372036854775809", "1.5", "1e30", "1e400"])
  func `what is no integer is refused`(text: String) {
    let error = #expect(throws: JSONError.self) { try Self.integer(text) }
    #expect(error?.code == .unsuitableValue)
  }

  @Test(arguments: [
    "0", "-0.0", "0.1", "-89.9787", "-5.34445", "0.0485475", "179.57", "1e22", "1e23", "1e-22",
    "123456789012345.67", "9007199254740993", "0.30000000000000004", "5e-324",
    "1.7976931348623157e308",
    "2.2250738585072014e-308", "1234567890123456789012345678901234567890",
    "0.00000000000000000000000000000000000000000000000000001",
  ])
  func `doubles are the nearest`(text: String) throws {
    let value = try JSONScanner.scan(Array(text.utf8)) { json throws(JSONError) in
      try json.double()
    }
    #expect(value.bitPattern == Double(text)?.bitPattern)
  }

  @Test func `doubles agree with the standard library on random spellings`() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let digits = Int.random(in: 0...999_999_999, using: &random)
      let decimals = Int.random(in: 0...12, using: &random)
      let text = "\(Bool.random() ? "-" : "")\(digits / 1000).\(digits)e-\(decimals)"
      let plain = "\(digits).\(String(digits, radix: 10).suffix(decimals + 1))"
      for spelling in [text, plain] {
        #expect(try JSONValue(parsing: spelling).double == Double(spelling))
        let value = try JSONScanner.scan(Array(spelling.utf8)) { json throws(JSONError) in
          try json.double()
        }
        #expect(value == Double(spelling))
      }
    }
  }

  static func integer(_ text: String) throws(JSONError) -> Int {
    try JSONScanner.scan(Array(text.utf8)) { json throws(JSONError) in
      let value = try json.integer()
      try json.finish()
      return value
    }
  }
}
