import Foundation
import TableFormats
import TableStorageConformance
import TestKit
import Testing

struct LocalTableFolderTests {
  @Test(arguments: [true, false])
  func `does what every storage does`(isDurable: Bool) async throws {
    try await withTemporaryDirectory { folder in
      let storage = LocalTableFolder(folder.path + "/new/table", isDurable: isDurable)
      #expect(await TableStorageConformance(storage).complaints() == [])
    }
  }

  @Test func `makes folders again that somebody has deleted`() async throws {
    try await withTemporaryDirectory { folder in
      let storage = LocalTableFolder(folder.path)
      try await storage.write([1], to: "a/b/c")
      try FileManager.default.removeItem(atPath: folder.path + "/a")
      try await storage.write([2], to: "a/b/c")
      #expect(try await storage.read("a/b/c") == [2])
    }
  }

  @Test func `creates nothing while what it may name cannot be made safe`() async throws {
    try await withTemporaryDirectory { folder in
      let storage = LocalTableFolder(folder.path)
      try await storage.prepare([1], at: "day=1/part")
      try FileManager.default.removeItem(atPath: folder.path + "/day=1")
      guard case .refused(let error) = await storage.create([2], at: "log/0") else {
        Issue.record("created with a file missing")
        return
      }
      #expect(error.code == .notFound)
      #expect(try await storage.list("log/", startAfter: nil) == [])
      try await storage.delete("day=1/part")
      guard case .created = await storage.create([2], at: "log/0") else {
        Issue.record("still refused")
        return
      }
    }
  }

  @Test func `prepares more files than a process may have open`() async throws {
    try await withTemporaryDirectory { folder in
      let storage = LocalTableFolder(folder.path)
      for part in 0..<200 { try await storage.prepare([UInt8(part)], at: "part=\(part)/file") }
      guard case .created = await storage.create([2], at: "log/0") else {
        Issue.record("not created")
        return
      }
      #expect(try await storage.read("part=199/file") == [199])
    }
  }

  @Test func `says what the system says`() async throws {
    try await withTemporaryDirectory { folder in
      try Data().write(to: folder.appending(path: "file"))
      let storage = LocalTableFolder(folder.path)
      let error = await #expect(throws: TableFormatError.self) {
        try await storage.write([1], to: "file/inner")
      }
      #expect(
        error?.description == "\(folder.path)/file/\(name(in: error)): not found (Not a directory)"
      )
      guard case .refused = await storage.create([1], at: "file/inner") else {
        Issue.record("created below a file")
        return
      }
    }
  }

  private func name(in error: TableFormatError?) -> String {
    error?.subject.split(separator: "/").last.map(String.init) ?? ""
  }
}
