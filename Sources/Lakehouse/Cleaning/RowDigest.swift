import PinterestModels

/// A row as far as it must be known to be recognised.
///
/// Rows with the same `ind` are few, so that a digest of 64 bits, which begins anew with every
/// process, tells them apart.
struct RowDigest: Hashable, Sendable {
  private let index: Int?
  private let digest: Int

  init(of row: some CleanRow) {
    var hasher = CellHasher()
    row.forEachCell(&hasher)
    index = row.index
    digest = hasher.digest
  }
}

/// Takes texts by their bytes: as strings they would be normalised first.
private struct CellHasher: CleanCellReceiver {
  private var hasher = Hasher()

  var digest: Int { hasher.finalize() }

  mutating func take(_ integer: Int?) { hasher.combine(integer) }

  mutating func take(_ text: String?) {
    guard var text else { return hasher.combine(-1) }
    text.withUTF8 { bytes in
      hasher.combine(bytes.count)
      hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
  }

  mutating func take(_ coordinates: Coordinates?) { hasher.combine(coordinates) }

  mutating func take(_ timestamp: WireTimestamp?) { hasher.combine(timestamp) }
}
