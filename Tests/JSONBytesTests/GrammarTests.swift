import JSONBytes
import Testing

/// What RFC 8259 allows and forbids, case by case.
@Suite struct GrammarTests {
  static let accepted: [String] = [
    "null", "true", "false", "0", "-0", "1", "-1", "123456789012345678901234567890", "0.5", "-0.0",
    "1e5", "1E5", "1e+5", "1e-5", "1.5e0", "0e0", "0e+1", "1e400", "1.00", "\"\"", "\"a\"",
    #""\"\\\/\b\f\n\r\t""#, #""\u0000""#, #""\u00e9""#, #""\u00E9""#, #""\uD83D\uDE00""#,
    #""\udbff\udfff""#, #""\uFFFF""#, "\"é\"", "\"\u{7f}\"", "\"\u{2028}\u{2029}\"", "\"😀\"",
    "\"\u{10ffff}\"", "\"\u{fffe}\"", "\"\u{feff}\"", "[]", "[ ]", "{}", "{ }", "[[]]", "[1,2]",
    "[1 , 2]", "[null,true,false,0,\"\",{},[]]", #"{"a":1}"#, #"{"a":1,"a":2}"#, #"{"":0}"#,
    #"{"a":{"b":[{"c":null}]}}"#, " \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n", " 1 ",
    #"{"a" : 1 }"#, #"{"\u0061":1}"#, "[\"\",\"\"]", #"["\\"]"#, #"["\\\""]"#,
  ]

  static let refused: [String] = [
    "", " ", "nul", "nulll", "True", "NULL", "NaN", "Infinity", "-Infinity", "undefined", "+1", "-",
    "01", "-01", "00", "1.", ".5", "-.5", "1.e5", "1e", "1e+", "1e-", "1.5e", "0x10", "1_000",
    "1 2",
    "1,2", "--1", "1-", "1e5.5", "１", "\"", "\"a", "\"\\", "\"\\\"", #""\x""#, #""\u""#,
    #""\u12""#, #""\u123g""#, #""\u+123""#, #""\U00e9""#, #""\ud83d""#, #""\ude00""#,
    #""\ud83d\n""#, #""\ud83dx""#, #""\ud83d\u0041""#, #""\ud83d\ud83d""#, #""\ud83d\u""#,
    #""\ude00\ud83d""#, "\"\n\"", "\"\t\"", "\"\u{0}\"", "\"\u{1f}\"", "'a'", "[", "]", "[1", "[1,",
    "[1,]", "[,1]", "[1,,2]", "[,]", "[1 2]", "[1;2]", "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1",
    "{\"a\":1,", #"{"a":1,}"#, #"{,"a":1}"#, #"{"a"}"#, #"{"a" 1}"#, #"{"a":}"#, #"{a:1}"#,
    #"{1:1}"#, #"{'a':1}"#, #"{"a":1 "b":2}"#, #"{"a":1,,"b":2}"#, #"{null:1}"#, "[1}", #"{"a":1]"#,
    "[1]]", "[1]x", "{}{}", "\u{feff}1", "\u{a0}1", "\u{0b}1", "\u{0c}1", "[\u{0}]", "/**/1", "1//",
    #"{"a":1/*x*/}"#, "<null>", "[\"a\"b]", "[\"\u{0}\"]", "tru", "fals", "t", "f", "n",
    "[truefalse]", "*", "\\u0031",
  ]

  @Test(arguments: accepted)
  func `accepts what the grammar allows`(text: String) throws {
    let bytes = Array(text.utf8)
    try JSONScanner.scan(bytes) { json throws(JSONError) in
      try json.skipValue()
      try json.finish()
    }
    let value = try JSONValue(parsing: text)
    #expect(try JSONValue(parsing: value.bytes) == value)
  }

  @Test(arguments: refused)
  func `refuses what it does not`(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(throws: JSONError.self) {
      try JSONScanner.scan(Array(text.utf8)) { json throws(JSONError) in
        try json.skipValue()
        try json.finish()
      }
    }
    #expect(throws: JSONError.self) {
      try JSONScanner.scan(Array(text.utf8)) { json throws(JSONError) in
        var output: [UInt8] = []
        try json.copyValue(to: &output)
        try json.finish()
      }
    }
  }

  @Test(arguments: [
    [0x80], [0xbf], [0xc0, 0xaf], [0xc1, 0x81], [0xc2], [0xc2, 0x41], [0xe0, 0x80, 0xaf],
    [0xe0, 0x9f, 0xbf], [0xe2, 0x82], [0xe2, 0x28, 0xa1], [0xe2, 0x82, 0x28], [0xed, 0xa0, 0x80],
    [0xed, 0xbf, 0xbf], [0xf0, 0x8f, 0xbf, 0xbf], [0xf0, 0x9f, 0x98], [0xf0, 0x28, 0x8c, 0xbc],
    [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xfe], [0xff],
    [0xf8, 0x88, 0x80, 0x80, 0x80],
  ])
  func `refuses bytes that are not UTF-8`(sequence: [UInt8]) {
    for filler in 0..<9 {
      let text = [UInt8](repeating: UInt8(ascii: "a"), count: filler) + sequence
      let bytes = [UInt8(ascii: "\"")] + text + [UInt8(ascii: "\"")]
      let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
      #expect(error?.code == .malformedUTF8 && error?.offset == filler + 1)
    }
  }

  @Test func `agrees with the standard library on what is UTF-8`() {
    let borders: [UInt8] = [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]
    var disagreements: [[UInt8]] = []
    for first in UInt8(0x80)...0xff {
      for second in borders {
        for third in borders {
          for fourth in [UInt8(0x41), 0x80] {
            let text = [first, second, third, fourth]
            let isRead = (try? JSONValue(parsing: [0x22] + text + [0x22])) != nil
            let isValid = String(validating: text, as: UTF8.self) != nil
            if isRead != isValid { disagreements.append(text) }
          }
        }
      }
    }
    #expect(disagreements.isEmpty)
  }

  @Test func `nests as deep as is allowed and no deeper`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSONValue(parsing: nested(512))
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: nested(513)) }
    #expect(error?.code == .tooDeep && error?.offset == 512)
    #expect(throws: JSONError.self) { try JSONValue(parsing: nested(3), maximumDepth: 2) }
    let siblings = Array("[[],[],[],{}]".utf8)
    _ = try JSONValue(parsing: siblings, maximumDepth: 2)
    _ = try JSONValue(parsing: nested(1024), maximumDepth: 1024)
  }
}
