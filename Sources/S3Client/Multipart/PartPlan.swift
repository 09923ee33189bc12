/// How large each part of an upload is: S3 takes 10,000 of them, each of at least 5 MiB but the last.
struct PartPlan: Sendable, Hashable {
  static let maximumCount = 10_000
  private static let mebibyte = 1024 * 1024

  private let base: Int
  /// Whether parts grow as they become many, because nobody knows how many there will be.
  private let grows: Bool

  init(total: Int?, partSize: Int) {
    let wanted = max(partSize, 5 * Self.mebibyte)
    guard let total else {
      (base, grows) = (wanted, true)
      return
    }
    let needed = (total + Self.maximumCount - 1) / Self.maximumCount
    let rounded = (needed + Self.mebibyte - 1) / Self.mebibyte * Self.mebibyte
    (base, grows) = (max(wanted, rounded), false)
  }

  /// The size of a part, numbers counted from 1: after every thousand it doubles where it must.
  func size(of number: Int) -> Int { grows ? base << ((number - 1) / 1_000) : base }

  /// Where each part of a whole of `total` bytes begins and ends.
  func ranges(of total: Int) -> some Sequence<Range<Int>> {
    stride(from: 0, to: total, by: base).lazy.map { $0..<min($0 + base, total) }
  }
}
