import Foundation
import Lakehouse
import ObjectSourceConformance
import PinterestModels
import TestKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct ObjectSourceTests {
  @Test func `a folder does what every source must do`() async throws {
    try await withTemporaryDirectory { folder in
      for (key, bytes) in ObjectSourceConformance.objects {
        let file = folder.appending(path: key)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try Data(bytes).write(to: file)
      }
      let complaints = await ObjectSourceConformance { FolderSource("\(folder.path)/\($0)") }
        .complaints()
      #expect(complaints == [])
    }
  }

  @Test func `a store in this process does what every source must do`() async {
    let store = Store(Dictionary(uniqueKeysWithValues: ObjectSourceConformance.objects))
    let complaints = await ObjectSourceConformance { try store.source($0) }.complaints()
    #expect(complaints == [])
  }

  @Test func `the first object that cannot be read is named, wherever others fail`() async throws {
    try await withTemporaryDirectory { folder in
      for number in 0..<40 {
        let file = folder.appending(path: "\(number + 10).json")
        if number.isMultiple(of: 3), number > 10 {
          try FileManager.default.createSymbolicLink(
            atPath: file.path,
            withDestinationPath: "/nowhere/\(number)"
          )
        } else {
          try Data(#"{"ind":1}"#.utf8).write(to: file)
        }
      }
      var reader = LakeReader(FolderSource(folder.path))
      reader.options.limits.batchObjects = 1
      reader.options.limits.threads = 4
      let error = await #expect(throws: LakehouseError.self) {
        _ = try await reader.rows(of: User.self)
      }
      #expect(error?.code == .unreadable)
      #expect(error?.subject.hasSuffix("/22.json") == true)
      #expect(error?.detail == "No such file or directory")
    }
  }

  @Test func `an object that is gone when it is fetched is an error, not a gap`() async throws {
    let source = try InProcessSource("store:", "") { _, _ in
      { visit in
        for number in 0..<7 where !visit("\(number)", Array(#"{"ind":1}"#.utf8).span, true) {
          return
        }
        throw Store.Missing(key: "7")
      }
    }
    let error = await #expect(throws: LakehouseError.self) {
      _ = try await LakeReader(source).rows(of: User.self)
    }
    #expect(error?.description == "store:/: unreadable (7 is gone)")
  }

  @Test(arguments: [1, 3]) func `objects of a walk come in order, whole or piece by piece`(
    threads: Int
  ) async throws {
    var store = Store([String: String]())
    for number in 0..<60 {
      // Every seventh is larger than a batch and comes in pieces.
      let lines = (0..<(number.isMultiple(of: 7) ? 40 : 1)).map { line in
        #"{"ind":\#(number * 100 + line),"first_name":"Ada"}"#
      }
      store.objects["\(number + 100).json"] = Array(lines.joined(separator: "\n").utf8)
    }
    var reader = LakeReader(try store.source())
    reader.options.limits.threads = threads
    reader.options.limits.batchBytes = 256
    let (rows, report) = try await reader.rows(of: User.self)
    let expected = (0..<60).flatMap { number in
      (0..<(number.isMultiple(of: 7) ? 40 : 1)).map { number * 100 + $0 }
    }
    #expect(rows.map(\.index) == expected)
    #expect(report.objects == 60)
  }

  @Test func `a reading of a store that is cancelled ends, however much there is`() async throws {
    let source = try InProcessSource("store:", "") { _, _ in
      { visit in while visit("endless", Array(#"{"ind":1}"#.utf8).span, true) {} }
    }
    let reading = Task { try await LakeReader(source).forEachBatch(of: User.self) { _ in } }
    try await Task.sleep(for: .milliseconds(50))
    reading.cancel()
    await #expect(throws: (any Error).self) { try await reading.value }
  }

  @Test func `a pipe or a device is no folder to read from`() async {
    let error = await #expect(throws: LakehouseError.self) {
      _ = try await LakeReader(FolderSource("/dev/null")).rows(of: User.self)
    }
    #expect(error?.detail == "neither a file nor a folder")
  }
}
