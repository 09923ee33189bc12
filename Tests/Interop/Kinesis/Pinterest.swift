import Foundation

/// The executable beside the tests.
enum Pinterest {
  static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "pinterest").path
}
