import Digests
import Foundation
import HTTPWire
import S3Client
import Synchronization
import Testing

@Suite struct DownloadingTests {
  private static let mebibyte = 1 << 20

  /// A service that holds one object and gives ranges of it.
  private static func service(
    _ bytes: [UInt8],
    checksum: String? = nil,
    _ special: @escaping @Sendable (HTTPRequest) -> HTTPResponse? = { _ in nil }
  ) -> ScriptedTransport {
    ScriptedTransport { request in
      if let answer = special(request) { return answer }
      var headers: HTTPHeaders = ["ETag": "\"e\""]
      if request.method == .head {
        headers["Content-Length"] = "\(bytes.count)"
        headers["x-amz-checksum-crc64nvme"] = checksum
        return response(200, headers)
      }
      guard let match = request.headers["Range"]?.wholeMatch(of: /bytes=(\d+)-(\d+)/),
        let first = Int(match.1), let last = Int(match.2)
      else { return HTTPResponse(status: 200, headers: headers, body: .bytes(bytes)) }
      guard first < bytes.count else { return response(416) }
      let part = Array(bytes[first...min(last, bytes.count - 1)])
      headers["Content-Range"] = "bytes \(first)-\(first + part.count - 1)/\(bytes.count)"
      return HTTPResponse(status: 206, headers: headers, body: .bytes(part))
    }
  }

  private static func fetch(
    _ transport: ScriptedTransport,
    _ configure: (inout S3Bucket.DownloadOptions) -> Void = { _ in }
  ) async throws -> (bytes: [UInt8]?, error: S3Error?, remains: [String]) {
    try await withFolder { try await fetch(transport, into: $0, configure) }
  }

  private static func fetch(
    _ transport: ScriptedTransport,
    into folder: URL,
    _ configure: (inout S3Bucket.DownloadOptions) -> Void
  ) async throws -> (bytes: [UInt8]?, error: S3Error?, remains: [String]) {
    var options = S3Bucket.DownloadOptions()
    configure(&options)
    let s3 = TestS3(transport) {
      $0.transfer.partSize = mebibyte
      $0.transfer.concurrency = 3
    }
    let file = folder.appending(path: "object")
    var thrown: S3Error?
    do throws(S3Error) {
      try await s3.bucket.download("key", toFile: file.path, options: options)
    } catch {
      thrown = error
    }
    let remains = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return ((try? Data(contentsOf: file)).map { [UInt8]($0) }, thrown, remains)
  }

  private static func withFolder<Value>(
    _ body: (URL) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "get-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }

  private static func body(_ size: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0x2E, count: size)
    for index in stride(from: 0, to: size, by: mebibyte / 2) {
      bytes[index] = UInt8(2 * index / mebibyte)
    }
    return bytes
  }

  @Test(arguments: [0, 1, 1 << 20, 1 << 20 + 1, 5 << 20 + 7])
  func `puts the ranges together in a file`(size: Int) async throws {
    let bytes = Self.body(size)
    let reports = Reports()
    let transport = Self.service(bytes, checksum: Checksum.base64(.crc64nvme, of: bytes))
    let result = try await Self.fetch(transport) { $0.progress = { reports.add($0) } }
    #expect(result.error == nil)
    #expect(result.bytes == bytes)
    #expect(result.remains == ["object"])
    #expect(reports.all.last?.bytes ?? 0 == size)
    let later = transport.requests.filter { $0.headers["Range"]?.hasPrefix("bytes=0-") == false }
    #expect(later.allSatisfy { $0.headers["If-Match"] == "\"e\"" })
  }

  @Test func `damage anywhere leaves no file`() async throws {
    var bytes = Self.body(3 << 20)
    let checksum = Checksum.base64(.crc64nvme, of: bytes)
    bytes[2 << 20] ^= 1
    let result = try await Self.fetch(Self.service(bytes, checksum: checksum))
    #expect(result.error?.code == .checksumMismatch)
    #expect(result.remains.isEmpty)
  }

  @Test func `an object that changes under way leaves no file`() async throws {
    let transport = Self.service(Self.body(3 << 20)) { request in
      request.headers["If-Match"] != nil && request.method == .get ? response(412) : nil
    }
    let result = try await Self.fetch(transport)
    #expect(result.error?.code == .changedDuringRead)
    #expect(result.remains.isEmpty)
  }

  @Test func `an object that is not there leaves no file`() async throws {
    let transport = ScriptedTransport(answering: error(404, "NoSuchKey"))
    let result = try await Self.fetch(transport)
    #expect(result.error?.code == .noSuchKey)
    #expect(result.error?.operation == "GetObject")
    #expect(result.remains.isEmpty)
  }

  @Test func `a folder that is not there is named`() async throws {
    let s3 = TestS3([])
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.download("key", toFile: "/nowhere/at/all")
    }
    #expect(thrown?.code == .fileFailed)
    #expect(thrown?.message.hasPrefix("/nowhere/at/all.") == true)
  }

  @Test func `a link is followed, and what it names keeps its permissions`() async throws {
    try await Self.withFolder { folder in
      let (target, link) = (folder.appending(path: "target"), folder.appending(path: "link"))
      try Data("old".utf8).write(to: target)
      let secret: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
      try FileManager.default.setAttributes(secret, ofItemAtPath: target.path)
      try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "target")
      let transport = Self.service(Array("new".utf8))
      try await TestS3(transport).bucket.download("key", toFile: link.path)
      #expect(try String(contentsOf: target, encoding: .utf8) == "new")
      let found = try FileManager.default.attributesOfItem(atPath: target.path)
      #expect(found[.posixPermissions] as? Int == 0o600)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "target")
    }
  }

  @Test func `what is no file is not replaced by one`() async throws {
    try await Self.withFolder { folder in
      let pipe = folder.appending(path: "pipe").path
      #expect(mkfifo(pipe, 0o600) == 0)
      for path in [pipe, folder.path] {
        let thrown = await #expect(throws: S3Error.self) {
          try await TestS3([]).bucket.download("key", toFile: path)
        }
        #expect(thrown?.code == .fileFailed)
        #expect(thrown?.message == "\(path): there is something that is not a file")
      }
      let remains = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(remains == ["pipe"])
    }
  }
}
