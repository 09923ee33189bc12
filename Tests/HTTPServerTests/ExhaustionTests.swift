import Foundation
import HTTPServer
import HTTPWire
import Testing

@Suite(.timeLimit(.minutes(1))) struct ExhaustionTests {
  /// In a process of its own, since it takes from it what others need.
  @Test func `without descriptors clients wait, the server neither fails nor spins`() async {
    await #expect(processExitsWith: .success) {
      // Dispatch takes its own descriptors at the first wait, and ends a process that has none left.
      try await Task.sleep(for: .milliseconds(1))
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      limit.rlim_cur = 64
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      try await withServer(describe) { address in
        var clients: [RawClient] = []
        // The client's sockets count as well, so they run out while connections wait.
        while let client = try? RawClient(address) { clients.append(client) }
        let before = clock()
        usleep(500_000)
        let spent = Double(clock() - before) / Double(CLOCKS_PER_SEC)
        #expect(spent < 0.1, "it took \(spent) s of CPU to wait half a second")
        clients.removeFirst(clients.count * 3 / 4)
        for client in clients {
          let status = try client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status
          #expect(status == 200)
        }
      }
    }
  }
}
