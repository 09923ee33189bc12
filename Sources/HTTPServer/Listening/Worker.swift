internal import Synchronization

/// One event loop's share of a server: the connections that live on its thread.
actor Worker {
  nonisolated let loop: EventLoop
  nonisolated let arrivals = Mailbox<Arrival>()
  /// Connections handed over and not yet ended.
  nonisolated let load = Atomic<Int>(0)
  private let service: Service
  private var connections: [UInt64: Connection] = [:]

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  init(on loop: EventLoop, _ service: Service) {
    self.loop = loop
    self.service = service
  }

  /// Takes a connection from the listener's thread.
  nonisolated func take(_ arrival: Arrival) {
    load.add(1, ordering: .relaxed)
    arrivals.put(arrival)
  }

  /// Serves what arrives until the mailbox is closed, and then what is left.
  func run(_ handler: @escaping HTTPServer.Handler) async {
    await withDiscardingTaskGroup { group in
      while true {
        let arrived = await arrivals.take()
        if arrived.isEmpty { break }
        for arrival in arrived {
          let connection = Connection(arrival, on: loop, service)
          connections[connection.number] = connection
          group.addTask(executorPreference: loop) {
            await connection.serve(handler)
            await self.ended(connection)
          }
        }
      }
      for connection in connections.values { await connection.drain() }
    }
  }

  private func ended(_ connection: Connection) {
    connections[connection.number] = nil
    load.subtract(1, ordering: .relaxed)
  }
}
