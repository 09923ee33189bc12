import AWSSigV4
public import Digests
import HTTPWire
import XMLWire

/// The checksum S3 keeps with an object.
public struct ObjectChecksum: Sendable, Hashable {
  /// How it is computed.
  public let algorithm: ChecksumAlgorithm
  /// Its value in base64; for a composite one with the number of parts behind it.
  public let value: String
  /// Whether it is that of the parts' checksums rather than that of the bytes.
  public let isComposite: Bool

  /// Takes a value as it stands on the wire.
  public init(_ algorithm: ChecksumAlgorithm, _ value: String, isComposite: Bool = false) {
    self.algorithm = algorithm
    self.value = value
    self.isComposite = isComposite || value.utf8.contains(UInt8(ascii: "-"))
  }

  init?(_ headers: HTTPHeaders) {
    var found: [ChecksumAlgorithm: String] = [:]
    // Every answer is looked through: most names are not worth a second look.
    for field in headers where Self.nameLengths.contains(field.name.utf8.count) {
      if let algorithm = ChecksumAlgorithm(headerName: field.name) {
        found[algorithm] = field.value
      }
    }
    guard !found.isEmpty, let best = Self.order.first(where: { found[$0] != nil }),
      let value = found[best]
    else { return nil }
    self.init(best, value, isComposite: headers["x-amz-checksum-type"] == "COMPOSITE")
  }

  init?(_ element: XMLElement?) {
    for algorithm in Self.order {
      guard let value = element?[algorithm.element], !value.isEmpty else { continue }
      self.init(algorithm, value, isComposite: element?["ChecksumType"] == "COMPOSITE")
      return
    }
    return nil
  }

  /// From `x-amz-checksum-sha1` to `x-amz-checksum-crc64nvme`.
  private static let nameLengths = 19...24
  /// The cheapest to check comes first.
  private static let order: [ChecksumAlgorithm] = [.crc64nvme, .crc32, .crc32c, .sha1, .sha256]
}

extension ChecksumAlgorithm {
  /// The element that carries it.
  var element: String { "Checksum\(rawValue)" }
}
