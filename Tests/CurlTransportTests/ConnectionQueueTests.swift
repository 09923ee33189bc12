@testable import CurlTransport
import HTTPWire
import Testing

@Suite struct ConnectionQueueTests {
  @Test func `lets in what there is room for, the others in order of arrival`() {
    let lobby = Lobby(limit: 10, perHost: 2)
    #expect((0..<5).map { lobby.enter("\($0)", "a") } == [true, true, false, false, false])
    #expect(lobby.next() == nil)
    lobby.leave("a")
    #expect(lobby.next() == "2")
    #expect(lobby.next() == nil)
    #expect(!lobby.enter("late", "a"))
    lobby.leave("a")
    lobby.leave("a")
    #expect(lobby.next() == "3")
    #expect(lobby.next() == "4")
    #expect(lobby.next() == nil)
    #expect(lobby.queue.waiting == 1)
  }

  @Test func `one busy host does not hold up another`() {
    let lobby = Lobby(limit: 10, perHost: 1)
    #expect(lobby.enter("a1", "a"))
    #expect(!lobby.enter("a2", "a"))
    _ = lobby.enter("b1", "b")
    #expect(lobby.next() == "b1")
    lobby.leave("a")
    #expect(lobby.next() == "a2")
  }

  @Test func `keeps to the limit over all hosts, oldest first`() {
    let lobby = Lobby(limit: 2, perHost: 2)
    #expect(lobby.enter("a1", "a"))
    #expect(lobby.enter("a2", "a"))
    #expect(!lobby.enter("b1", "b"))
    #expect(!lobby.enter("a3", "a"))
    lobby.leave("a")
    lobby.leave("a")
    #expect(lobby.next() == "b1")
    #expect(lobby.next() == "a3")
  }

  @Test func `whoever gives up is not called`() {
    let lobby = Lobby(limit: 1, perHost: 1)
    #expect(lobby.enter("first", "a"))
    for number in 0..<100 { _ = lobby.enter("\(number)", "a") }
    for number in 0..<100 where number != 70 { #expect(lobby.giveUp("\(number)", "a")) }
    #expect(!lobby.giveUp("3", "a"))
    #expect(lobby.queue.elements.map(\.name) == ["70"])
    lobby.leave("a")
    #expect(lobby.next() == "70")
    #expect(lobby.queue.waiting == 0)
  }

  @Test func `a host that turns out to share connections takes more`() {
    let lobby = Lobby(limit: 10, perHost: 1)
    #expect(lobby.enter("1", "a"))
    #expect(!lobby.enter("2", "a"))
    lobby.host("a").limit = 3
    #expect(lobby.next() == "2")
    #expect(lobby.enter("3", "a"))
  }

  @Test func `forgets hosts nobody talks to, and none that somebody does`() {
    let lobby = Lobby(limit: 1_000, perHost: 1)
    let busy = lobby.host("a")
    #expect(lobby.enter("busy", "a"))
    for number in 0..<500 {
      #expect(lobby.enter("x", "h\(number)"))
      lobby.leave("h\(number)")
    }
    #expect(lobby.host("a") === busy)
    #expect(lobby.queue.hostCount < 100)
  }
}

/// A queue of names.
private final class Lobby {
  final class Guest {
    let name: String
    init(_ name: String) { self.name = name }
  }

  var queue: ConnectionQueue<Guest>
  private var guests: [String: Guest] = [:]

  init(limit: Int, perHost: Int) { queue = ConnectionQueue(limit: limit, perHost: perHost) }

  func host(_ name: String) -> ConnectionQueue<Guest>.Host {
    queue.host(HTTPOrigin(scheme: .http, host: name))
  }

  func enter(_ name: String, _ host: String) -> Bool {
    let guest = Guest(name)
    guests[name] = guest
    return queue.enter(guest, to: self.host(host))
  }

  func next() -> String? { queue.next()?.name }

  func leave(_ host: String) { queue.leave(self.host(host)) }

  func giveUp(_ name: String, _ host: String) -> Bool {
    guests[name].map { queue.remove($0, from: self.host(host)) } ?? false
  }
}
