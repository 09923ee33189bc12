import Digests
import HTTPWire

/// What follows the last chunk: announced fields, among them checksums, and their signature.
///
/// Clients end its lines with LF or CR LF and put empty lines where they like; all are read.
struct ChunkTrailer: Sendable {
  private static let signatureName = "x-amz-trailer-signature"

  private let announced: [String]
  private let limit: Int
  private var checksums: [Checksum]
  private var bytes: [UInt8] = []

  init(announced: [String], limit: Int) {
    self.announced = announced.map(\.asciiLowercased)
    self.limit = limit
    checksums = announced.compactMap { ChecksumAlgorithm(headerName: $0).map(Checksum.init) }
  }

  /// Takes the next bytes of the body into the announced checksums.
  mutating func update(_ data: ArraySlice<UInt8>) {
    for index in checksums.indices { checksums[index].update(data.span) }
  }

  /// Takes the next bytes of the trailer itself.
  mutating func take(_ part: ArraySlice<UInt8>) throws(SigV4Refusal) {
    guard bytes.count + part.count <= limit else {
      throw .malformedTrailer("it is longer than \(limit) bytes")
    }
    bytes += part
  }

  /// Reads and proves the whole trailer; a chain that is there demands a signature.
  mutating func finish(
    _ chain: inout ChunkSignatureChain?
  ) throws(SigV4Refusal) -> HTTPHeaders {
    var fields = try parse()
    let signature = fields[Self.signatureName]
    fields.remove(Self.signatureName)
    guard fields.map(\.name).sorted() == announced.sorted() else {
      throw .malformedTrailer(
        "it holds \(fields.map(\.name)), announced were \(announced)"
      )
    }
    if !announced.isEmpty { try prove(signature, of: fields, &chain) }
    for checksum in checksums where fields[checksum.algorithm.headerName] != checksum.base64 {
      throw .badDigest(checksum.algorithm)
    }
    return fields
  }

  private func parse() throws(SigV4Refusal) -> HTTPHeaders {
    var fields = HTTPHeaders()
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      guard !text.isEmpty else { continue }
      guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex,
        let name = String(validating: text[..<colon], as: UTF8.self),
        let value = String(validating: text[(colon + 1)...], as: UTF8.self)
      else { throw .malformedTrailer("a line of it has no name") }
      fields.add(name.asciiLowercased, value.trimmed)
    }
    return fields
  }

  private func prove(
    _ signature: String?,
    of fields: HTTPHeaders,
    _ chain: inout ChunkSignatureChain?
  ) throws(SigV4Refusal) {
    guard chain != nil else { return }
    guard let signature else { throw .malformedTrailer("it has no signature") }
    let digest = SHA256.hash(
      fields.sorted { $0.name < $1.name }.map { "\($0.name):\($0.value)\n" }.joined()
    )
    let text = chain?.stringToSign(trailer: digest) ?? ""
    let computed = chain?.sign(trailer: digest).hex ?? ""
    guard computed.isSameInConstantTime(as: signature) else {
      throw .wrongTrailerSignature(given: signature, stringToSign: text)
    }
  }
}

extension String {
  /// Without white space at either end.
  fileprivate var trimmed: String {
    let start = utf8.firstIndex { !$0.isWhiteSpace } ?? endIndex
    let last = utf8.lastIndex { !$0.isWhiteSpace }
    return last.map { String(self[start...$0]) } ?? ""
  }
}
