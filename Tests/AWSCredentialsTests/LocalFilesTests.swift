import AWSCredentials
import Foundation
import TestKit
import Testing

@Suite struct LocalFilesTests {
  @Test func `reads a file whole, and nothing where none is`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder.appending(path: "config").path
      #expect(try LocalFiles().read(path) == nil)
      #expect(try LocalFiles().read(path + "/below") == nil)
      let bytes = [UInt8](repeating: 7, count: 200_000)
      try Data(bytes).write(to: URL(filePath: path))
      #expect(try LocalFiles().read(path) == bytes)
    }
  }

  @Test func `refuses a folder and does not wait for a pipe`() async throws {
    try await withTemporaryDirectory { folder in
      let pipe = folder.appending(path: "pipe").path
      #expect(mkfifo(pipe, 0o600) == 0)
      for path in [folder.path, pipe] {
        let error = #expect(throws: HostFileError.self) { try LocalFiles().read(path) }
        #expect(error?.description == "\(path): it is not a regular file")
      }
    }
  }

  @Test func `replaces a file for its owner alone and leaves nothing beside it`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder.appending(path: "token.json").path
      try Data("old".utf8).write(to: URL(filePath: path))
      try LocalFiles().replace(path, with: Array("new".utf8))
      #expect(try LocalFiles().read(path) == Array("new".utf8))
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["token.json"])
    }
  }

  @Test func `says why it could not write`() {
    let error = #expect(throws: HostFileError.self) {
      try LocalFiles().replace("/nowhere/at/all", with: [1])
    }
    #expect(error?.description == "/nowhere/at/all: No such file or directory")
  }
}
