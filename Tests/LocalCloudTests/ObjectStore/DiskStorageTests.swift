import EventLog
import Foundation
import Testing

@testable import LocalCloud

@Suite(.timeLimit(.minutes(1)))
struct DiskStorageTests {
  @Test func `finds again all it was given`() async throws {
    let folder = MemoryFolder()
    let large = (0..<3 << 20).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let first = try ObjectStorage(in: folder)
    try await first.createBucket("bucket", owner: "me", region: "here")
    try await first.put(bucket: "bucket", key: "small", bytes: Array("small".utf8))
    try await first.put(bucket: "bucket", key: "large", bytes: large)
    try await first.put(bucket: "bucket", key: "gone", bytes: [1])
    _ = try await first.delete(bucket: "bucket", key: ObjectKey("gone"), owner: "me")
    await first.close()

    let second = try ObjectStorage(in: folder)
    #expect(second.damage.isEmpty)
    #expect(try second.settings(of: "bucket").region == "here")
    #expect(try second.objects(bucket: "bucket", under: "").map(\.key) == ["large", "small"])
    #expect(try await second.bytes(bucket: "bucket", key: "small") == Array("small".utf8))
    #expect(try await second.bytes(bucket: "bucket", key: "large") == large)
  }

  @Test func `cuts off what a crash left half, wherever it struck`() async throws {
    let folder = MemoryFolder()
    let storage = try ObjectStorage(in: folder)
    try await storage.createBucket("bucket", owner: "me", region: "here")
    let log = try folder.open(StoreLog.name(1))
    var ends: [Int] = []
    for number in 0..<5 {
      try await storage.put(bucket: "bucket", key: "k\(number)", bytes: Array("v\(number)".utf8))
      ends.append(try log.size())
    }
    await storage.close()
    let whole = try log.read(0..<ends[4])
    for cut in stride(from: ends[2], through: ends[4], by: 3) {
      let torn = MemoryFolder()
      try torn.create(StoreLog.name(1)).write(Array(whole[..<cut]), at: 0)
      let found = try ObjectStorage(in: torn)
      let expected = ends.filter { $0 <= cut }.count
      #expect(found.damage.isEmpty)
      #expect(try found.objects(bucket: "bucket", under: "").count == expected)
      try await found.put(bucket: "bucket", key: "new", bytes: [1])
      await found.close()
      let again = try ObjectStorage(in: torn)
      #expect(try again.objects(bucket: "bucket", under: "").count == expected + 1)
    }
  }

  @Test func `reports a damaged middle and serves nothing of it`() async throws {
    let folder = MemoryFolder()
    let storage = try ObjectStorage(in: folder)
    try await storage.createBucket("bucket", owner: "me", region: "here")
    let log = try folder.open(StoreLog.name(1))
    var ends: [Int] = []
    for number in 0..<3 {
      try await storage.put(bucket: "bucket", key: "k\(number)", bytes: Array("v\(number)".utf8))
      ends.append(try log.size())
    }
    await storage.close()
    try log.write([0xFF], at: ends[0] + StoreFrame.headerBytes)
    let found = try ObjectStorage(in: folder)
    #expect(found.damage == [ends[0]..<ends[1]])
    #expect(try found.objects(bucket: "bucket", under: "").map(\.key) == ["k0", "k2"])
    #expect(try await found.bytes(bucket: "bucket", key: "k2") == Array("v2".utf8))
  }

  @Test func `removes files that belong to no object`() async throws {
    let folder = MemoryFolder()
    let storage = try ObjectStorage(in: folder)
    try await storage.createBucket("bucket", owner: "me", region: "here")
    let large = [UInt8](repeating: 1, count: 2 << 20)
    try await storage.put(bucket: "bucket", key: "kept", bytes: large)
    await storage.close()
    _ = folder.create("blob-99")
    _ = folder.create("objects-2.log.new")
    let again = try ObjectStorage(in: folder)
    #expect(folder.names().sorted() == ["blob-1", "objects-1.log"])
    #expect(try await again.bytes(bucket: "bucket", key: "kept") == large)
  }

  @Test func `gives the room of what broke off back at once, of what was read a little later`()
    throws
  {
    let folder = MemoryFolder()
    let files = BlobFiles(folder, path: nil, syncs: false)
    func write(finishing: Bool) throws {
      var writer = BlobWriter(files: files)
      try writer.write([UInt8](repeating: 1, count: 2 << 20))
      if finishing { _ = try writer.finish() }
    }
    try write(finishing: false)
    #expect(folder.names() == ["blob-1"])
    try write(finishing: true)
    #expect(folder.names() == ["blob-2"])
    try write(finishing: false)
    #expect(folder.names().sorted() == ["blob-2", "blob-3"])
  }

  @Test func `writes its log anew when most of it is of the past`() async throws {
    let folder = MemoryFolder()
    let storage = try ObjectStorage(in: folder, fsync: .never)
    try await storage.createBucket("bucket", owner: "me", region: "here")
    try await storage.put(bucket: "bucket", key: "kept", bytes: [1, 2, 3])
    for number in 0..<80 {
      let bytes = [UInt8](repeating: UInt8(number), count: 1 << 20)
      try await storage.put(bucket: "bucket", key: "changing", bytes: bytes)
    }
    try await storage.put(bucket: "bucket", key: "last", bytes: [4])
    #expect(try await storage.bytes(bucket: "bucket", key: "kept") == [1, 2, 3])
    #expect(try await storage.bytes(bucket: "bucket", key: "changing").first == 79)
    // The log is written anew on a thread of its own, which ends before the store does.
    await storage.close()
    #expect(folder.names() == ["objects-2.log"])
    let again = try ObjectStorage(in: folder)
    #expect(again.damage.isEmpty)
    #expect(
      try again.objects(bucket: "bucket", under: "").map(\.key) == ["changing", "kept", "last"]
    )
    #expect(try await again.bytes(bucket: "bucket", key: "last") == [4])
  }

  @Test func `keeps all a bucket and an object can carry`() async throws {
    let folder = MemoryFolder()
    let storage = try ObjectStorage(in: folder)
    let grants = AccessControlList(canned: "public-read", owner: "me", bucketOwner: "me")
    try await storage.createBucket("bucket", owner: "me", region: "r", grants: grants)
    let rule = CORSRule(id: "i", origins: ["*"], methods: ["GET"], headers: ["h"], maxAge: 5)
    try await storage.change(bucket: "bucket") { settings in
      settings.versioning = .enabled
      settings.tags = [Tag(key: "a", value: "b")]
      settings.corsRules = [rule]
    }
    let key = ObjectKey("k é")
    try await storage.put(bucket: "bucket", key: key.text, bytes: [1])
    let second = try await storage.put(bucket: "bucket", key: key.text, bytes: [2])
    _ = try await storage.change(bucket: "bucket", key: key, version: second.id) { attributes in
      attributes.tags = [Tag(key: "t", value: "v")]
      attributes.grants = grants
    }
    _ = try await storage.delete(bucket: "bucket", key: key, owner: "me")
    await storage.close()
    let again = try ObjectStorage(in: folder)
    let settings = try again.settings(of: "bucket")
    #expect(settings.versioning == .enabled && settings.tags == [Tag(key: "a", value: "b")])
    #expect(settings.corsRules == [rule] && settings.grants == grants)
    let found = try again.version(bucket: "bucket", key: key, id: second.id)
    #expect(found.attributes.tags == [Tag(key: "t", value: "v")])
    #expect(found.attributes.grants == grants && found.etag == second.etag)
    #expect(try again.objects(bucket: "bucket", under: "").isEmpty)
  }
}
