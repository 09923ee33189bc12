import Foundation
import TestKit
import Testing

/// `pinterest gateway render` as a student runs it over a template of their own.
@Suite(.timeLimit(.minutes(2))) struct GatewayRenderTests {
  private static let program = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "pinterest").path

  /// What goes to standard output, or both outputs and the exit code where `all` is wanted.
  private func render(
    _ template: String,
    _ input: String,
    all: Bool = false
  ) async throws -> String {
    try await withTemporaryDirectory { folder in
      let file = folder.appending(path: "t.vtl")
      try Data(template.utf8).write(to: file)
      let script =
        all ? #""$0" gateway render "$1" 2>&1; echo "exit $?""# : #""$0" gateway render "$1""#
      return try await Peer.output(
        of: "/bin/sh",
        ["-c", script, Self.program, file.path],
        input: input
      )
    }
  }

  private static let record =
    #"{"StreamName":"$input.params('stream-name')","Data":"$util.base64Encode($input.json('$.Data'))"}"#

  @Test func `a body alone is a request`() async throws {
    let made = try await render(Self.record, #"{"Data": {"index": 1}}"#)
    #expect(made == #"{"StreamName":"","Data":"eyJpbmRleCI6MX0="}"# + "\n")
  }

  @Test func `a described request has parameters, context and stage variables`() async throws {
    let input = """
      {"body": {"Data": {"index": 1}}, "params": {"path": {"stream-name": "s"}},
       "context": {"stage": "test"}, "stageVariables": {"v": "w"}}
      """
    let made = try await render(Self.record + "$context.stage$stageVariables.v", input)
    #expect(made == #"{"StreamName":"s","Data":"eyJpbmRleCI6MX0="}testw"# + "\n")
  }

  @Test func `says what Kinesis would make of it, beside the body`() async throws {
    let plain = try await render(
      #"{"Data": "$input.path('$.Data')"}"#,
      #"{"Data":{"a":1}}"#,
      all: true
    )
    #expect(plain.contains("Data is not base64: {a=1}") && plain.hasSuffix("exit 0\n"))
    let good = try await render(Self.record, #"{"Data":{"a":1}}"#, all: true)
    #expect(good.contains(#"Data is stored as 7 bytes: {"a":1}"#))
  }

  @Test func `says what is wrong with a template or a request`() async throws {
    let template = try await render("a\n#if(true)", "{}", all: true)
    #expect(template.contains("line 2: #if without #end") && template.hasSuffix("exit 1\n"))
    let request = try await render(Self.record, "{nope", all: true)
    #expect(request.contains("the request: Could not parse request body into json"))
    #expect(request.hasSuffix("exit 1\n"))
  }
}
