import EventLog
import Testing

@testable import LocalCloud

@Suite(.timeLimit(.minutes(1)))
struct ObjectWalkTests {
  /// What a walk lends, piece put to piece.
  private func lent(by walk: ObjectWalk, atOnce count: Int = .max) throws -> [(String, [UInt8])] {
    var objects: [(String, [UInt8])] = []
    var open: [UInt8]?
    while true {
      let before = objects.count
      try walk.lend { key, piece, isLast in
        let bytes = (open ?? []) + piece.withUnsafeBufferPointer { Array($0) }
        open = isLast ? nil : bytes
        if isLast { objects.append((key, bytes)) }
        return !isLast || objects.count - before < count
      }
      guard objects.count - before >= count else { return objects }
    }
  }

  /// A store with many small objects in the order of another table's too, a large and an empty one.
  private func fill(_ storage: ObjectStorage) async throws -> [(String, [UInt8])] {
    try await storage.createBucket("bucket", owner: "me", region: "here")
    var expected: [(String, [UInt8])] = []
    for number in 0..<600 {
      let bytes = (0..<number).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
      try await storage.put(bucket: "bucket", key: "geo/\(number + 1000)", bytes: bytes)
      try await storage.put(bucket: "bucket", key: "pin/\(1999 - number)", bytes: bytes)
      expected.insert(("pin/\(1999 - number)", bytes), at: 0)
    }
    let large = (0..<3 << 20).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try await storage.put(bucket: "bucket", key: "pin/large", bytes: large)
    try await storage.put(bucket: "bucket", key: "pin/medium", bytes: Array(large[..<(1 << 19)]))
    expected += [("pin/large", large), ("pin/medium", Array(large[..<(1 << 19)]))]
    return expected
  }

  @Test(arguments: [false, true])
  func `lends every object whole and in order, in memory and on a disk`(onDisk: Bool) async throws {
    let storage = onDisk ? try ObjectStorage(in: MemoryFolder()) : ObjectStorage()
    let expected = try await fill(storage)
    for count in [1, 7, Int.max] {
      let walk = try storage.walk(bucket: "bucket", under: "pin/")
      let objects = try lent(by: walk, atOnce: count)
      #expect(objects.map(\.0) == expected.map(\.0))
      #expect(zip(objects, expected).allSatisfy { $0.1 == $1.1 })
    }
    let some = try storage.walk(bucket: "bucket", under: "pin/") { $0.hasSuffix("7") }
    #expect(try lent(by: some).count == 60)
    await storage.close()
  }

  @Test(arguments: [false, true])
  func `shows what was there when it began`(onDisk: Bool) async throws {
    let storage = onDisk ? try ObjectStorage(in: MemoryFolder()) : ObjectStorage()
    try await storage.createBucket("bucket", owner: "me", region: "here")
    for number in 100..<900 {
      try await storage.put(bucket: "bucket", key: "\(number)", bytes: Array("old".utf8))
    }
    let walk = try storage.walk(bucket: "bucket", under: "")
    try walk.lend { _, _, _ in false }
    for number in 100..<900 {
      try await storage.put(bucket: "bucket", key: "\(number)", bytes: Array("new".utf8))
    }
    _ = try await storage.delete(bucket: "bucket", key: ObjectKey("899"), owner: "me")
    try await storage.put(bucket: "bucket", key: "999", bytes: [])
    let objects = try lent(by: walk)
    #expect(objects.map(\.0) == (101..<900).map { "\($0)" })
    #expect(objects.allSatisfy { $0.1 == Array("old".utf8) })
    await storage.close()
  }

  @Test func `names the object of which bytes are missing, and lends those before it`() async throws
  {
    let folder = MemoryFolder()
    let storage = try ObjectStorage(in: folder)
    try await storage.createBucket("bucket", owner: "me", region: "here")
    for key in ["a", "b", "c"] {
      try await storage.put(bucket: "bucket", key: key, bytes: Array(repeating: 7, count: 100))
    }
    let log = try folder.open(StoreLog.name(1))
    let place = try #require(
      try storage.version(bucket: "bucket", key: ObjectKey("b")).blob.pieces.first
    )
    guard case .file(_, let range) = place else { throw Absent() }
    try log.truncate(to: range.upperBound - 1)
    var keys: [String] = []
    let walk = try storage.walk(bucket: "bucket", under: "")
    let error = #expect(throws: ObjectUnreadable.self) {
      try walk.lend { key, _, _ in
        keys.append(key)
        return true
      }
    }
    #expect(keys == ["a"])
    #expect(error?.key == "b")
  }

  private struct Absent: Error {}
}
