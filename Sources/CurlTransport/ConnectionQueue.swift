import HTTPWire

/// Says whose turn it is: so many at once over all hosts, so many with each, first come first
/// served.
///
/// libcurl has limits of its own, but looks through everything that waits each time something ends.
struct ConnectionQueue<Element: AnyObject> {
  /// One origin: who is on the wire with it and who waits to be.
  final class Host {
    let origin: HTTPOrigin
    /// How many may be on the wire at once.
    var limit: Int
    fileprivate(set) var running = 0
    fileprivate var line = Line()

    init(_ origin: HTTPOrigin, limit: Int) {
      self.origin = origin
      self.limit = limit
    }

    fileprivate var isIdle: Bool { running == 0 && line.isEmpty }
  }

  private let limit: Int
  private let limitPerHost: Int
  private var hosts: [HTTPOrigin: Host] = [:]
  private var latest: Host?
  private var running = 0
  private(set) var waiting = 0
  private var nextTicket = 0

  init(limit: Int, perHost: Int) {
    self.limit = limit
    limitPerHost = perHost
  }

  /// The host behind `origin`, which most often is the one asked for before.
  mutating func host(_ origin: HTTPOrigin) -> Host {
    if let latest, latest.origin == origin { return latest }
    let host = hosts[origin] ?? Host(origin, limit: limitPerHost)
    if hosts.count > 64 { hosts = hosts.filter { !$0.value.isIdle } }
    hosts[origin] = host
    latest = host
    return host
  }

  /// Lets `element` onto the wire if there is room and nobody is before it; else it waits.
  mutating func enter(_ element: Element, to host: Host) -> Bool {
    if waiting == 0, running < limit, host.running < host.limit {
      running += 1
      host.running += 1
      return true
    }
    host.line.append(element, ticket: nextTicket)
    nextTicket += 1
    waiting += 1
    return false
  }

  /// The longest waiting among those whose host has room; it is on the wire from now on.
  mutating func next() -> Element? {
    guard waiting > 0, running < limit else { return nil }
    var first: Host?
    for host in hosts.values where host.running < host.limit && !host.line.isEmpty {
      if host.line.ticket < first?.line.ticket ?? .max { first = host }
    }
    guard let first else { return nil }
    running += 1
    waiting -= 1
    first.running += 1
    return first.line.removeFirst()
  }

  /// Somebody has left the wire.
  mutating func leave(_ host: Host) {
    running -= 1
    host.running -= 1
  }

  /// Takes somebody out who gave up waiting; `false` if nobody like that waits.
  mutating func remove(_ element: Element, from host: Host) -> Bool {
    guard host.line.remove(element) else { return false }
    waiting -= 1
    return true
  }

  /// How many hosts it remembers.
  var hostCount: Int { hosts.count }

  /// Everybody who waits.
  var elements: [Element] { hosts.values.flatMap { $0.line.elements } }
}

extension ConnectionQueue {
  /// A queue whose head moves on instead of moving everybody behind it.
  fileprivate struct Line {
    private var places: [(element: Element?, ticket: Int)] = []
    private var head = 0

    var isEmpty: Bool { head == places.count }
    /// The number of the first in line; a line that is empty has none.
    var ticket: Int { places[head].ticket }
    var elements: [Element] { places[head...].compactMap(\.element) }

    mutating func append(_ element: Element, ticket: Int) { places.append((element, ticket)) }

    mutating func removeFirst() -> Element? {
      let element = places[head].element.take()
      head += 1
      if head > 32, head * 2 > places.count {
        places.removeFirst(head)
        head = 0
      }
      return element
    }

    mutating func remove(_ element: Element) -> Bool {
      guard let index = places[head...].firstIndex(where: { $0.element === element }) else {
        return false
      }
      places.remove(at: index)
      return true
    }
  }
}
