import FoundationEssentials
import HTTPWire

/// What stands in an error answer, whoever wrote it.
struct Diagnosis {
  /// The proxy's `{"error_code":…,"message":…}`, or a gateway's `{"message":…}`.
  private struct ErrorBody: Decodable {
    var error_code: Int?
    var message: String?
    var Message: String?
    var error: String?
  }

  let status: Int
  /// The proxy's own code; `nil` where the answer is not in the proxy's words.
  let errorCode: Int?
  let message: String
  let isMarkup: Bool
  let location: String?

  init(_ answer: Answer) {
    status = answer.status
    location = answer.headers["Location"]
    isMarkup = Self.isMarkup(answer)
    let body = isMarkup ? nil : try? JSONDecoder().decode(ErrorBody.self, from: Data(answer.body))
    errorCode = body?.error_code
    message = body?.message ?? body?.Message ?? body?.error ?? Self.excerpt(of: answer.body)
  }

  /// Says whether an answer is a web page, whatever it calls itself.
  static func isMarkup(_ answer: Answer) -> Bool {
    if answer.firstByte == UInt8(ascii: "<") { return true }
    return answer.headers["Content-Type"]?.hasPrefix("text/html") ?? false
  }

  /// The beginning of a body as one line of text.
  static func excerpt(of body: [UInt8], limit: Int = 300) -> String {
    let text = String(decoding: body.prefix(limit), as: UTF8.self)
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return body.count > limit ? line + "…" : line
  }
}

extension Call {
  /// What an answer means where it does not mean success; `nil` where it does.
  func diagnosis(
    of answer: Answer,
    dialect: Dialect,
    now: @Sendable () -> Date
  ) -> KafkaRESTError? {
    if answer.isSuccess { return nil }
    if sendsRecords, ProduceReply.isReport(answer.body) { return nil }
    let found = Diagnosis(answer)
    let verdict =
      found.isMarkup || found.errorCode == nil
      ? found.wordsOfOthers(for: self) : found.wordsOfProxy(for: self, dialect: dialect)
    return KafkaRESTError(
      verdict.code,
      operation: operation,
      url: request.loggableURL,
      status: found.status,
      errorCode: found.errorCode,
      detail: found.isMarkup ? "a web page" : found.message,
      advice: verdict.advice,
      retryAfter: answer.headers["Retry-After"].flatMap { Self.retryAfter($0, now: now) },
      mayHaveArrived: verdict.mayHaveArrived
    )
  }

  /// Reads seconds or a date (RFC 9110 §10.2.3).
  static func retryAfter(_ text: String, now: @Sendable () -> Date) -> Duration? {
    if let seconds = Int(text) { return seconds >= 0 ? .seconds(seconds) : nil }
    return HTTPDate.parse(text).map { .seconds(max(0, $0.timeIntervalSince(now()))) }
  }
}

extension Answer {
  /// Whether the proxy says success: the status, and a body that begins like JSON or is not there.
  ///
  /// The content type is not worth a look: Karapace names one format whatever it sends.
  fileprivate var isSuccess: Bool {
    guard status / 100 == 2, let firstByte else { return status / 100 == 2 }
    return firstByte == UInt8(ascii: "{") || firstByte == UInt8(ascii: "[")
  }

  /// The first byte of the body that is not white space.
  fileprivate var firstByte: UInt8? {
    body.first { $0 != 0x20 && !(0x09...0x0d).contains($0) }
  }
}

/// What an answer amounts to.
struct Verdict {
  var code: KafkaRESTError.Code
  var advice: String?
  var mayHaveArrived = false

  init(_ code: KafkaRESTError.Code, _ advice: String? = nil, mayHaveArrived: Bool = false) {
    self.code = code
    self.advice = advice
    self.mayHaveArrived = mayHaveArrived
  }
}
