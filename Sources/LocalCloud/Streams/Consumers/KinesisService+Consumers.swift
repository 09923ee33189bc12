import HTTPWire
import JSONBytes

/// Those who read a stream with a throughput of their own.
extension KinesisService {
  /// The most consumers a stream can have.
  private static let mostConsumers = 20

  func registerStreamConsumer(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    let name = call.required("ConsumerName")
    let tags = try tags(call)
    let new = StreamConsumer(
      name: name,
      created: call.now,
      tags: tags,
      transition: transition(.creating, from: call.now)
    )
    try await storage.change(stream) { (description) throws(KinesisFailure) in
      let status = description.status(at: call.now)
      guard status == "ACTIVE" || status == "UPDATING" else {
        throw .notActive(stream.name, status)
      }
      description.consumers.removeAll { $0.isGone(at: call.now) }
      guard !description.consumers.contains(where: { $0.name == name }) else {
        throw .inUse(
          "Consumer \(name) under stream \(stream.name) already exists for account "
            + "\(KinesisFailure.account)."
        )
      }
      guard description.consumers.count < Self.mostConsumers else {
        throw .limitExceeded(
          "Stream \(stream.name) under account \(KinesisFailure.account) has reached the limit of "
            + "\(Self.mostConsumers) consumers."
        )
      }
      description.consumers.append(new)
    }
    return KinesisAnswer.json { json in
      json.object("Consumer") { json in
        // The caller is told that it is being made, however quick that is.
        self.write(new, of: stream.name, status: "CREATING", to: &json)
      }
    }
  }

  func deregisterStreamConsumer(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    let (stream, consumer) = try consumer(of: call)
    try await storage.change(stream) { description in
      if let transition = transition(.deleting, from: call.now) {
        for index in description.consumers.indices
        where description.consumers[index].name == consumer.name {
          description.consumers[index].transition = transition
        }
      } else {
        description.consumers.removeAll { $0.name == consumer.name }
      }
    }
    return KinesisAnswer.nothing
  }

  func describeStreamConsumer(_ call: KinesisCall) throws(KinesisFailure) -> HTTPResponse {
    let (stream, consumer) = try consumer(of: call)
    return KinesisAnswer.json { json in
      json.object("ConsumerDescription") { json in
        self.write(consumer, of: stream.name, status: consumer.status(at: call.now), to: &json)
        json.member("StreamARN", Self.arn(of: stream.name, in: self.options.region))
      }
    }
  }

  func listStreamConsumers(_ call: KinesisCall) throws(KinesisFailure) -> HTTPResponse {
    let stream = try stream(of: call)
    var start = ""
    if let token = call.text("NextToken") {
      start = try PageToken(token, kind: "consumers", in: self, at: call.now).name
    }
    let consumers = stream.description.consumers
      .filter { $0.name > start && !$0.isGone(at: call.now) }.sorted { $0.name < $1.name }
    let limit = call.integer("MaxResults") ?? 100
    return KinesisAnswer.json { json in
      json.array("Consumers") { json in
        for consumer in consumers.prefix(limit) {
          json.object { json in
            let status = consumer.status(at: call.now)
            self.write(consumer, of: stream.name, status: status, to: &json)
          }
        }
      }
      guard consumers.count > limit, let last = consumers.prefix(limit).last else { return }
      let token = PageToken(kind: "consumers", name: last.name, issued: call.now)
      json.member("NextToken", token.text(in: self))
    }
  }

  /// The consumer that a call names, by its own ARN or by its stream's and its name.
  private func consumer(of call: KinesisCall) throws(KinesisFailure) -> (Stream, StreamConsumer) {
    let stream = try stream(of: call)
    if let text = call.text("ConsumerARN") {
      guard let arn = ConsumerARN(text) else { throw .consumerNotFound(text) }
      return (stream, try consumer(arn, of: stream, at: call.now))
    }
    guard let name = call.text("ConsumerName") else {
      throw .invalidArgument(
        "Either ConsumerARN or both StreamARN and ConsumerName should be provided."
      )
    }
    let found = stream.description.consumers.first { $0.name == name && !$0.isGone(at: call.now) }
    guard let found else { throw .consumerNotFound(name) }
    return (stream, found)
  }

  func consumer(
    _ arn: ConsumerARN,
    of stream: Stream,
    at now: Int
  ) throws(KinesisFailure) -> StreamConsumer {
    let found = stream.description.consumers.first {
      $0.name == arn.consumer && $0.created / 1000 == arn.created && !$0.isGone(at: now)
    }
    guard let found else { throw .consumerNotFound(arn.consumer) }
    return found
  }

  private func write(
    _ consumer: StreamConsumer,
    of stream: String,
    status: String,
    to json: inout JSONWriter
  ) {
    let arn = Self.arn(of: stream, in: options.region)
    json.member("ConsumerName", consumer.name)
    json.member("ConsumerARN", "\(arn)/consumer/\(consumer.name):\(consumer.created / 1000)")
    json.member("ConsumerStatus", status)
    json.member("ConsumerCreationTimestamp", raw: KinesisAnswer.timestamp(consumer.created))
  }
}

extension KinesisFailure {
  static func consumerNotFound(_ name: String) -> KinesisFailure {
    notFound("Consumer \(name), account \(account) not found.")
  }
}
