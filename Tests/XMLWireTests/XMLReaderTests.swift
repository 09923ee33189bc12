import Testing
import XMLWire

@Suite struct XMLReaderTests {
  static let listing = """
    <?xml version="1.0" encoding="UTF-8"?>
    <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/" xmlns:xsi="urn:x">\
    <Contents><Key>a&amp;b &#233; 📌\nzwei</Key><ETag>&quot;d41d&quot;</ETag></Contents>\
    <Grantee xsi:type="Group"/><xsi:Odd>1</xsi:Odd></ListBucketResult>
    """

  static func events(of document: [UInt8], cutAt size: Int) throws -> [XMLEvent] {
    var reader = XMLReader()
    var events: [XMLEvent] = []
    for start in stride(from: 0, to: document.count, by: size) {
      try reader.feed(Array(document[start..<min(start + size, document.count)]))
      while let event = reader.next() { events.append(event) }
    }
    try reader.finish()
    while let event = reader.next() { events.append(event) }
    return events
  }

  @Test func `gives names without prefix, text without seams and attributes`() throws {
    let events = try Self.events(of: Array(Self.listing.utf8), cutAt: .max / 2)
    let xmlns = ["xmlns": "http://s3.amazonaws.com/doc/2006-03-01/", "xsi": "urn:x"]
    #expect(
      events == [
        .start(name: "ListBucketResult", attributes: xmlns),
        .start(name: "Contents", attributes: [:]),
        .start(name: "Key", attributes: [:]), .text("a&b é 📌\nzwei"), .end(name: "Key"),
        .start(name: "ETag", attributes: [:]), .text("\"d41d\""), .end(name: "ETag"),
        .end(name: "Contents"),
        .start(name: "Grantee", attributes: ["type": "Group"]), .end(name: "Grantee"),
        .start(name: "Odd", attributes: [:]), .text("1"), .end(name: "Odd"),
        .end(name: "ListBucketResult"),
      ]
    )
  }

  @Test(arguments: [1, 2, 3, 7, 64])
  func `cutting the document changes nothing`(size: Int) throws {
    let document = Array(Self.listing.utf8)
    let whole = try Self.events(of: document, cutAt: document.count)
    #expect(try Self.events(of: document, cutAt: size) == whole)
  }

  @Test(arguments: [1, 1000])
  func `skips the white space that keeps a slow answer alive`(size: Int) throws {
    let document = Array("  \r\n\t <?xml version=\"1.0\"?>\n<A/>".utf8)
    #expect(
      try Self.events(of: document, cutAt: size)
        == [.start(name: "A", attributes: [:]), .end(name: "A")]
    )
  }

  @Test(arguments: [
    ("", XMLError.Code.incomplete), ("   ", .incomplete), ("<A><B></B>", .incomplete),
    ("<A", .incomplete), ("<A></B>", .malformed), ("not XML", .malformed), ("<A/><B/>", .malformed),
    ("<A>&unknown;</A>", .malformed), ("<A>\u{0}</A>", .malformed),
    ("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", .doctypeRefused),
    (
      "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;&x;\">]><a>&y;&y;</a>", .doctypeRefused
    ),
    (String(repeating: "<a>", count: 33), .tooDeep),
    ("<a>" + String(repeating: "<a/>", count: 100_000) + "</a>", .tooLarge),
  ])
  func `names what is wrong`(document: String, code: XMLError.Code) {
    for size in [7, 65_536] {
      let error = #expect(throws: XMLError.self) {
        try Self.events(of: Array(document.utf8), cutAt: size)
      }
      #expect(error?.code == code)
    }
  }

  @Test func `an invalid byte is an error, not a replacement`() {
    #expect(throws: XMLError.self) {
      try Self.events(of: Array("<A>".utf8) + [0xC3, 0x28] + Array("</A>".utf8), cutAt: 1)
    }
  }

  @Test func `stops at the size limit`() throws {
    var limits = XMLReader.Limits()
    limits.bytes = 10
    var reader = XMLReader(limits: limits)
    try reader.feed(Array("<A>12345".utf8))
    do {
      try reader.feed(Array("678</A>".utf8))
      Issue.record("the limit was passed")
    } catch {
      #expect(error.code == .tooLarge)
    }
  }

  @Test func `an error says where`() {
    let error = #expect(throws: XMLError.self) {
      try XMLElement(parsing: Array("<A>\n  <B></C>\n</A>".utf8))
    }
    #expect(error?.description == "malformed XML at line 2, column 8: mismatched tag")
  }
}
