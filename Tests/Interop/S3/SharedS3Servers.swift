import TestKit
import Testing

/// Starts every server once for all tests of a suite: a Python program takes seconds to start.
struct SharedS3Servers: SuiteTrait, TestScoping {
  @TaskLocal static var current: [S3Server: S3Server.Running]?

  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      try await S3Server.runRclone(serving: folder) { rclone in
        try await S3Server.runMoto { moto in
          try await Self.$current.withValue([.rclone: rclone, .moto: moto]) {
            try await function()
          }
        }
      }
    }
  }
}

extension Trait where Self == SharedS3Servers {
  static var sharedS3Servers: SharedS3Servers { SharedS3Servers() }
}

/// The client against servers of others that verify every signature.
@Suite(.enabled(if: Peers.arePresent), .sharedS3Servers)
struct S3Interop {}
