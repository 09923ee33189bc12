import Lakehouse
import Testing

@Suite struct GlobPatternTests {
  @Test(arguments: [
    ("a/*.json", "a/b.json", true), ("a/*.json", "a/.json", true),
    ("a/*.json", "a/b/c.json", false),
    ("a/**.json", "a/b/c.json", true), ("*", "a/b", false), ("**", "a/b", true),
    ("a?c", "abc", true), ("a?c", "a/c", false), ("a?c", "aéc", true), ("a?c", "a😀c", true),
    ("[a-c]x", "bx", true), ("[a-c]x", "dx", false), ("[^a-c]x", "dx", true), ("[!a]", "b", true),
    ("[]a]", "]", true), ("[é-ü]", "ö", true), ("[^a]", "/", false),
    ("{a,b}/{c,d{e,f}}", "b/df", true), ("{a,b}/{c,d{e,f}}", "b/d", false), ("{,x}y", "y", true),
    (#"\*a"#, "*a", true), (#"\*a"#, "xa", false), ("a*b*c", "aXbYbZc", true),
    ("a*b*c", "aXbYbZ", false),
    ("topics/*.pin/partition=*/*.json", "topics/u.pin/partition=0/1.json", true),
  ])
  func `a pattern means what Hadoop takes it for`(
    pattern: String,
    path: String,
    isMeant: Bool
  ) throws {
    #expect(try GlobPattern(pattern).matches(path) == isMeant)
  }

  @Test(arguments: [
    ("a/b*.json", "a/b"), ("{ab,ac}/x", "a"), ("a/{b/c,b/d}", "a/b/"), ("*", ""), ("a/b", "a/b"),
    (#"a\*b*"#, "a*b"), ("é{à,â}", "é"),
  ])
  func `what is spelled out narrows the listing`(pattern: String, prefix: String) throws {
    #expect(try GlobPattern(pattern).literalPrefix == prefix)
  }

  @Test(arguments: ["a{b", "a[b", "[z-a]"])
  func `a pattern that is left open is an error that shows it`(pattern: String) {
    let error = #expect(throws: LakehouseError.self) { try GlobPattern(pattern) }
    #expect(error?.code == .badOption)
    #expect(error?.subject == pattern)
  }
}
