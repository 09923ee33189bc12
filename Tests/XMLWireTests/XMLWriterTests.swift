import Testing
import XMLWire

@Suite struct XMLWriterTests {
  @Test func `writes nested elements and attributes`() {
    var writer = XMLWriter()
    writer.element("Delete", attributes: ["xmlns": "urn:s3"]) { delete in
      delete.element("Quiet", "true")
      delete.element("Object") { $0.element("Key", "a") }
    }
    let expected = """
      <?xml version="1.0" encoding="UTF-8"?>
      <Delete xmlns="urn:s3"><Quiet>true</Quiet><Object><Key>a</Key></Object></Delete>
      """
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    "a&b<c>d", "\"quoted\" 'single'", " lead and trail ", "line\r\nbreak\ttab", "]]>", "é 📌 ~",
    "&amp;", "",
  ])
  func `what is written is read back the same`(text: String) throws {
    var writer = XMLWriter()
    writer.element("A", attributes: ["b": text], text)
    let read = try XMLElement(parsing: writer.bytes)
    #expect(read.text == text)
    #expect(read.attributes["b"] == text)
  }

  @Test(arguments: ["a\u{1}b", "\u{FFFE}", "\u{FFFF}", "\u{0}"])
  func `knows what XML has no room for`(text: String) {
    #expect(!XMLWriter.canRepresent(text))
    var writer = XMLWriter()
    writer.element("A", text)
    #expect(throws: XMLError.self) { try XMLElement(parsing: writer.bytes) }
  }

  @Test func `most text has room`() { #expect(XMLWriter.canRepresent("a\tb\n é 📌 \u{FFFD}")) }
}
