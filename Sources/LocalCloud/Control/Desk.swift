import EventLog
import FoundationEssentials
import HTTPWire

/// Where every call of every service is registered: faults strike here, journal and metrics hear of it.
struct Desk: Sendable {
  let clock: CloudClock
  let faults: Faults
  let journal: Journal
  let metrics: Metrics
  /// Raised when the cloud ends, for answers that would go on for ever.
  let ending = Ending()

  init(
    clock: CloudClock,
    faults: Faults,
    journal: Journal = Journal(),
    metrics: Metrics = Metrics()
  ) {
    self.clock = clock
    self.faults = faults
    self.journal = journal
    self.metrics = metrics
  }

  /// What the work on a call may look at and leave behind.
  struct Sheet: Sendable {
    /// Which records of the batch shall fail, counted from 0.
    let failingRecords: Set<Int>
    /// With which code they fail, where a rule says so.
    var recordFailure: FaultRule.Failure?
    /// Whether a read shall bring nothing although there is more.
    var isSparse = false
    /// The service's code for what went wrong, for the journal.
    var errorCode: String?
    /// What a person should know about this call.
    var notes: [String] = []
  }

  /// Does the work on a call, unless a fault says otherwise, and registers how it went.
  ///
  /// `refusal` puts a fault into the service's own words.
  func serve(
    _ call: ServiceCall,
    _ request: HTTPRequest,
    refusal: (FaultRule.Failure) -> HTTPResponse,
    work: (inout Sheet) async -> HTTPResponse
  ) async -> HTTPResponse {
    let start = ContinuousClock.now
    let fault = faults.strike(call)
    var sheet = Sheet(
      failingRecords: Set(fault?.records ?? []),
      recordFailure: fault?.failure,
      isSparse: fault?.isSparse ?? false
    )
    let response = await answer(fault, &sheet, refusal: refusal, work: work)
    let duration = ContinuousClock.now - start
    metrics.record(call, status: response.status, duration: duration)
    journal.record { sequence in
      Journal.Entry(
        sequence: sequence,
        date: clock.date,
        call: call,
        method: request.method.rawValue,
        path: String(request.path),
        status: response.status,
        errorCode: sheet.errorCode,
        duration: duration,
        notes: sheet.notes
      )
    }
    return response
  }

  private func answer(
    _ fault: Faults.Fault?,
    _ sheet: inout Sheet,
    refusal: (FaultRule.Failure) -> HTTPResponse,
    work: (inout Sheet) async -> HTTPResponse
  ) async -> HTTPResponse {
    guard let fault else { return await work(&sheet) }
    sheet.notes.append("a fault was injected")
    if fault.latency > .zero { try? await clock.sleepAtMost(fault.latency) }
    if fault.drop == .beforeWork { return .cutConnection }
    // A rule that names records fails those and not the call.
    if let failure = fault.failure, fault.records.isEmpty {
      sheet.errorCode = failure.code
      var response = refusal(failure)
      if let seconds = failure.retryAfter { response.headers["Retry-After"] = "\(seconds)" }
      return response
    }
    let response = await work(&sheet)
    switch fault.drop {
    case .beforeResponse: return .cutConnection
    case .midResponse: return response.cutInHalf
    case .beforeWork, nil: return response
    }
  }
}

extension HTTPResponse {
  /// No answer at all: the server closes the connection instead.
  static var cutConnection: HTTPResponse { HTTPResponse(status: 0) }

  /// Announces the whole body and breaks off in the middle of it.
  fileprivate var cutInHalf: HTTPResponse {
    struct BrokenOff: Error {}
    guard case .bytes(let bytes) = body, bytes.count > 1 else { return .cutConnection }
    var broken = self
    let half = HTTPByteStream {
      var isFirst = true
      return {
        guard isFirst else { throw BrokenOff() }
        isFirst = false
        return Array(bytes[..<(bytes.count / 2)])
      }
    }
    broken.body = .stream(half, length: bytes.count)
    return broken
  }
}
