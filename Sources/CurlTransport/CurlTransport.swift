public import HTTPWire

/// Carries requests over libcurl: one event loop on a thread of its own, connections kept alive and
/// shared.
///
/// Making one is cheap: the thread starts with the first request and ends, closing every
/// connection, once the transport and every unread answer are gone. There is nothing to shut down.
public final class CurlTransport: HTTPTransport {
  private let options: Options
  private let loop: LoopExecutor

  /// Starts nothing yet; the first request does.
  public init(_ options: Options = Options()) {
    self.options = options
    loop = LoopExecutor(options)
  }

  /// Sends `request` and returns as soon as the header of the answer is there.
  public func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
    let transfer = try Transfer(request, options: options)
    let answer: Answer
    if let feed = transfer.feed {
      answer = try await feed.pumping {
        await self.answer(to: transfer)
      } wake: {
        self.loop.post(.send(transfer))
      }.get()
    } else {
      answer = try await self.answer(to: transfer).get()
    }
    return answer.response { ResponseReader($0, transfer: transfer, loop: loop) }
  }

  private func answer(to transfer: Transfer) async -> Result<Answer, HTTPTransportError> {
    await withTaskCancellationHandler {
      await Waiter.wait { waiter in
        transfer.waiter = waiter
        loop.post(.start(transfer))
      }
    } onCancel: {
      loop.post(.cancel(transfer))
    }
  }

  /// Runs tasks on the very thread that sends their requests:
  /// `withTaskExecutorPreference(transport.executor)`.
  ///
  /// It saves two thread switches a request, which is a third of what a small one costs, and gives
  /// the tasks one thread for all: right for thousands of small requests, wrong for anything that
  /// computes for long or blocks.
  public var executor: any TaskExecutor { loop }

  /// What the transport holds at this moment, counted by its loop; for tests that look for leaks.
  package var statistics: Statistics { loop.statistics }
}
