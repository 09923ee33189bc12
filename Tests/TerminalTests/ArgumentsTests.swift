import Testing

@testable import Terminal

@Suite struct ArgumentsTests {
  let command = Command(
    "s3 put",
    "stores an object",
    options: [
      .value("--endpoint", "URL", "where"), .flag("--json", "as JSON"),
      .value("--header", short: "-H", "NAME:VALUE", "a header", repeatable: true),
    ],
    examples: []
  ) { _ in .done }

  @Test func `reads options in every spelling and keeps operands in order`() throws {
    let words = ["a", "--endpoint=http://h", "-H", "x:1", "--json", "-H", "y:2", "-", "--", "--b"]
    let arguments = try Arguments(words[...], for: command)
    #expect(arguments.operands == ["a", "-", "--b"])
    #expect(arguments.values["--endpoint"] == ["http://h"])
    #expect(arguments.values["-H"] == nil)
    #expect(arguments.values["--header"] == ["x:1", "y:2"])
    #expect(arguments.values["--json"] != nil)
  }

  @Test(arguments: [
    (["--endpont", "x"], "s3 put has no option --endpont; did you mean --endpoint?"),
    (["--zzz"], "s3 put has no option --zzz"),
    (["--endpoint"], "--endpoint URL: the value is missing"),
    (["--json=yes"], "--json takes no value"),
    (["--endpoint", "a", "--endpoint", "b"], "--endpoint is given twice"),
  ])
  func `says what is wrong with a command line`(words: [String], message: String) {
    let error = #expect(throws: CommandError.self) { try Arguments(words[...], for: command) }
    #expect(error?.description == message)
    #expect(error?.exitCode == .usage)
  }

  @Test func `a negative number is an operand`() throws {
    #expect(try Arguments(["-5"], for: command).operands == ["-5"])
  }
}
