import Compression
import Testing

struct KnownSizeTests {
  enum Format: CaseIterable, Sendable {
    case gzip, snappy, zstd

    func compress(_ bytes: [UInt8], to output: inout [UInt8]) {
      switch self {
      case .gzip: Gzip.compress(bytes.span, appendingTo: &output)
      case .snappy: Snappy.compress(bytes.span, appendingTo: &output)
      case .zstd: Zstandard.compress(bytes.span, appendingTo: &output)
      }
    }

    func decompress(_ bytes: [UInt8], _ size: Int, to output: inout [UInt8]) throws {
      switch self {
      case .gzip: try Gzip.decompress(bytes.span, size: size, appendingTo: &output)
      case .snappy: try Snappy.decompress(bytes.span, size: size, appendingTo: &output)
      case .zstd: try Zstandard.decompress(bytes.span, size: size, appendingTo: &output)
      }
    }
  }

  @Test(arguments: Format.allCases, [0, 1, 1_000, 300_000])
  func `gives back what it took, behind what is there already`(format: Format, size: Int) throws {
    let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    var compressed: [UInt8] = [7]
    format.compress(content, to: &compressed)
    #expect(compressed.first == 7)
    var output: [UInt8] = [9]
    try format.decompress(Array(compressed.dropFirst()), size, to: &output)
    #expect(output == [9] + content)
  }

  @Test(arguments: Format.allCases)
  func `refuses content of another size than was said`(format: Format) {
    var compressed: [UInt8] = []
    format.compress([UInt8](repeating: 1, count: 1_000), to: &compressed)
    for size in [0, 1, 999, 1_001, 5_000] {
      #expect(throws: CompressionError.self) {
        var output: [UInt8] = []
        try format.decompress(compressed, size, to: &output)
      }
    }
  }

  @Test(arguments: Format.allCases)
  func `refuses bytes that are cut or not its own`(format: Format) {
    var compressed: [UInt8] = []
    format.compress((0..<1_000).map { UInt8(truncatingIfNeeded: $0 * 7) }, to: &compressed)
    for bytes in [[], Array(compressed.dropLast(20)), [1, 2, 3, 4, 5, 6, 7, 8]] {
      #expect(throws: CompressionError.self) {
        var output: [UInt8] = []
        try format.decompress(bytes, 1_000, to: &output)
      }
    }
  }
}
