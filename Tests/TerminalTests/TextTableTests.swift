import Terminal
import Testing

@Suite struct TextTableTests {
  @Test func `text stands left, numbers right, and no line ends in blanks`() {
    var table = TextTable("name", "size", "note")
    table.add(["a", "5", ""])
    table.add(["long name", "1024", "x"])
    #expect(table.lines == ["name       size  note", "a             5", "long name  1024  x"])
  }

  @Test func `suggests near words only`() {
    #expect(Suggestion.nearest(to: "--quite", among: ["--quiet", "--json"]) == "--quiet")
    #expect(Suggestion.nearest(to: "xyz", among: ["list", "create"]) == nil)
  }
}
