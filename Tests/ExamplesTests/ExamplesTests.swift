import Foundation
import TestKit
import Testing

/// Every example runs as it is, and prints what its page in docs/milestones quotes.
@Suite(.timeLimit(.minutes(2))) struct ExamplesTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let names =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: "Examples").path
    )) ?? []).sorted()

  @Test func `there are examples`() { #expect(Self.names.count >= 5) }

  @Test(arguments: names) func `prints what its page quotes`(example: String) async throws {
    let page = Self.root.appending(path: "docs/milestones/\(example).md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let quoted = try #require(text.firstMatch(of: /```text\n([^`]*)```/)?.1)
    let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let printed = try await Peer.output(of: folder.appending(path: example).path, [])
    #expect(Self.lines(printed) == Self.lines(String(quoted)))
  }

  @Test(arguments: names) func `is short enough to be read at once`(example: String) throws {
    let folder = Self.root.appending(path: "Examples/\(example)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count == 1)
    let source = try String(contentsOf: folder.appending(path: files[0]), encoding: .utf8)
    #expect(source.split(separator: "\n", omittingEmptySubsequences: false).count <= 61)
    #expect(source.hasPrefix("// You will see "))
  }

  /// Spaces at the end of a line are nobody's business.
  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
