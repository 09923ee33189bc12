import CSVBytes
import Testing

@Suite struct CSVWriterTests {
  @Test func `quotes only what needs it`() {
    var csv = CSVWriter()
    csv.write(["plain", nil, "", "a,b", "say \"x\"", "two\nlines", " spaces ", "é😀"])
    csv.write([nil, nil])
    csv.write([nil])
    #expect(
      String(decoding: csv.bytes, as: UTF8.self) == """
        plain,,"","a,b","say ""x\""","two
        lines", spaces ,é😀
        ,
        ""

        """
    )
  }

  @Test func `whatever is written is read again`() throws {
    let texts: [String?] = [
      nil, "", "a", "\"", "\"\"", ",", "\n", "\r", "\r\n", " ", "a\"b,c\nd", "é\u{a0}😀", "\u{2028}",
      "=SUM(A1)", "'",
    ]
    var csv = CSVWriter()
    var expected: [[String?]] = []
    for first in texts {
      for second in texts {
        csv.write([first, second])
        expected.append([first, second])
      }
    }
    let read = try CSVReaderTests.records(csv.bytes).map { $0.map(\.value) }
    #expect(read == expected)
  }

  @Test func `bytes can be taken away in between`() {
    var csv = CSVWriter(separator: UInt8(ascii: ";"))
    csv.write(["a;b", "c,d"])
    #expect(csv.take() == Array("\"a;b\";c,d\n".utf8))
    #expect(csv.bytes.isEmpty)
  }
}
