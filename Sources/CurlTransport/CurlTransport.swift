public import HTTPWire

/// Carries requests over libcurl: one event loop on a thread of its own, connections kept alive and shared.
///
/// Making one is cheap: the thread starts with the first request and ends, closing every connection,
/// once the transport and every unread answer are gone. There is nothing to shut down.
public final class CurlTransport: HTTPTransport {
  private let options: Options
  private let inbox: Inbox

  /// Starts nothing yet; the first request does.
  public init(_ options: Options = Options()) {
    self.options = options
    inbox = Inbox(options)
  }

  deinit { inbox.close() }

  /// Sends `request` and returns as soon as the header of the answer is there.
  public func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
    let transfer = try Transfer(request, options: options)
    let answer: Answer
    if let feed = transfer.feed {
      answer = try await feed.pumping {
        await self.answer(to: transfer)
      } wake: {
        self.inbox.post(.send(transfer))
      }.get()
    } else {
      answer = try await self.answer(to: transfer).get()
    }
    return answer.response { ResponseReader($0, transfer: transfer, transport: self) }
  }

  private func answer(to transfer: Transfer) async -> Result<Answer, HTTPTransportError> {
    await withTaskCancellationHandler {
      await Waiter.wait { waiter in
        transfer.waiter = waiter
        inbox.post(.start(transfer))
      }
    } onCancel: {
      inbox.post(.cancel(transfer))
    }
  }

  /// Tells the loop something about a transfer it already has.
  func post(_ command: Inbox.Command) { inbox.post(command) }

  /// What the transport holds at this moment, counted by its loop; for tests that look for leaks.
  package var statistics: Statistics { inbox.statistics }
}
