import HTTPWire
import Testing

@Suite struct ASCIITextTests {
  @Test(arguments: [
    ("AWS4 Credential=AK/20200101/r/kinesis/aws4_request", true), ("/kinesis", true),
    ("a/kinesi/kinesis", true), ("/kinesi", false), ("/KINESIS", false), ("", false),
    ("é/kinesis", true),
  ])
  func `a text occurs byte for byte`(text: String, occurs: Bool) {
    #expect(text.contains(ascii: "/kinesis") == occurs)
  }

  @Test(arguments: [
    ("bucket.localhost", true), (".localhost", true), ("localhost", false),
    ("bucket.localhost.", false), ("", false),
  ])
  func `a text ends in another byte for byte`(text: String, ends: Bool) {
    #expect(text.ends(inASCII: ".localhost") == ends)
  }
}
