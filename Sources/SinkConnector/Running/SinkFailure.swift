/// Why a task stopped, in the words of Connect's traces.
public struct SinkFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The trace, as `status` shows it.
  public let description: String

  /// What Connect calls the error of a record that its converter cannot read.
  static let dataException = "org.apache.kafka.connect.errors.DataException"

  /// A record that cannot be written, where none is tolerated.
  static func badRecord(_ place: String, _ reason: String) -> SinkFailure {
    SinkFailure(
      description:
        "org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler\n"
        + "Caused by: \(dataException): Converting byte[] to Kafka Connect data failed due to"
        + " serialization error: \(reason)\n\tat \(place)\n"
        + "errors.tolerance=all skips such records; a dead letter topic keeps them"
    )
  }

  /// A tombstone, where none is wanted.
  static func noValue(_ place: String) -> SinkFailure {
    SinkFailure(
      description:
        "org.apache.kafka.connect.errors.ConnectException: Null valued records are not writeable with"
        + " current behavior.on.null.values 'fail'\n\tat \(place)"
    )
  }

  /// Anything else that cannot be mended by trying again.
  static func other(_ error: any Error) -> SinkFailure {
    SinkFailure(description: "org.apache.kafka.connect.errors.ConnectException: \(error)")
  }
}
