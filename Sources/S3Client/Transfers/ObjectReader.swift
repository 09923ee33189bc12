import Digests
import HTTPWire

/// Reads the body of a GET to its end: takes a broken connection up where it broke, counts the
/// bytes and compares the checksum.
struct ObjectReader {
  private let plan: ReadPlan
  private var source: HTTPByteStream.Iterator
  private var position: Int
  private var running: Checksum?
  private var loop: AttemptLoop

  init(_ plan: ReadPlan) {
    self.plan = plan
    source = plan.body.chunks.makeAsyncIterator()
    position = plan.start
    running = plan.checksum.map { Checksum($0.algorithm) }
    loop = plan.engine.newLoop()
  }

  /// The next bytes; `nil` once all of them have come and are the right ones.
  mutating func next() async throws(S3Error) -> [UInt8]? {
    while true {
      let chunk: [UInt8]?
      do { chunk = try await source.next(isolation: #isolation) } catch {
        try await resume(after: Failure(reading: error))
        continue
      }
      if let chunk {
        if chunk.isEmpty { continue }
        try take(chunk)
        return chunk
      }
      guard let end = plan.end, position < end else {
        try finish()
        return nil
      }
      let error = S3Error(.unreachable, "\(end - position) bytes are missing")
      try await resume(after: Failure(error, remedy: .patience))
    }
  }

  private mutating func take(_ chunk: [UInt8]) throws(S3Error) {
    position += chunk.count
    guard position <= plan.end ?? .max else {
      throw plan.call.locate(S3Error(.malformedAnswer, "more bytes came than were announced"))
    }
    running?.update(chunk)
    // Whoever makes headway may fail anew as often as the policy allows.
    loop = plan.engine.newLoop()
  }

  private func finish() throws(S3Error) {
    if let checksum = plan.checksum, let running, running.base64 != checksum.value {
      throw plan.mismatch(checksum)
    }
  }

  /// Asks for what is missing, and for nothing but the content that was begun.
  private mutating func resume(after failure: Failure) async throws(S3Error) {
    let isSameContent = plan.etag != nil || position == plan.start
    try await plan.engine.recover(
      from: failure,
      of: plan.call,
      canReplay: isSameContent,
      loop: &loop
    )
    var call = plan.call
    call.query.removeAll { $0.name == "partNumber" }
    call.headers["Range"] = "bytes=\(position)-" + (plan.end.map { "\($0 - 1)" } ?? "")
    call.headers["If-Match"] = plan.etag?.description
    let answer: Answer
    do { answer = try await plan.engine.send(call) } catch {
      guard error.code == .preconditionFailed else { throw error }
      var error = error
      error.code = .changedDuringRead
      throw error
    }
    let part = answer.headers["Content-Range"].flatMap { ContentRange($0) }
    guard part?.bytes.lowerBound ?? (answer.status == 206 ? nil : 0) == position else {
      throw call.locate(S3Error(.malformedAnswer, "the rest does not begin where it was asked for"))
    }
    source = answer.body.chunks.makeAsyncIterator()
  }
}
