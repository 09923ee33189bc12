/// Where somebody wants to start reading a shard.
enum ReadPosition: Sendable, Hashable {
  case trimHorizon
  case latest
  /// At the first record that came at a moment, in milliseconds since 1970, or later.
  case at(Int)
  /// At the record of a number, or behind it.
  case sequenceNumber(String, isAfter: Bool)

  /// Reads what a request says; the parts of it must fit together.
  init(
    type: String,
    sequenceNumber: String?,
    moment: Int?,
    now: Int
  ) throws(KinesisFailure) {
    let isNumbered = type == "AT_SEQUENCE_NUMBER" || type == "AFTER_SEQUENCE_NUMBER"
    guard isNumbered == (sequenceNumber != nil) || type == "AT_TIMESTAMP" && sequenceNumber == nil
    else {
      throw .invalidArgument(
        "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and "
          + "StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. "
          + "Request specified \(type) and \(sequenceNumber == nil ? "no" : "also a") "
          + "StartingSequenceNumber."
      )
    }
    switch type {
    case "TRIM_HORIZON": self = .trimHorizon
    case "LATEST": self = .latest
    case "AT_TIMESTAMP":
      guard let moment else {
        throw .invalidArgument(
          "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. "
            + "Current request has no timestamp parameter."
        )
      }
      guard moment <= now else {
        throw .invalidArgument(
          "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. "
            + "timestampInMillis: \(moment), currentTimestampInMillis: \(now)"
        )
      }
      self = .at(moment)
    default:
      self = .sequenceNumber(sequenceNumber ?? "", isAfter: type == "AFTER_SEQUENCE_NUMBER")
    }
  }
}
