import JSONBytes
import Testing

@Suite struct JSONWriterTests {
  @Test func `puts commas where they belong`() {
    var json = JSONWriter()
    json.object { row in
      row.member("index", 7528)
      row.member("title", "a:b{[,")
      row.array("tags") { tags in
        tags.write("x")
        tags.write(1)
        tags.array { _ in }
        tags.object { _ in }
        tags.writeNull()
        tags.write(false)
      }
      row.object("place") { $0.member("latitude", -89.9787) }
      row.member("age", nil as Int?)
      row.member("raw", raw: "[1]".utf8)
    }
    json.endLine()
    json.write(true)
    #expect(
      json.string == """
        {"index":7528,"title":"a:b{[,","tags":["x",1,[],{},null,false],\
        "place":{"latitude":-89.9787},"age":null,"raw":[1]}
        true
        """
    )
  }

  @Test func `goes on behind other bytes`() {
    var json = JSONWriter(appendingTo: Array("data: ".utf8))
    json.write(1)
    #expect(json.bytes == Array("data: 1".utf8) && json.string == "1")
  }

  @Test func `every text reads back`() throws {
    let hostile = (0..<0x300).compactMap(Unicode.Scalar.init).map(Character.init)
    for start in stride(from: 0, to: hostile.count, by: 13) {
      let text = String(hostile[start..<min(start + 13, hostile.count)]) + "😀\u{2028}</script>"
      var json = JSONWriter()
      json.write(text)
      #expect(try JSONValue(parsing: json.bytes) == .string(text))
    }
    var json = JSONWriter()
    json.write("\u{1}\u{8}\t\n\u{b}\u{c}\r\u{1f}\"\\/\u{7f}")
    #expect(json.string == #""\u0001\b\t\n\u000b\f\r\u001f\"\\/"# + "\u{7f}\"")
  }

  @Test(arguments: [
    (0.0, "0.0"), (-0.0, "-0.0"), (5, "5.0"), (-89.9787, "-89.9787"), (0.0485475, "0.0485475"),
    (1e-5, "1e-05"), (1e16, "1e+16"), (123_456.789, "123456.789"), (.nan, "null"),
    (.infinity, "null"), (0.1 + 0.2, "0.30000000000000004"),
  ])
  func `numbers take their shortest spelling`(number: Double, spelling: String) {
    var json = JSONWriter()
    json.write(number)
    #expect(json.string == spelling)
  }

  @Test func `numbers are spelled as the standard library spells them`() {
    var numbers: [Double] = [
      1e-4, 9.9999e-5, 1e15, 99_999_999.999_999_9, 0.000_100_1, 1.5e8, .leastNonzeroMagnitude,
    ]
    for _ in 0..<30_000 {
      let places = Double.random(in: 0...9).rounded()
      let scale = (0..<Int(places)).reduce(1.0) { product, _ in product * 10 }
      numbers.append((Double.random(in: -2e6...2e6) * scale).rounded() / scale)
      numbers.append(Double(bitPattern: .random(in: .min ... .max)))
    }
    let wrong = numbers.filter { number in
      guard number.isFinite else { return false }
      var bytes: [UInt8] = []
      JSONWriter.append(number, to: &bytes)
      return String(decoding: bytes, as: UTF8.self) != number.description
    }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: [Int.min, -10, -1, 0, 1, 9, 10, 99, 100, 7528, Int.max])
  func `integers are spelled out`(integer: Int) {
    var json = JSONWriter()
    json.write(integer)
    #expect(json.string == "\(integer)")
  }

  @Test(arguments: [0, 1, 7, 8, 9, 1000, 1007, 1008, 1020, 5000])
  func `texts of any length and any place of an escape are written whole`(length: Int) throws {
    let plain = String(repeating: "x", count: length)
    for text in [plain, plain + "\n", "\"" + plain, plain + "é", plain + "\\" + plain] {
      var json = JSONWriter()
      json.array { $0.write(text) }
      #expect(try JSONValue(parsing: json.bytes) == [.string(text)])
    }
  }

  @Test(arguments: [
    (#"{"a":1}"#, #"{"a":1,"offset":3}"#), ("{}", #"{"offset":3}"#), ("{ } \n", #"{"offset":3}"#),
    (#"{"a":{"b":[]} } "#, #"{"a":{"b":[]},"offset":3}"#),
  ])
  func `adds members to a finished object`(object: String, expected: String) throws {
    var json = JSONWriter()
    try json.write(object: Array(object.utf8)) { $0.member("offset", 3) }
    #expect(json.string == expected)
  }

  @Test(arguments: ["", "[]", "1", "}", "null"])
  func `adds no members to what is no object`(text: String) {
    var json = JSONWriter()
    #expect(throws: JSONError.self) {
      try json.write(object: Array(text.utf8)) { $0.member("offset", 3) }
    }
  }
}
