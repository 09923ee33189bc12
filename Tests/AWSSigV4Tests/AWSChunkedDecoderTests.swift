import AWSSigV4
import Digests
import Foundation
import HTTPWire
import Testing

/// A body as some client frames it, with what the request announced.
struct ChunkedBody: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let trailers: [String]
  let wire: String
  var content = "hello"

  /// Unsigned bodies; `Mnp0mQ==` is the CRC32C of `hello`, and `NhCmhg==` its CRC32.
  static let all = [
    ChunkedBody(
      testDescription: "botocore",
      trailers: ["x-amz-checksum-crc32"],
      wire: "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"
    ),
    ChunkedBody(
      testDescription: "minio-go, a bare LF behind the value",
      trailers: ["x-amz-checksum-crc32"],
      wire: "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\n\r\n\r\n"
    ),
    ChunkedBody(
      testDescription: "no empty line at the end",
      trailers: ["X-Amz-Checksum-Crc32"],
      wire: "5\r\nhello\r\n0\r\nX-Amz-Checksum-Crc32: NhCmhg== \r\n"
    ),
    ChunkedBody(
      testDescription: "not even a line end",
      trailers: ["x-amz-checksum-crc32"],
      wire: "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg=="
    ),
    ChunkedBody(
      testDescription: "several chunks, sizes in upper case and with leading zeros",
      trailers: [],
      wire: "0001\r\nh\r\n4\r\nello\r\n00000A\r\n0123456789\r\n0\r\n\r\n",
      content: "hello0123456789"
    ),
    ChunkedBody(
      testDescription: "an extension nobody asked for",
      trailers: [],
      wire: "5;chunk-signature=abc;x\r\nhello\r\n0;y\r\n\r\n"
    ),
    ChunkedBody(testDescription: "nothing at all", trailers: [], wire: "0\r\n\r\n", content: ""),
    ChunkedBody(
      testDescription: "two trailers",
      trailers: ["x-amz-checksum-crc32", "x-amz-meta-late"],
      wire: "5\r\nhello\r\n0\r\nx-amz-meta-late:1\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"
    ),
  ]

  static let malformed: [(String, SigV4Refusal.Part)] = [
    ("", .length), ("5", .length), ("5\r\n", .length), ("5\r\nhello", .length),
    ("5\r\nhello\r\n", .length), ("5\r\nhello\r\n0", .length), ("5\r\nhello\r\n0\r", .length),
    ("4\r\nhell\r\n0\r\n\r\n", .length), ("6\r\nhello!\r\n0\r\n\r\n", .length),
    ("5\nhello\r\n0\r\n\r\n", .chunk(0)), ("\r\n", .chunk(0)), ("x\r\n", .chunk(0)),
    ("-5\r\nhello\r\n", .chunk(0)), (" 5\r\nhello\r\n", .chunk(0)),
    ("5\r\nhellox\r\n0\r\n\r\n", .chunk(0)), ("5\r\nhello0\r\n\r\n", .chunk(0)),
    ("5\r\nhello\r\nz\r\n\r\n", .chunk(1)), ("1000000000000000\r\n", .chunk(0)),
    ("fffffffffffffff\r\n", .length), ("ffffffffffffffff\r\n", .chunk(0)),
    (String(repeating: "5;", count: 600), .chunk(0)),
    ("5\r\nhello\r\n0\r\nx-amz-meta-late:1\r\n\r\n", .trailer),
    ("5\r\nhello\r\n0\r\nno colon\r\n\r\n", .trailer), ("5\r\nhello\r\n0\r\n:1\r\n\r\n", .trailer),
    ("5\r\nhello\r\n0\r\n" + String(repeating: "\n", count: 9_000), .trailer),
  ]
}

@Suite struct AWSChunkedDecoderTests {
  /// Decodes a body in pieces of a size.
  static func decode(
    _ wire: [UInt8],
    by size: Int,
    with decoder: AWSChunkedDecoder
  ) throws(SigV4Refusal) -> (content: [UInt8], trailer: HTTPHeaders) {
    var decoder = decoder
    var content: [UInt8] = []
    var place = 0
    while place < wire.count {
      let end = min(place + size, wire.count)
      try decoder.decode(wire[place..<end], into: &content)
      place = end
    }
    return (content, try decoder.finish())
  }

  @Test(arguments: ChunkedBody.all, [1, 2, 3, 7, 1_000])
  func `reads what clients send, in pieces of any size`(body: ChunkedBody, size: Int) throws {
    let decoder = AWSChunkedDecoder(
      continuing: nil,
      length: body.content.utf8.count,
      trailers: body.trailers
    )
    let decoded = try Self.decode(Array(body.wire.utf8), by: size, with: decoder)
    #expect(String(decoding: decoded.content, as: UTF8.self) == body.content)
    #expect(decoded.trailer.map(\.name).sorted() == body.trailers.map { $0.lowercased() }.sorted())
  }

  @Test(arguments: ChunkedBody.malformed.indices, [1, 5, 10_000])
  func `names what is malformed`(index: Int, size: Int) {
    let (wire, part) = ChunkedBody.malformed[index]
    let decoder = AWSChunkedDecoder(continuing: nil, length: 5, trailers: [])
    let refusal = #expect(throws: SigV4Refusal.self) {
      try Self.decode(Array(wire.utf8), by: size, with: decoder)
    }
    #expect(refusal?.part == part, "\(wire.debugDescription): \(refusal as Any)")
  }

  @Test func `a wrong checksum and a missing one are refused`() {
    let decoder = AWSChunkedDecoder(
      continuing: nil,
      length: 5,
      trailers: ["x-amz-checksum-crc32"]
    )
    let wrong = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"
    let digest = #expect(throws: SigV4Refusal.self) {
      try Self.decode(Array(wrong.utf8), by: 9, with: decoder)
    }
    #expect(digest?.code == "BadDigest")
    #expect(
      digest?.message == "The CRC32 you specified did not match the calculated checksum."
    )
    let missing = #expect(throws: SigV4Refusal.self) {
      try Self.decode(Array("5\r\nhello\r\n0\r\n\r\n".utf8), by: 9, with: decoder)
    }
    #expect(missing?.code == "MalformedTrailerError")
  }

  @Test func `a refusal stays, whatever comes behind it`() {
    var decoder = AWSChunkedDecoder(continuing: nil, length: 5, trailers: [])
    var content: [UInt8] = []
    for wire in ["zz\r\n", "5\r\nhello\r\n0\r\n\r\n"] {
      let refusal = #expect(throws: SigV4Refusal.self) {
        try decoder.decode(Array(wire.utf8), into: &content)
      }
      #expect(refusal?.part == .chunk(0))
    }
    #expect(throws: SigV4Refusal.self) { try decoder.finish() }
    #expect(content.isEmpty)
  }
}
