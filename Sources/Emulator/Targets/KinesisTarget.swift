public import HTTPWire
public import KinesisClient
public import PinterestModels
import Synchronization

/// Puts records into the streams of a user, directly or through a gateway's templates.
public final class KinesisTarget: RecordTarget {
  private typealias Put = @Sendable ([PutEntry], StreamName) async -> PutReport

  /// What the summary calls it.
  public let name: String
  /// Each table has its stream.
  public let separatesTables = true
  /// As many as are asked for.
  public let concurrencyLimit = Int.max
  private let put: Put
  private let streams: [Table: StreamName]
  private let throttled = Atomic(0)

  /// Aims at the streams themselves.
  public convenience init<Transport: HTTPTransport>(
    _ client: KinesisClient<Transport>,
    userID: UserID,
    options: PutOptions = PutOptions(),
    name: String = "kinesis"
  ) throws(KinesisError) {
    try self.init(userID: userID, name: name) { entries, stream in
      await client.stream(stream).putRecords(entries, options: options)
    }
  }

  /// Aims at a gateway's stage.
  public convenience init<Transport: HTTPTransport>(
    _ gateway: KinesisGateway<Transport>,
    userID: UserID,
    options: PutOptions = PutOptions(),
    name: String = "gateway-kinesis"
  ) throws(KinesisError) {
    try self.init(userID: userID, name: name) { entries, stream in
      await gateway.putRecords(entries, to: stream, options: options)
    }
  }

  private init(userID: UserID, name: String, put: @escaping Put) throws(KinesisError) {
    self.name = name
    self.put = put
    var streams: [Table: StreamName] = [:]
    for table in Table.allCases { streams[table] = try StreamName(userID.stream(of: table)) }
    self.streams = streams
  }

  /// How often records were turned away by now because their shard had no room.
  public var throttles: Int { throttled.load(ordering: .relaxed) }

  /// Sends records of one table; those that are turned away are sent again, they alone.
  public func send(_ records: [OutgoingRecord]) async -> [Delivery] {
    guard let table = records.first?.table, let stream = streams[table] else { return [] }
    let entries = records.map { record in
      PutEntry(data: record.value, partitionKey: record.key ?? KeyChoice.coursePartition)
    }
    let report = await put(entries, stream)
    throttled.add(report.throttles, ordering: .relaxed)
    return report.outcomes.map { Delivery($0, stream: stream) }
  }
}

extension Delivery {
  fileprivate init(_ outcome: PutOutcome, stream: StreamName) {
    switch outcome {
    case .written(let record): self = .acknowledged(possiblyDuplicated: record.possiblyDuplicated)
    case .refused(let refusal):
      self = .failed(
        code: refusal.code.rawValue,
        message: refusal.message,
        mayHaveArrived: refusal.mayBeWritten
      )
    case .failed(let error):
      // Nothing is made here: a stream costs money, and a misspelled one must not come into being.
      let isMissing = error.code == .resourceNotFound
      self = .failed(
        code: error.code.rawValue,
        message: isMissing ? "\(error); the stream \(stream) has to be created first" : "\(error)",
        mayHaveArrived: error.mayHaveSucceeded
      )
    case .notSent: self = .notSent(reason: "the run ended first")
    }
  }
}
