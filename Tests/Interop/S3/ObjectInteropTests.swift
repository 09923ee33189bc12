import CurlTransport
import Digests
import Foundation
import HTTPWire
import S3Client
import TestKit
import Testing

extension S3Interop {
  @Suite(.timeLimit(.minutes(5))) struct ObjectInteropTests {
    @Test(arguments: S3Server.allCases)
    func `an object's whole life`(server: S3Server) async throws {
      let running = try server.running
      let bucket = running.client().bucket("interop")
      try await bucket.create()
      #expect(try await bucket.exists())
      var settings = ObjectSettings()
      settings.contentType = "text/plain"
      settings.metadata = ["author": "somebody", "title": "a b"]
      let text = "Hello, wörld 📌"
      let written = try await bucket.put(
        text,
        to: "a/greeting.txt",
        options: .init(settings: settings)
      )
      #expect(written.etag?.rawValue == MD5.hash(text).hex)
      let object = try await bucket.get("a/greeting.txt")
      #expect(try await object.text() == text)
      #expect(object.info.contentType == "text/plain")
      #expect(object.info.metadata["author"] == "somebody")
      #expect(object.info.metadata["title"] == "a b")
      let info = try await bucket.head("a/greeting.txt")
      #expect(info.size == text.utf8.count)
      #expect(info.etag == written.etag)
      #expect(abs(info.lastModified?.timeIntervalSinceNow ?? 0) < 60)
      try await bucket.put("", to: "empty")
      #expect(try await bucket.get("empty").bytes().isEmpty)
      #expect(try await bucket.head("empty").size == 0)
      try await bucket.delete("a/greeting.txt")
      #expect(try await !bucket.exists("a/greeting.txt"))
      try await bucket.delete("empty")
      try await bucket.delete()
      #expect(try await !bucket.exists())
    }

    /// What a file system can hold; rclone keeps objects in one.
    static let plainKeys: [ObjectKey] = [
      "plain", "with space", "plus+plus", "percent%20percent", "equals=a&b", "tilde~", "é ü 📌 漢字",
      "a/b/c", "quote'\"", "semi;colon:at@", "star*(paren)!", "comma,dollar$", "#hash?question",
      "[brackets]{braces}|^`", "..dots..",
    ]

    /// What only a store of names can hold.
    static let oddKeys: [ObjectKey] = [
      "double//slash", "./dot", "../up", "a/../b", "a/./b", "trailing/",
      "\(String(repeating: "0123456789abcdef", count: 64))",
      "\(String(repeating: "é", count: 512))",
    ]

    @Test(arguments: S3Server.allCases)
    func `odd keys`(server: S3Server) async throws {
      let running = try server.running
      let bucket = running.client().bucket("odd-keys")
      try await bucket.create()
      let keys = Self.plainKeys + (server == .moto ? Self.oddKeys : [])
      for key in keys {
        try await bucket.put(key.rawValue, to: key)
        #expect(try await bucket.get(key).text() == key.rawValue)
        #expect(try await bucket.head(key).size == key.rawValue.utf8.count)
      }
      var listed: [ObjectKey] = []
      for try await object in bucket.objects() { listed.append(object.key) }
      let sorted = keys.sorted { $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8) }
      #expect(listed.count == sorted.count)
      #expect(Set(listed) == Set(sorted))
      for key in keys where server == .moto || !key.rawValue.contains("/") {
        let copy: ObjectKey = "copy of \(key.rawValue.prefix(500))"
        try await bucket.copy(ObjectReference(bucket: bucket.name, key: key), to: copy)
        #expect(try await bucket.get(copy).text() == key.rawValue)
        try await bucket.delete(copy)
      }
      let report = try await bucket.delete(keys)
      #expect(report.failures.isEmpty, "\(report.failures)")
      for try await object in bucket.objects() { Issue.record("\(object.key) is still there") }
    }

    @Test(arguments: S3Server.allCases)
    func `ranges`(server: S3Server) async throws {
      let running = try server.running
      let bucket = running.client().bucket("ranges")
      try await bucket.create()
      let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
      try await bucket.put(bytes, to: "key")
      let cases: [(ByteRange, Range<Int>)] = [
        (.bytes(0..<1), 0..<1), (.bytes(99_999..<100_000), 99_999..<100_000),
        (.bytes(500..<70_000), 500..<70_000), (.from(99_990), 99_990..<100_000),
        (.last(10), 99_990..<100_000), (.bytes(99_000..<200_000), 99_000..<100_000),
        (.bytes(0..<1 << 40), 0..<100_000),
      ]
      for (range, expected) in cases {
        let object = try await bucket.get("key", options: .init(range: range))
        #expect(try await object.bytes() == Array(bytes[expected]), "\(range)")
        #expect(object.info.size == bytes.count, "\(range)")
      }
      let thrown = await #expect(throws: S3Error.self) {
        try await bucket.get("key", options: .init(range: .from(100_000)))
      }
      #expect(thrown?.code == .invalidRange)
    }

    @Test func `ranges far behind 4 GiB`() async throws {
      try await withTemporaryDirectory { folder in
        // rclone serves what lies in a folder, and a file may have holes.
        let file = folder.appending(path: "far/object")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 6 << 30)
        try handle.seek(toOffset: 5 << 30)
        try handle.write(contentsOf: Data("five gibibytes in".utf8))
        try handle.close()
        // To know the MD5 of six gibibytes it would read them all.
        try await S3Server.runRclone(serving: folder, ["--etag-hash", ""]) { running in
          let bucket = running.client().bucket("far")
          let start = 5 << 30
          let object = try await bucket.get(
            "object",
            options: .init(range: .bytes(start - 2..<start + 17))
          )
          #expect(try await object.bytes() == [0, 0] + Array("five gibibytes in".utf8))
          #expect(object.info.size == 6 << 30)
          let tail = try await bucket.get("object", options: .init(range: .last(1 << 20)))
          #expect(try await tail.bytes() == [UInt8](repeating: 0, count: 1 << 20))
        }
      }
    }

    @Test(arguments: S3Server.allCases)
    func `listings, page by page and folder by folder`(server: S3Server) async throws {
      let running = try server.running
      let bucket = running.client().bucket("listings")
      try await bucket.create()
      let keys = (0..<25).map { ObjectKey("topics/pin/part \($0 / 10)/\(100 + $0).json") }
      for key in keys + ["other/x", "topics/geo/1"] { try await bucket.put("{}", to: key) }
      var seen: [ObjectKey] = []
      let pages = S3Bucket.ListOptions(pageSize: 4)
      for try await object in bucket.objects(under: "topics/pin/", options: pages) {
        seen.append(object.key)
      }
      #expect(seen == keys)
      var prefixes: [String] = []
      let folders = S3Bucket.ListOptions(delimiter: "/")
      for try await page in bucket.objects(under: "topics/", options: folders).pages {
        prefixes += page.commonPrefixes
        #expect(page.items.isEmpty)
      }
      #expect(prefixes == ["topics/geo/", "topics/pin/"])
      if server == .moto {
        var later: [ObjectKey] = []
        let after = S3Bucket.ListOptions(startAfter: keys[22].rawValue)
        for try await object in bucket.objects(under: "topics/pin/", options: after) {
          later.append(object.key)
        }
        #expect(later == Array(keys[23...]))
      }
      let report = try await bucket.delete(each: bucket.objects().map(\.key))
      #expect(report.deleted == 27)
      #expect(report.failures.isEmpty)
      var names: [BucketName] = []
      for try await bucket in running.client().buckets() { names.append(bucket.name) }
      #expect(names.contains("listings"))
    }

    /// Moto that checks signatures answers presigned URLs with an error of its own.
    @Test func `presigned URLs`() async throws {
      let running = try S3Server.rclone.running
      let bucket = running.client().bucket("presigned")
      try await bucket.create()
      let put = try await bucket.presign(.put(), "a key+1", expiresIn: .seconds(60))
      let stored = try await Self.plain(.put, put, body: "by URL")
      #expect(stored.status == 200)
      let get = try await bucket.presign(.get(), "a key+1", expiresIn: .seconds(60))
      let answer = try await Self.plain(.get, get)
      #expect(try await answer.body.collect(upTo: 100) == Array("by URL".utf8))
      let forged = try await Self.plain(.get, get.replacing("a%20key", with: "a%20kez"))
      #expect(forged.status == 403)
    }

    /// Sends a request as somebody does who has nothing but the URL.
    private static func plain(
      _ method: HTTPMethod,
      _ url: String,
      body: String? = nil
    ) async throws -> HTTPResponse {
      let parts = try #require(url.firstMatch(of: /^(http:\/\/[^\/]+)(.*)$/))
      let origin = try HTTPEndpoint(String(parts.1)).origin
      return try await CurlTransport().send(
        HTTPRequest(
          method,
          origin: origin,
          target: String(parts.2),
          body: body.map { .bytes(Array($0.utf8)) } ?? .empty
        )
      )
    }

    @Test(arguments: S3Server.allCases)
    func `a transport that cuts everything at one byte changes nothing`(
      server: S3Server
    ) async throws {
      let running = try server.running
      let bucket = running.client(over: CuttingTransport(base: CurlTransport())).bucket("cut")
      try await bucket.create()
      let text = String(repeating: "one byte after another ", count: 100)
      try await bucket.put(text, to: "a b")
      let object = try await bucket.get("a b")
      #expect(try await object.text() == text)
      var keys: [ObjectKey] = []
      for try await object in bucket.objects() { keys.append(object.key) }
      #expect(keys == ["a b"])
      let report = try await bucket.delete(["a b"])
      #expect(report.deleted == 1)
      let thrown = await #expect(throws: S3Error.self) { try await bucket.get("a b") }
      #expect(thrown?.code == .noSuchKey)
    }
  }
}
