import Compression
import Foundation
import TestKit
import Testing

@Suite struct CompressionTests {
  static let contents: [[UInt8]] = [
    [], [7], Array("{\"index\":7528}\n".utf8), Array(repeating: 0x61, count: 1_000_000),
    (0..<200_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 7) },
  ]

  @Test(arguments: contents)
  func `every format gives back what it took`(content: [UInt8]) throws {
    let limit = content.count
    #expect(try Gzip.decompress(Gzip.compress(content), limit: limit) == content)
    #expect(try Zstandard.decompress(Zstandard.compress(content), limit: limit) == content)
    #expect(try Snappy.decompress(Snappy.compress(content), limit: limit) == content)
  }

  @Test func `more content than allowed is refused, however small the input`() {
    let bomb = [UInt8](repeating: 0, count: 10_000_000)
    #expect(throws: CompressionError.self) {
      try Gzip.decompress(Gzip.compress(bomb), limit: 9_999_999)
    }
    #expect(throws: CompressionError.self) {
      try Zstandard.decompress(Zstandard.compress(bomb), limit: 9_999_999)
    }
    #expect(throws: CompressionError.self) {
      try Snappy.decompress(Snappy.compress(bomb), limit: 9_999_999)
    }
  }

  @Test func `every cut and every flipped byte is noticed or harmless, never a crash`() {
    let content = Array("the quick brown fox jumps over the lazy dog, again and again".utf8)
    let forms: [([UInt8], ([UInt8]) throws -> [UInt8])] = [
      (Gzip.compress(content), { try Gzip.decompress($0, limit: 1_000) }),
      (Zstandard.compress(content), { try Zstandard.decompress($0, limit: 1_000) }),
      (Snappy.compress(content), { try Snappy.decompress($0, limit: 1_000) }),
    ]
    for (bytes, expand) in forms {
      for length in bytes.indices {
        #expect(throws: CompressionError.self) { try expand(Array(bytes[..<length])) }
        var flipped = bytes
        flipped[length] ^= 0x55
        _ = try? expand(flipped)
      }
    }
  }

  @Test func `a gzip stream may come in any pieces and in several members`() throws {
    let bytes = Gzip.compress(Array("first,".utf8)) + Gzip.compress(Array("second".utf8), level: 9)
    let decoder = GzipDecoder(limit: 100)
    var content: [UInt8] = []
    for byte in bytes { content += try decoder.append([byte]) }
    try decoder.finish()
    #expect(String(decoding: content, as: UTF8.self) == "first,second")
    #expect(try Gzip.decompress(bytes, limit: 100) == content)
  }

  @Test(.enabled(if: Peers.arePresent, "needs the Python of dev/setup"))
  func `python reads our gzip and we read python's`() async throws {
    let text = "naïve 😀 \(String(repeating: "abc", count: 5_000))"
    let ours = Data(Gzip.compress(Array(text.utf8))).base64EncodedString()
    let program = """
      import base64, gzip, sys
      content = gzip.decompress(base64.b64decode(sys.stdin.read()))
      print(base64.b64encode(gzip.compress(content)).decode())
      """
    let answer = try await Peer.output(of: Peers.python, ["-c", program], input: ours)
    let bytes = try #require(
      Data(base64Encoded: answer.trimmingCharacters(in: .whitespacesAndNewlines))
    )
    #expect(try Gzip.decompress(Array(bytes), limit: 100_000) == Array(text.utf8))
  }
}
