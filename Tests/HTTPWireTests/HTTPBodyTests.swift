import Foundation
import HTTPWire
import Testing

@Suite struct HTTPBodyTests {
  @Test func `every kind of body gives its bytes and keeps its bound`() async throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "body-\(UUID().uuidString)").path
    let content = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
    try Data(content).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let stream = HTTPByteStream {
      var position = 0
      return {
        guard position < content.count else { return nil }
        defer { position += 1_000 }
        return Array(content[position..<position + 1_000])
      }
    }
    let bodies: [HTTPBody] = [
      .bytes(content), .file(HTTPFileRegion(path: path, length: 10_000)), .stream(stream),
    ]
    for body in bodies {
      #expect(try await body.collect(upTo: 10_000) == content)
      await #expect(throws: HTTPBodyTooLarge(limit: 9_999)) { try await body.collect(upTo: 9_999) }
    }
    #expect(try await HTTPBody.empty.collect(upTo: 0) == [])
  }

  @Test func `a file that shrank is an error, not a short body`() async throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "short-\(UUID().uuidString)").path
    try Data([1, 2, 3]).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let body = HTTPBody.file(HTTPFileRegion(path: path, offset: 1, length: 5))
    let error = await #expect(throws: HTTPFileError.self) { try await body.collect(upTo: 100) }
    #expect(error?.description == "\(path): it ends before byte 6")
  }
}
