import Testing

@testable import Terminal

@Suite struct CommandTreeTests {
  let tree = CommandTree(
    name: "tool",
    version: "1.2",
    summary: "does things",
    commands: [
      Command("up", "starts", examples: ["tool up"]) { _ in .done },
      Command(
        "s3 ls",
        "lists",
        options: [.value("--user-id", "UID", "whose", setting: true)],
        examples: ["tool s3 ls"]
      ) { call in ExitCode(rawValue: call["--user-id"] == "from-layer" ? 7 : 8) },
      Command("s3 put", "stores", examples: ["tool s3 put"]) { _ in
        throw CommandError(.unavailable, "no")
      },
    ]
  )

  func run(_ words: [String]) async -> ExitCode {
    let layer = SettingLayers.environment(["PINTEREST_USER_ID": "from-layer"])
    return await tree.run(
      words,
      environment: [:],
      settings: SettingLayers([layer]),
      interruption: Interruption()
    )
  }

  @Test func `runs the command with the most fitting words`() async {
    #expect(await run(["s3", "ls"]) == ExitCode(rawValue: 7))
    #expect(await run(["s3", "ls", "--user-id", "typed"]) == ExitCode(rawValue: 8))
    #expect(await run(["s3", "put"]) == .unavailable)
    #expect(await run(["s4", "put"]) == .usage)
  }

  @Test(arguments: [
    (["upp"], "there is no command \"upp\"; did you mean up?"),
    (["s3"], "s3 alone does nothing; there is ls, put"),
    (["s3", "pu"], "s3 has no \"pu\"; did you mean s3 put?"),
  ])
  func `asks what was meant`(words: [String], message: String) {
    let error = #expect(throws: CommandError.self) { try tree.find(words[...]) }
    #expect(error?.description == message)
  }

  @Test func `help starts with lines that run`() {
    #expect(tree.help(for: ["s3", "ls", "-h"])?.hasPrefix("  tool s3 ls\n") == true)
    #expect(tree.help(for: ["help", "s3"])?.contains("stores") == true)
    #expect(tree.help(for: ["--version"]) == "tool 1.2")
    #expect(tree.help(for: ["s3", "ls", "--", "-h"]) == nil)
  }

  @Test func `an interrupt cancels a command that does not care`() async {
    let endless = CommandTree(
      name: "t",
      version: "0",
      summary: "",
      commands: [
        Command("wait", "waits", examples: []) { _ in
          try await ContinuousClock().sleep(for: .seconds(3_600))
          return .done
        }
      ]
    )
    let interruption = Interruption()
    interruption.request(.interrupted)
    let code = await endless.run(
      ["wait"],
      environment: [:],
      settings: SettingLayers(),
      interruption: interruption
    )
    #expect(code == .interrupted)
  }
}
