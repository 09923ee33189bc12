import JSONBytes
import Testing

@Suite struct JSONCopyingTests {
  static func copy(
    _ text: String,
    texts: JSONScanner.TextSpelling = .asWritten
  ) throws(JSONError) -> String {
    try JSONScanner.scan(Array(text.utf8)) { json throws(JSONError) in
      var output: [UInt8] = []
      try json.copyValue(to: &output, texts: texts)
      try json.finish()
      return String(decoding: output, as: UTF8.self)
    }
  }

  @Test(arguments: [
    (" { } ", "{}"), ("[ ]", "[]"), ("[ 1 , 2 ]", "[1,2]"), (" 1.50 ", "1.50"),
    ("{ \"b\" : 1 , \"a\" : { } , \"b\" : [ true , null ] }", #"{"b":1,"a":{},"b":[true,null]}"#),
    (#"{"plain":"as it is","ü":[-2.5e3,null]}"#, #"{"plain":"as it is","ü":[-2.5e3,null]}"#),
    (#"[ "a b" , " { } " ]"#, #"["a b"," { } "]"#), ("\"\\u00e9 \\/ \"", "\"\\u00e9 \\/ \""),
  ])
  func `copying drops white space and nothing else`(text: String, compact: String) throws {
    #expect(try Self.copy(text) == compact)
  }

  @Test(arguments: [
    (#""\u00e9\/\u0041\ud83d\ude00""#, "\"é/A😀\""), (#""\u000a\u0022\u005c""#, #""\n\"\\""#),
    (#"{ "a\/b" : "plain" , "c" : "\/" }"#, #"{"a/b":"plain","c":"/"}"#),
    (#""\u0001\u001f""#, #""\u0001\u001f""#), (#"{"\u0061":1}"#, #"{"a":1}"#),
  ])
  func `texts can be spelled shortest`(text: String, compact: String) throws {
    #expect(try Self.copy(text, texts: .shortest) == compact)
  }

  @Test func `a value that breaks off leaves nothing behind`() {
    var output = Array("before".utf8)
    #expect(throws: JSONError.self) {
      try JSONScanner.scan(Array("[1,2,".utf8)) { json throws(JSONError) in
        try json.copyValue(to: &output)
      }
    }
    #expect(output == Array("before".utf8))
  }
}
