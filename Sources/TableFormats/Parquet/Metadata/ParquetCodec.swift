import Compression

/// How the pages of a file are compressed.
public enum ParquetCodec: Int, Hashable, Sendable, CaseIterable {
  /// As they are.
  case uncompressed = 0
  /// Quick and coarse; what everybody's default is.
  case snappy = 1
  /// Small, and slow to make.
  case gzip = 2
  /// Small and quick.
  case zstd = 6

  /// The name the specification gives it, in lower case as file names have it.
  public var name: String {
    switch self {
    case .uncompressed: "uncompressed"
    case .snappy: "snappy"
    case .gzip: "gzip"
    case .zstd: "zstd"
    }
  }

  private static let foreign = [3: "LZO", 4: "BROTLI", 5: "LZ4", 7: "LZ4_RAW"]

  /// The codec of a number in a file; one this package lacks is refused by its name.
  static func numbered(_ number: Int, subject: String) throws(TableFormatError) -> ParquetCodec {
    if let codec = ParquetCodec(rawValue: number) { return codec }
    throw TableFormatError(
      .unsupported,
      subject,
      detail: "compression \(foreign[number] ?? "number \(number)")"
    )
  }

  /// Appends `bytes` in their compressed form.
  func compress(_ bytes: Span<UInt8>, appendingTo output: inout [UInt8]) {
    switch self {
    case .uncompressed:
      unsafe bytes.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
    case .snappy: Snappy.compress(bytes, appendingTo: &output)
    case .gzip: Gzip.compress(bytes, appendingTo: &output)
    case .zstd: Zstandard.compress(bytes, level: 1, appendingTo: &output)
    }
  }

  /// Appends the `size` bytes that were compressed.
  func decompress(
    _ bytes: Span<UInt8>,
    size: Int,
    appendingTo output: inout [UInt8],
    subject: String
  ) throws(TableFormatError) {
    do throws(CompressionError) {
      switch self {
      case .uncompressed:
        unsafe bytes.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
      case .snappy: try Snappy.decompress(bytes, size: size, appendingTo: &output)
      case .gzip: try Gzip.decompress(bytes, size: size, appendingTo: &output)
      case .zstd: try Zstandard.decompress(bytes, size: size, appendingTo: &output)
      }
    } catch {
      throw TableFormatError(.malformed, subject, detail: "a page", underlying: error)
    }
  }
}
