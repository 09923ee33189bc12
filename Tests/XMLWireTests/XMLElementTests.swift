import Testing
import XMLWire

@Suite struct XMLElementTests {
  @Test func `reads a document as a tree`() throws {
    let error = try XMLElement(
      parsing: Array(
        "<Error><Code>NoSuchKey</Code><Detail a='1'><X>1</X><X>2</X></Detail><Empty/></Error>".utf8
      )
    )
    #expect(error.name == "Error")
    #expect(error["Code"] == "NoSuchKey")
    #expect(error["Empty"] == "")
    #expect(error["Message"] == nil)
    #expect(error.first("Detail")?.attributes == ["a": "1"])
    #expect(error.first("Detail")?.all("X").map(\.text) == ["1", "2"])
  }

  @Test func `keeps the text around children together`() throws {
    let root = try XMLElement(parsing: Array("<A>one<B>two</B>three</A>".utf8))
    #expect(root.text == "onethree")
    #expect(root.children == [XMLElement("B", text: "two")])
  }
}
