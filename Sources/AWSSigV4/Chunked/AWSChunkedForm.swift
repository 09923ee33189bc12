public import Digests

/// How a streamed body is framed (`aws-chunked`): whether each chunk is signed, and whether a
/// checksum follows the last one.
public struct AWSChunkedForm: Sendable, Hashable {
  /// Whether every chunk carries a signature that continues the request's.
  public let signsChunks: Bool
  /// The checksum that follows the last chunk, where one does.
  public let trailer: ChecksumAlgorithm?

  private init(signsChunks: Bool, trailer: ChecksumAlgorithm?) {
    self.signsChunks = signsChunks
    self.trailer = trailer
  }

  /// Signed chunks.
  public static let signed = AWSChunkedForm(signsChunks: true, trailer: nil)

  /// Signed chunks, then a signed checksum.
  public static func signed(trailer: ChecksumAlgorithm) -> AWSChunkedForm {
    AWSChunkedForm(signsChunks: true, trailer: trailer)
  }

  /// Chunks without signatures: for TLS.
  public static let unsigned = AWSChunkedForm(signsChunks: false, trailer: nil)

  /// Chunks without signatures, then a checksum: for TLS.
  public static func unsigned(trailer: ChecksumAlgorithm) -> AWSChunkedForm {
    AWSChunkedForm(signsChunks: false, trailer: trailer)
  }

  /// What the request says instead of the body's digest.
  public var payload: PayloadHash {
    switch (signsChunks, trailer) {
    case (true, nil): .streamingSigned
    case (true, _?): .streamingSignedTrailer
    // There is no word of its own for unsigned chunks without a trailer.
    case (false, _): .streamingUnsignedTrailer
    }
  }

  /// The size of chunks where nothing else is asked for: a signature wants a whole chunk in memory,
  /// a frame alone costs nothing to be large.
  public var defaultChunkSize: Int { signsChunks ? 64 * 1024 : 1024 * 1024 }

  /// The number of bytes that `length` bytes become in chunks of `chunkSize`.
  public func encodedLength(of length: Int, chunkSize: Int? = nil) -> Int {
    let chunkSize = chunkSize ?? defaultChunkSize
    let (whole, rest) = length.quotientAndRemainder(dividingBy: chunkSize)
    let chunks = whole * frameLength(chunkSize) + (rest > 0 ? frameLength(rest) : 0)
    // The last chunk is empty and lacks the line end behind its data.
    return chunks + frameLength(0) - 2 + trailerLength + 2
  }

  /// `10000;chunk-signature=…`, data, and two line ends.
  private func frameLength(_ length: Int) -> Int {
    let signature = signsChunks ? ";chunk-signature=".utf8.count + 64 : 0
    return String(length, radix: 16).utf8.count + signature + 2 + length + 2
  }

  private var trailerLength: Int {
    guard let trailer else { return 0 }
    let value = (trailer.length + 2) / 3 * 4
    let signature = signsChunks ? "x-amz-trailer-signature:".utf8.count + 64 + 2 : 0
    return trailer.headerName.utf8.count + 1 + value + 2 + signature
  }
}

extension ChecksumAlgorithm {
  /// The header or trailer that carries the value: `x-amz-checksum-crc64nvme`.
  public var headerName: String {
    switch self {
    case .crc32: "x-amz-checksum-crc32"
    case .crc32c: "x-amz-checksum-crc32c"
    case .crc64nvme: "x-amz-checksum-crc64nvme"
    case .sha1: "x-amz-checksum-sha1"
    case .sha256: "x-amz-checksum-sha256"
    }
  }

  /// Finds the algorithm that a header or trailer of this name carries, whatever its case.
  public init?(headerName: some StringProtocol) {
    let name = headerName.lowercased()
    guard let found = Self.allCases.first(where: { $0.headerName == name }) else { return nil }
    self = found
  }
}
