import JSONBytes

/// What a consumer was created with.
struct ConsumerSettings: Sendable {
  var format = EmbeddedFormat.binary
  /// Whether a partition without a committed offset is read from its beginning.
  var startsAtBeginning = false
  /// Whether what was read is committed without being asked.
  var commitsItself = true
  /// How long a read waits for a first record; `nil` is the proxy's own time.
  var requestTimeout: Duration?

  /// Reads the body of a create request; unknown members are refused.
  init(_ body: JSONObject) throws(KafkaRESTFailure) {
    for member in body.members {
      let value = member.value
      let text = value.string ?? value.description
      switch member.key {
      case "id", "name", "fetch.min.bytes", "responseMinBytes": continue
      case "format":
        guard let format = EmbeddedFormat(rawValue: text.lowercased()) else {
          throw KafkaRESTFailure(422, "Invalid format type.")
        }
        self.format = format
      case "auto.offset.reset":
        guard ["earliest", "latest", "none"].contains(text) else {
          let reason = "Invalid value \(text) for configuration auto.offset.reset"
          throw KafkaRESTFailure(42204, "Invalid consumer configuration: \(reason)")
        }
        startsAtBeginning = text == "earliest"
      case "auto.commit.enable": commitsItself = text.lowercased() != "false"
      case "consumer.request.timeout.ms", "requestWaitMs":
        guard let milliseconds = Int(text), milliseconds >= 0 else {
          throw KafkaRESTFailure(42204, "Invalid consumer configuration: \(member.key) \(text)")
        }
        requestTimeout = .milliseconds(milliseconds)
      default: throw KafkaRESTFailure(422, "Unrecognized field: \(member.key)")
      }
    }
  }
}
