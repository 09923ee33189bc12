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
    #expect(await ObjectSourceConformance { try store.source($0) }.complaints() == [])
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
    let source = try InProcessSource("store:", "") { _ in
      (0..<20).map { ListedObject(key: "\($0)", size: 10) }
    } read: { key in
      if key == "7" || key == "13" { throw Store.Missing(key: key) }
      return Array(#"{"ind":1}"#.utf8)
    }
    let error = await #expect(throws: LakehouseError.self) {
      _ = try await LakeReader(source).rows(of: User.self)
    }
    #expect(error?.description.contains("store:/7: unreadable") == true)
  }

  @Test func `a reading that is cancelled ends`() async throws {
    let source = try InProcessSource("store:", "") { _ in
      (0..<20).map { ListedObject(key: "\($0)", size: 10) }
    } read: { _ in
      try await Task.sleep(for: .seconds(600))
      return []
    }
    let reading = Task { try await LakeReader(source).rows(of: User.self).rows.count }
    reading.cancel()
    await #expect(throws: LakehouseError.self) { try await reading.value }
  }

  @Test func `a pipe or a device is no folder to read from`() async {
    let error = await #expect(throws: LakehouseError.self) {
      _ = try await LakeReader(FolderSource("/dev/null")).rows(of: User.self)
    }
    #expect(error?.detail == "neither a file nor a folder")
  }
}
