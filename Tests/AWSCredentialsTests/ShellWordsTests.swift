import Testing

@testable import AWSCredentials

@Suite struct ShellWordsTests {
  static let lines: [(String, [String]?)] = [
    ("", []),
    ("  a \t b\nc ", ["a", "b", "c"]),
    (#""a b" c"d e"f"#, ["a b", "cd ef"]),
    (#"'a "b"' ''"#, [#"a "b""#, ""]),
    (#"a\ b \"c"#, ["a b", "\"c"]),
    (#""a\"b\\c\d""#, [#"a"b\c\d"#]),
    (#"'a\b'"#, [#"a\b"#]),
    (
      "a; rm -rf $HOME | b > c `d` $(e) ~ *",
      [
        "a;", "rm", "-rf", "$HOME", "|", "b", ">", "c", "`d`", "$(e)", "~", "*",
      ]
    ),
    ("\"open", nil),
    ("'open", nil),
    ("end\\", nil),
    ("\"end\\", nil),
  ]

  @Test(arguments: lines)
  func `splits as a shell does and does nothing else`(line: String, words: [String]?) {
    #expect(ShellWords.split(line) == words)
  }
}
