import CSVBytes
import Testing

@Suite struct CSVReaderTests {
  static func records(_ bytes: [UInt8], piece: Int = .max) throws(CSVError) -> [[CSVField]] {
    var reader = CSVReader()
    var records: [[CSVField]] = []
    let note: ([CSVField]) -> Void = { records.append($0) }
    var rest = bytes[...]
    while !rest.isEmpty {
      try reader.read(rest.prefix(piece), note)
      rest = rest.dropFirst(min(piece, rest.count))
    }
    try reader.finish(note)
    return records
  }

  static let cases: [(String, [[String?]])] = [
    ("", []), ("\n", []), ("\r\n\r\n", []), ("a", [["a"]]), ("a\n", [["a"]]),
    ("a,b\n", [["a", "b"]]),
    ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]), ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
    (",\n", [[nil, nil]]), ("\"\",\n", [["", nil]]), ("a,,b", [["a", nil, "b"]]),
    ("\"a,b\",\"c\nd\",\"e\"\"f\"\n", [["a,b", "c\nd", "e\"f"]]),
    ("\"a\r\nb\"\r\n", [["a\r\nb"]]), ("\"\"\"\"", [["\""]]), ("\"\"\"\"\"\"\n", [["\"\""]]),
    ("a \"b\" c,5\" pipe\n", [["a \"b\" c", "5\" pipe"]]), (" a , b \n", [[" a ", " b "]]),
    ("a\rb,c\n", [["a\rb", "c"]]), ("\"a\"\r\n\"b\"", [["a"], ["b"]]),
    ("\n\na\n\n\nb\n\n", [["a"], ["b"]]),
    ("é,😀\u{a0}\n", [["é", "😀\u{a0}"]]), ("\u{feff}a,b\n", [["a", "b"]]),
    ("\u{feff}\"a\",b\n", [["a", "b"]]), ("\"a\r\"\n", [["a\r"]]),
    ("\u{fec0},a\n", [["\u{fec0}", "a"]]),
  ]

  @Test(arguments: cases)
  func `reads what spreadsheets write`(text: String, expected: [[String?]]) throws {
    for piece in [1, 2, 3, Int.max] {
      let records = try Self.records(Array(text.utf8), piece: piece)
      #expect(records.map { $0.map(\.value) } == expected, "in pieces of \(piece)")
    }
  }

  @Test(arguments: [
    ("\"a\"b\n", CSVError.Code.textAfterQuote, 0), ("x\n\"a\" ,b", .textAfterQuote, 1),
    ("\"a", .unclosedQuote, 0), ("x\ny\n\"a\n", .unclosedQuote, 2), ("a,\"\"\"", .unclosedQuote, 0),
  ])
  func `what cannot be meant is refused`(text: String, code: CSVError.Code, record: Int) {
    for piece in [1, Int.max] {
      let error = #expect(throws: CSVError.self) {
        try Self.records(Array(text.utf8), piece: piece)
      }
      #expect(error?.code == code && error?.record == record)
    }
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    let error = #expect(throws: CSVError.self) { try Self.records([0x61, 0x0a, 0xff, 0x0a]) }
    #expect(error?.description == "malformed UTF-8 in record 1")
  }

  @Test func `other separators`() throws {
    var reader = CSVReader(separator: UInt8(ascii: "\t"))
    var fields: [String] = []
    try reader.read("a,b\tc\n".utf8) { fields = $0.map(\.text) }
    #expect(fields == ["a,b", "c"])
  }
}
