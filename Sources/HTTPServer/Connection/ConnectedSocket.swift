internal import CSockets
internal import Glibc

/// One connection's socket; it never blocks and never raises a signal.
struct ConnectedSocket: ~Copyable, Sendable {
  /// What came of moving bytes.
  enum Outcome {
    case moved(Int)
    /// Nothing could be moved now; an event will tell when it can.
    case wouldBlock
    case failed
  }

  private(set) var descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  /// Closes before the value's end; nothing else may be asked afterwards.
  mutating func close() {
    Glibc.close(descriptor)
    descriptor = -1
  }

  /// Receives what is there, as much as there is room for; 0 bytes are the peer's end.
  borrowing func receive(into buffer: inout [UInt8]) -> Outcome {
    outcome {
      unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
      }
    }
  }

  /// Sends what stands behind `position`; `more` says that more follows at once.
  borrowing func send(_ bytes: [UInt8], from position: Int, more: Bool) -> Outcome {
    let flags = Int32(MSG_NOSIGNAL) | (more ? Int32(MSG_MORE) : 0)
    return outcome {
      unsafe bytes.withUnsafeBytes { bytes in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[position...])
        return unsafe Glibc.send(descriptor, rest.baseAddress, rest.count, flags)
      }
    }
  }

  /// Sends from a file without bringing the bytes here; 0 bytes are the end of the file.
  borrowing func send(file: Int32, offset: Int, count: Int) -> Outcome {
    var offset = off_t(offset)
    return outcome { unsafe sendfile(descriptor, file, &offset, count) }
  }

  /// Whether the peer has ended, in order or not, and every byte it sent was received.
  borrowing func isAtEnd() -> Bool {
    var byte: UInt8 = 0
    let result = unsafe recv(descriptor, &byte, 1, Int32(MSG_PEEK))
    return result == 0 || result < 0 && errno != EAGAIN
  }

  /// Tells the peer that no more comes.
  borrowing func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Ends both directions at once; whoever waits for this socket hears of it.
  borrowing func abort() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private borrowing func outcome(_ move: () -> Int) -> Outcome {
    while true {
      let result = move()
      if result >= 0 { return .moved(result) }
      if errno == EAGAIN { return .wouldBlock }
      if errno != EINTR { return .failed }
    }
  }
}
