import Digests

/// A caller's name for one append, and a checksum of what was in it.
struct IdempotencyKey: Hashable, Sendable {
  static let mostBytes = 255

  let text: String
  let fingerprint: UInt32

  init(text: String, fingerprint: UInt32) {
    self.text = text
    self.fingerprint = fingerprint
  }

  /// Keys and values count; partitions do not, since a retry may choose others for what has no key.
  init(_ text: String, for records: [Record]) throws(LogError) {
    guard !text.isEmpty, text.utf8.count <= Self.mostBytes else {
      throw LogError(
        .invalidConfiguration,
        "idempotency key",
        detail: "it has \(text.utf8.count) bytes, 1 to \(Self.mostBytes) can be"
      )
    }
    self.text = text
    var checksum = CRC32C()
    var lengths = ByteWriter()
    for record in records {
      for part in [record.key, record.value] {
        lengths.put(count: part.map { $0.count + 1 } ?? 0)
        unsafe part?.withUnsafeBytes { unsafe checksum.update($0) }
      }
    }
    checksum.update(lengths.bytes)
    fingerprint = checksum.value
  }
}
