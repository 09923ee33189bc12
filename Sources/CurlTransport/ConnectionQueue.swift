import HTTPWire

/// Says whose turn it is: so many at once over all hosts, so many with each, first come first served.
///
/// libcurl has limits of its own, but looks through everything that waits each time something ends.
struct ConnectionQueue<Element: AnyObject> {
  private struct Host {
    var running = 0
    var waiting: [(ticket: Int, element: Element)] = []
  }

  private let limit: Int
  private var hosts: [HTTPOrigin: Host] = [:]
  private(set) var running = 0
  private(set) var waiting = 0
  private var nextTicket = 0

  init(limit: Int) { self.limit = limit }

  mutating func append(_ element: Element, to origin: HTTPOrigin) {
    hosts[origin, default: Host()].waiting.append((nextTicket, element))
    nextTicket += 1
    waiting += 1
  }

  /// The longest waiting among those whose host has room; it counts as running from now on.
  mutating func next(perHost limitOf: (HTTPOrigin) -> Int) -> Element? {
    guard waiting > 0, running < limit else { return nil }
    let ready = hosts.filter { !$0.value.waiting.isEmpty && $0.value.running < limitOf($0.key) }
    guard
      let origin = ready.min(by: { $0.value.waiting[0].ticket < $1.value.waiting[0].ticket })?.key
    else { return nil }
    running += 1
    waiting -= 1
    hosts[origin]?.running += 1
    return hosts[origin]?.waiting.removeFirst().element
  }

  mutating func release(_ origin: HTTPOrigin) {
    running -= 1
    hosts[origin]?.running -= 1
    forgetIfIdle(origin)
  }

  /// Takes somebody out who gave up waiting; `false` if nobody like that waits.
  mutating func remove(_ element: Element, from origin: HTTPOrigin) -> Bool {
    guard let index = hosts[origin]?.waiting.firstIndex(where: { $0.element === element }) else {
      return false
    }
    hosts[origin]?.waiting.remove(at: index)
    waiting -= 1
    forgetIfIdle(origin)
    return true
  }

  /// Everybody who waits.
  var elements: [Element] { hosts.values.flatMap { $0.waiting.map(\.element) } }

  private mutating func forgetIfIdle(_ origin: HTTPOrigin) {
    if let host = hosts[origin], host.running == 0, host.waiting.isEmpty { hosts[origin] = nil }
  }
}
