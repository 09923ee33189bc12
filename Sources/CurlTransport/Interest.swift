import CCurl

/// What is awaited of a socket, or has come true.
struct Interest: OptionSet {
  let rawValue: UInt8

  static let reading = Interest(rawValue: 1)
  static let writing = Interest(rawValue: 2)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// An error or a hang-up shows when somebody reads.
  init(events: UInt32) {
    self = []
    if events & (EPOLLIN.rawValue | EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { insert(.reading) }
    if events & EPOLLOUT.rawValue != 0 { insert(.writing) }
  }

  var events: UInt32 {
    (contains(.reading) ? EPOLLIN.rawValue : 0) | (contains(.writing) ? EPOLLOUT.rawValue : 0)
  }
}
