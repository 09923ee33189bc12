import Foundation
import LocalCloud
import TestKit
import Testing

/// What S3's own clients do with a cloud; the scripts in `Clients/` check every answer.
@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(5)))
struct RealClientsTests {
  private static let scripts = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Clients")

  enum Place: CaseIterable { case memory, disk }

  @Test(
    arguments: ["boto3_objects.py", "boto3_versions.py", "boto3_refusals.py"],
    Place.allCases
  )
  func `boto3 finds what it finds at S3`(script: String, place: Place) async throws {
    try await Self.withCloud(place) { environment, _ in
      let path = Self.scripts.appending(path: script).path
      let said = try await Peer.output(of: Peers.python, [path], environment: environment)
      #expect(said.hasSuffix("ok\n"))
    }
  }

  @Test(arguments: Place.allCases)
  func `aws, s3cmd and rclone do their usual work`(place: Place) async throws {
    try await Self.withCloud(place) { environment, scratch in
      let programs = Peers.environmentFolder.appending(path: "bin").path
      let script = Self.scripts.appending(path: "command_lines.sh").path
      let said = try await Peer.output(
        of: "/bin/bash",
        [script, programs, scratch.path],
        environment: environment
      )
      #expect(said.hasSuffix("ok\n"))
    }
  }

  @Test(.enabled(if: Peers.mayMount), arguments: Place.allCases)
  func `s3fs mounts a bucket as a folder, where FUSE may be used`(place: Place) async throws {
    try await Self.withCloud(place) { environment, scratch in
      let programs = Peers.environmentFolder.appending(path: "bin").path
      let script = Self.scripts.appending(path: "mounted.sh").path
      let said = try await Peer.output(
        of: "/bin/bash",
        [script, programs, scratch.path],
        environment: environment
      )
      #expect(said.hasSuffix("ok\n"))
    }
  }

  @Test(arguments: Place.allCases)
  func `writers of one Delta table lose no commit`(place: Place) async throws {
    let (writers, commits) = Peers.wantsSlowProofs ? ("8", "50") : ("4", "10")
    try await Self.withCloud(place) { environment, _ in
      let path = Self.scripts.appending(path: "arrow_delta.py").path
      let said = try await Peer.output(
        of: Peers.python,
        [path, writers, commits],
        environment: environment
      )
      #expect(said.hasSuffix("ok\n"))
    }
  }

  private static func withCloud(
    _ place: Place,
    _ body: ([String: String], URL) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      var options = LocalCloud.Options()
      if place == .disk { options.storage = .folder(folder.appending(path: "cloud").path) }
      let scratch = folder.appending(path: "scratch")
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
      try await LocalCloud.run(options) { cloud in
        let environment = [
          "AWS_ENDPOINT_URL": cloud.endpoints.aws, "AWS_ACCESS_KEY_ID": "test",
          "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1",
          "AWS_EC2_METADATA_DISABLED": "true", "LC_ALL": "C.UTF-8", "HOME": scratch.path,
        ]
        try await body(environment, scratch)
      }
    }
  }
}
