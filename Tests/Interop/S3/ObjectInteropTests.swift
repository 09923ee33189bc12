import Foundation
import HTTPWire
import S3Client
import TestKit
import Testing

@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(2)))
struct ObjectInteropTests {
  @Test(arguments: S3Server.allCases)
  func `stores, tells of, reads and deletes an object`(server: S3Server) async throws {
    try await server.run { running in
      let bucket = running.client().bucket("interop")
      try await bucket.create()
      #expect(try await bucket.exists())
      let written = try await bucket.put("Hello, wörld 📌", to: "a/greeting.txt")
      #expect(written.etag != nil)
      let object = try await bucket.get("a/greeting.txt")
      #expect(try await object.text() == "Hello, wörld 📌")
      let info = try await bucket.head("a/greeting.txt")
      #expect(info.size == 18)
      var keys: [ObjectKey] = []
      for try await object in bucket.objects() { keys.append(object.key) }
      #expect(keys == ["a/greeting.txt"])
      try await bucket.delete("a/greeting.txt")
      #expect(try await !bucket.exists("a/greeting.txt"))
      try await bucket.delete()
      #expect(try await !bucket.exists())
    }
  }
}
