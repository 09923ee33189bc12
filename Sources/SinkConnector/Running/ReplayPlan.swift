/// What the wall clock said of records whose objects are about to be stored, so that a run after a
/// crash makes the same objects of them: the same names, the same bytes.
///
/// It is kept beside the committed offset, before the first of those objects is stored. Without the
/// wall clock in a connector's settings there is nothing to keep: records alone decide then.
struct ReplayPlan: Sendable, Equatable {
  /// Records up to an offset were taken at a moment, in milliseconds since 1970.
  struct Taking: Sendable, Equatable {
    /// The first offset behind those records.
    var end: Int
    var now: Int
  }

  /// When records were taken, in the order of their offsets.
  private(set) var takings: [Taking] = []
  /// Before which offsets everything open was closed by the clock.
  private(set) var closings: [Int] = []

  init() {}

  /// Reads what ``text`` wrote; anything else is no plan.
  init(parsing text: String) {
    for part in text.split(separator: ";") {
      let sides = part.split(separator: "@").map { Int($0) }
      if part.hasPrefix("close "), let end = Int(part.dropFirst(6)) {
        closings.append(end)
      } else if sides.count == 2, let now = sides[0], let end = sides[1] {
        takings.append(Taking(end: end, now: now))
      }
    }
  }

  var isEmpty: Bool { takings.isEmpty && closings.isEmpty }

  /// The plan as one line, short enough to be kept beside an offset.
  var text: String {
    (takings.map { "\($0.now)@\($0.end)" } + closings.map { "close \($0)" }).joined(separator: ";")
  }

  /// When the record of an offset was taken, if that was written down.
  func now(at offset: Int) -> Int? { takings.first { $0.end > offset }?.now }

  /// Notes that records up to `end` were taken at a moment; like ones are told once.
  mutating func take(upTo end: Int, at now: Int, isSame: (Int, Int) -> Bool) {
    if let last = takings.last, last.end >= end { return }
    if let last = takings.last, isSame(last.now, now) {
      takings[takings.count - 1].end = end
    } else {
      takings.append(Taking(end: end, now: now))
    }
  }

  /// Notes that everything open was closed before an offset.
  mutating func close(before offset: Int) {
    if closings.last.map({ $0 < offset }) ?? true { closings.append(offset) }
  }

  /// Forgets what lies before an offset.
  mutating func forget(before offset: Int) {
    takings.removeAll { $0.end <= offset }
    closings.removeAll { $0 <= offset }
  }
}
