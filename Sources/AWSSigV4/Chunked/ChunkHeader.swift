/// The line in front of a chunk: `10000;chunk-signature=…`.
struct ChunkHeader: Equatable {
  let size: Int
  /// The signature; only its presence is sure.
  var signature: String?

  /// Reads a line without its end; other extensions than the signature are of no interest.
  init(_ line: [UInt8], of chunk: Int) throws(SigV4Refusal) {
    let parts = line.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    guard let digits = parts.first, (1...15).contains(digits.count) else {
      throw .malformedChunk(chunk, "no size")
    }
    var size = 0
    for digit in digits {
      guard let value = digit.hexValue else {
        throw .malformedChunk(chunk, "a size that is not hexadecimal")
      }
      size = size << 4 | Int(value)
    }
    self.size = size
    let name = "chunk-signature=".utf8
    for part in parts.dropFirst() where part.starts(with: name) {
      signature = String(decoding: part.dropFirst(name.count), as: UTF8.self)
    }
  }
}
