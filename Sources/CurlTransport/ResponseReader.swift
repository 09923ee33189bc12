import HTTPWire
import Synchronization

/// The caller's end of a streamed answer: reads it once, and ends the transfer when nobody reads
/// on.
final class ResponseReader: Sendable {
  private let body: ResponseBody
  private let transfer: Transfer
  /// Keeps the loop running until the answer is read.
  private let loop: LoopExecutor
  private let isStarted = Atomic(false)

  init(_ body: ResponseBody, transfer: Transfer, loop: LoopExecutor) {
    self.body = body
    self.transfer = transfer
    self.loop = loop
  }

  deinit {
    if !body.hasEnded { loop.post(.cancel(transfer)) }
  }

  /// The body as a stream that can be read once.
  var stream: HTTPByteStream {
    HTTPByteStream {
      let wasStarted = self.isStarted.exchange(true, ordering: .relaxed)
      precondition(!wasStarted, "the body of an answer can be read only once")
      return { try await self.next() }
    }
  }

  private func next() async throws(HTTPTransportError) -> [UInt8]? {
    try await withTaskCancellationHandler {
      await body.next { loop.post(.receive(transfer)) }
    } onCancel: {
      loop.post(.cancel(transfer))
    }.get()
  }
}
