import Foundation
import Synchronization
import TableFormats

/// A clock that begins now and goes on when it is told to.
final class TestClock: Sendable {
  private let ahead = Atomic(0)

  var options: DeltaTable.Options {
    var options = Numbers.options
    options.surroundings.now = { [self] in
      Date().addingTimeInterval(Double(ahead.load(ordering: .relaxed)) * 3_600)
    }
    return options
  }

  func advance(hours: Int) { ahead.add(hours, ordering: .relaxed) }
}
