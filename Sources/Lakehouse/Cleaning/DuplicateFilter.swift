/// Knows which rows have been there and lets each through once.
struct DuplicateFilter<Row: CleanRow>: Sendable {
  private let duplicates: Duplicates
  private var rows: Set<RowDigest> = []
  private var keys: Set<CleanCell> = []

  init(_ duplicates: Duplicates) { self.duplicates = duplicates }

  /// Takes out what was there before, here or in an earlier call, and gives the number of rows that
  /// went; the digests are those of the rows, where whole rows count.
  mutating func filter(_ candidates: inout [Row], _ digests: [RowDigest]) -> Int {
    let count = candidates.count
    switch duplicates {
    case .kept: return 0
    case .sameRow:
      var digest = digests.makeIterator()
      candidates.removeAll { _ in digest.next().map { !rows.insert($0).inserted } ?? false }
    case .sameKey: candidates.removeAll { !keys.insert($0.key).inserted }
    }
    return count - candidates.count
  }
}
