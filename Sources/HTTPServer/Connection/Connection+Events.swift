/// What the event loop tells a connection, on its thread.
extension Connection {
  nonisolated func socketChanged(_ events: SocketEvents) {
    assumeIsolated { connection in
      connection.channel.changed(events)
      if connection.channel.peerHasEnded { connection.cancelIfClientIsGone() }
    }
  }

  nonisolated func timePassed(_ now: Moment) -> Moment? {
    assumeIsolated { connection in
      let next = connection.channel.timePassed(now)
      return connection.endIfOverdue(now).map { min($0, next ?? $0) } ?? next
    }
  }
}
