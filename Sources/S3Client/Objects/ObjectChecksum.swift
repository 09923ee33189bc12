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
    for algorithm in Self.order {
      guard let value = headers[algorithm.headerName] else { continue }
      self.init(algorithm, value, isComposite: headers["x-amz-checksum-type"] == "COMPOSITE")
      return
    }
    return nil
  }

  init?(_ element: XMLElement?) {
    for algorithm in Self.order {
      guard let value = element?[algorithm.element], !value.isEmpty else { continue }
      self.init(algorithm, value, isComposite: element?["ChecksumType"] == "COMPOSITE")
      return
    }
    return nil
  }

  /// The cheapest to check comes first.
  private static let order: [ChecksumAlgorithm] = [.crc64nvme, .crc32, .crc32c, .sha1, .sha256]
}

extension ChecksumAlgorithm {
  /// The element that carries it.
  var element: String { "Checksum\(rawValue)" }
}
