/// How to get many ranges of a source with few reads.
///
/// Columns that are read stand side by side more often than not, and a store's answer takes longer to
/// begin than a gap takes to pass by.
struct FetchPlan {
  /// What to read, in order.
  private(set) var reads: [Range<Int>] = []
  private let wanted: [Range<Int>]
  private static let widestGap = 64 << 10
  private static let longestRead = 32 << 20

  init(_ ranges: [Range<Int>]) {
    wanted = ranges
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard let last = reads.last, range.lowerBound - last.upperBound <= Self.widestGap,
        range.upperBound - last.lowerBound <= Self.longestRead
      else {
        reads.append(range)
        continue
      }
      let end = max(last.upperBound, range.upperBound)
      reads[reads.count - 1] = last.lowerBound..<end
    }
  }

  /// The ranges that were wanted, in their order, within what was read.
  func runs(_ answers: [[UInt8]]) -> [ByteRun] {
    wanted.compactMap { range in
      guard
        let read = reads.lastIndex(where: {
          $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound
        })
      else { return nil }
      let start = range.lowerBound - reads[read].lowerBound
      return ByteRun(bytes: answers[read], range: start..<(start + range.count))
    }
  }
}
