import EventLog
import Foundation
import Testing

/// Every implementation the conformance suite runs over.
enum Implementation: String, CaseIterable, CustomTestStringConvertible {
  case memory

  var testDescription: String { rawValue }

  func withLog(
    now: @escaping @Sendable () -> Date = { Date() },
    _ body: (any RecordLog) async throws -> Void
  ) async throws {
    var options = EmbeddedLog.Options()
    options.now = now
    try await body(EmbeddedLog.inMemory(options))
  }
}
