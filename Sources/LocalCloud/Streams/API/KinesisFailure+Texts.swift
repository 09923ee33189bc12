// The words are Kinesis's own: clients and their tests look for them.
extension KinesisFailure {
  /// The account that ARNs and messages name.
  static let account = "123456789012"

  static let unknownOperation = KinesisFailure("UnknownOperationException", nil)

  static func serialization(_ message: String? = nil, note: String? = nil) -> KinesisFailure {
    KinesisFailure("SerializationException", message, note: note)
  }

  static func validation(_ message: String) -> KinesisFailure {
    KinesisFailure("ValidationException", message)
  }

  static func invalidArgument(_ message: String) -> KinesisFailure {
    KinesisFailure("InvalidArgumentException", message)
  }

  static func notFound(_ message: String) -> KinesisFailure {
    KinesisFailure("ResourceNotFoundException", message)
  }

  static func inUse(_ message: String) -> KinesisFailure {
    KinesisFailure("ResourceInUseException", message)
  }

  static func limitExceeded(_ message: String) -> KinesisFailure {
    KinesisFailure("LimitExceededException", message)
  }

  static func streamNotFound(_ name: String) -> KinesisFailure {
    notFound("Stream \(name) under account \(account) not found.")
  }

  static func streamExists(_ name: String) -> KinesisFailure {
    inUse("Stream \(name) under account \(account) already exists.")
  }

  static func notActive(_ name: String, _ status: String) -> KinesisFailure {
    inUse("Stream \(name) under account \(account) not ACTIVE, instead in state \(status)")
  }

  static func shardNotFound(_ shard: some CustomStringConvertible, _ name: String)
    -> KinesisFailure
  {
    notFound("Shard \(shard) in stream \(name) under account \(account) does not exist")
  }

  /// The text for a shard that cannot be, or is named in a call that changes it.
  static func noSuchShard(_ shard: some CustomStringConvertible, _ name: String)
    -> KinesisFailure
  {
    notFound("Could not find shard \(shard) in stream \(name) under account \(account).")
  }

  static let noStreamNamed = invalidArgument(
    "Either StreamName or StreamARN should be provided."
  )

  static let invalidIterator = invalidArgument("Invalid ShardIterator.")
}
