import PinterestModels

/// Where records go: the seam behind which a proxy, a file or a terminal stands.
public protocol RecordTarget: Sendable {
  /// What the summary calls it.
  var name: String { get }
  /// Whether records of different tables travel apart, or in one line of records.
  var separatesTables: Bool { get }
  /// The most requests at once it can bear; 1 keeps the order of records.
  var concurrencyLimit: Int { get }
  /// How often records were turned away by now because there was no room for them.
  var throttles: Int { get }
  /// How often by now it sent something again of its own accord.
  var retries: Int { get }

  /// Sends records and says what became of each, in their order; it never throws.
  func send(_ records: [OutgoingRecord]) async -> [Delivery]
}

extension RecordTarget {
  /// None: right for whatever knows no throttle.
  public var throttles: Int { 0 }
  /// None: right for whatever never tries again.
  public var retries: Int { 0 }
}

/// What became of one record.
public enum Delivery: Sendable, Hashable {
  /// It is there; perhaps twice, because an earlier attempt may have arrived as well.
  case acknowledged(possiblyDuplicated: Bool)
  /// It failed for good: a short code that failures are counted under, and what was said.
  case failed(code: String, message: String, mayHaveArrived: Bool)
  /// It was not sent at all.
  case notSent(reason: String)
}
