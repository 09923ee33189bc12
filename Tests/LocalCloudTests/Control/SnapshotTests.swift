import EventLog
import Foundation
import TestKit
import Testing

@testable import LocalCloud

@Suite(.timeLimit(.minutes(1))) struct SnapshotTests {
  static let settings = [
    "connector.class": "io.confluent.connect.s3.S3SinkConnector", "flush.size": "1",
    "topics": "t", "s3.bucket.name": "user-test-bucket",
    "format.class": "io.confluent.connect.s3.format.json.JsonFormat",
    "storage.class": "io.confluent.connect.s3.storage.S3Storage",
  ]
  static let large = [UInt8](repeating: 7, count: 3 << 20)

  /// Puts something of everything into a cloud.
  func fill(_ cloud: LocalCloud) async throws {
    let topic = try TopicName("t")
    _ = try await cloud.log.createTopic(topic, TopicSettings(partitions: 2))
    let records = (0..<10).map { Record(partition: $0 % 2, value: Array("\($0)".utf8)[...]) }
    _ = try await cloud.log.append(records, to: topic)
    try await cloud.put(Self.large, as: "large", in: "user-test-bucket")
    try await cloud.connectors.create("c", Self.settings)
    try await cloud.connectors.drained()
  }

  /// Looks whether all of it is there, and whether it goes on from there.
  func check(_ cloud: LocalCloud) async throws {
    #expect(cloud.objects(in: "user-test-bucket").count == 11)
    let large = try await cloud.bytes(of: "large", in: "user-test-bucket")
    #expect(large == Self.large)
    let topic = try TopicName("t")
    _ = try await cloud.log.append(
      [Record(partition: 1, value: Array("10".utf8)[...])],
      to: topic
    )
    try await cloud.connectors.drained()
    let key = "topics/t/partition=1/t+1+0000000005.json"
    let content = try await cloud.bytes(of: key, in: "user-test-bucket")
    #expect(String(decoding: content, as: UTF8.self) == "10\n")
    #expect(cloud.connectors.names == ["c"])
  }

  @Test(arguments: [false, true], [false, true])
  func `another cloud begins with what a snapshot holds`(
    fromDisk: Bool,
    toDisk: Bool
  ) async throws {
    try await withTemporaryDirectory { folder in
      let file = folder.appending(path: "snapshot.tar").path
      var options = LocalCloud.Options()
      if fromDisk { options.storage = .folder(folder.appending(path: "first").path) }
      try await LocalCloud.run(options) { cloud in
        try await fill(cloud)
        let url = cloud.endpoints.control + "/_pinterest/snapshot"
        _ = try await Peer.output(of: "/usr/bin/curl", ["-sSf", "-X", "POST", url, "-o", file])
      }
      options.storage = toDisk ? .folder(folder.appending(path: "second").path) : .inMemory
      options.snapshot = file
      try await LocalCloud.run(options) { try await check($0) }
    }
  }

  @Test func `tar makes a folder of it that a cloud takes`() async throws {
    try await withTemporaryDirectory { folder in
      let file = folder.appending(path: "snapshot.tar").path
      let data = folder.appending(path: "data").path
      try await LocalCloud.run { cloud in
        try await fill(cloud)
        try await cloud.writeSnapshot(to: file)
      }
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      _ = try await Peer.output(of: "/usr/bin/tar", ["xf", file, "-C", data])
      var options = LocalCloud.Options()
      options.storage = .folder(data)
      try await LocalCloud.run(options) { try await check($0) }
    }
  }

  @Test func `nothing that is there is overwritten, and what is no snapshot is refused`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      let file = folder.appending(path: "snapshot.tar").path
      var options = LocalCloud.Options()
      options.storage = .folder(folder.appending(path: "data").path)
      try await LocalCloud.run(options) { try await $0.writeSnapshot(to: file) }
      options.snapshot = file
      await #expect(throws: SnapshotError.self) { try await LocalCloud.run(options) { _ in } }
      options.storage = .inMemory
      try Data("no archive".utf8).write(to: URL(filePath: file))
      await #expect(throws: SnapshotError.self) { try await LocalCloud.run(options) { _ in } }
    }
  }

  @Test(arguments: [0, 1, 511, 512, 8_589_934_591, 8_589_934_592])
  func `a header is read as it was written`(length: Int) {
    let header = TarHeader(path: "objects/blob-1", length: length)
    #expect(TarHeader(header.bytes) == header)
    var spoilt = header.bytes
    spoilt[130] ^= 1
    #expect(TarHeader(spoilt) == nil)
  }
}
