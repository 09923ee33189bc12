import Digests

/// What tells one content from another: the MD5 of it, or of the MD5s of its parts.
struct ETag: Hashable, Sendable, CustomStringConvertible {
  let digest: Digest<16>
  /// The number of parts; 0 where it came in one piece.
  let parts: Int

  init(_ digest: Digest<16>, parts: Int = 0) {
    self.digest = digest
    self.parts = parts
  }

  /// That of an object made of parts.
  init(joining parts: [ETag]) {
    var md5 = MD5()
    for part in parts { md5.update(part.digest.bytes) }
    self.init(md5.value, parts: parts.count)
  }

  /// Without quotes.
  var description: String { parts == 0 ? digest.hex : "\(digest.hex)-\(parts)" }

  /// As it stands in headers and lists.
  var quoted: String { "\"\(description)\"" }

  /// Whether a text that a client sent, quoted or bare, means this one.
  func matches(_ text: some StringProtocol) -> Bool {
    var bare = text.drop { $0 == " " }
    if bare.hasPrefix("W/") { bare = bare.dropFirst(2) }
    return String(bare.filter { $0 != "\"" && $0 != " " }) == description
  }
}
