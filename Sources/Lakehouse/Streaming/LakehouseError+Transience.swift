import KafkaRESTClient
import KinesisClient
import S3Client
import TableFormats

extension LakehouseError {
  /// Whether the same may work a little later: somebody is out of reach, overloaded or restarting.
  var isTransient: Bool {
    switch underlying {
    case let error as KinesisError: error.isTransient
    case let error as KafkaRESTError: error.isRetriable
    case let error as TableFormatError: (error.underlying as? S3Error)?.isTransient ?? false
    default: false
    }
  }
}

extension KinesisError {
  fileprivate var isTransient: Bool {
    let passing: [Code] = [
      .unreachable, .timedOut, .throttled, .throughputExceeded, .limitExceeded, .internalFailure,
      .serviceUnavailable,
    ]
    return passing.contains(code) || (status ?? 0) >= 500
  }
}

extension S3Error {
  fileprivate var isTransient: Bool { code == .unreachable || (status ?? 0) >= 500 }
}
