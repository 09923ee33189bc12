import Foundation
import TestKit
import Testing

@testable import EventLog

/// Every implementation the conformance suite runs over.
enum Implementation: String, CaseIterable, CustomTestStringConvertible {
  case memory, disk

  var testDescription: String { rawValue }

  func withLog(
    now: @escaping @Sendable () -> Date = { Date() },
    _ body: (any RecordLog) async throws -> Void
  ) async throws {
    var options = EmbeddedLog.Options()
    options.now = now
    // Small enough that tests go over many segments.
    options.segmentBytes = 4 << 10
    switch self {
    case .memory: try await body(EmbeddedLog.inMemory(options))
    case .disk:
      try await withTemporaryDirectory { folder in
        try await body(EmbeddedLog.open(folder.path, options))
      }
    }
  }
}
