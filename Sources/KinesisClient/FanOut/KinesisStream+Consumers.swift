import JSONBytes

extension KinesisStream {
  /// Registers a consumer, or finds the one of that name, and waits until shards can be
  /// subscribed to for it.
  public func registerConsumer(
    _ name: String,
    within limit: Duration = .seconds(60)
  ) async throws(KinesisError) -> StreamConsumer {
    let arn = try await arn()
    let call = Call("RegisterStreamConsumer", on: .arn(arn)) { json in
      json.member("ConsumerName", name)
    }
    do { _ = try await engine.send(call) } catch {
      guard error.code == .resourceInUse else { throw error }
    }
    let elapsed = engine.surroundings.clock.stopwatch()
    var pause = Duration.milliseconds(20)
    while true {
      let consumer = try await consumer(name, of: arn)
      if consumer.status == .active { return consumer }
      guard elapsed() < limit else {
        let message = "consumer \(name) is \(consumer.status) after \(limit)"
        throw call.locate(KinesisError(.timedOut, message))
      }
      try await engine.wait(pause, for: call)
      pause = min(pause * 2, .seconds(2))
    }
  }

  /// Looks a registered consumer up.
  public func consumer(_ name: String) async throws(KinesisError) -> StreamConsumer {
    try await consumer(name, of: try await arn())
  }

  /// Ends the registration of a consumer.
  public func deregisterConsumer(_ name: String) async throws(KinesisError) {
    let call = Call("DeregisterStreamConsumer", on: .arn(try await arn())) { json in
      json.member("ConsumerName", name)
    }
    do { _ = try await engine.send(call) } catch {
      guard error.mayHaveSucceeded, error.code == .resourceNotFound else { throw error }
    }
  }

  /// The consumers registered with the stream.
  public func consumers() -> KinesisListing<StreamConsumer> {
    KinesisListing { token throws(KinesisError) in
      let call = Call("ListStreamConsumers", on: .arn(try await arn()), isRead: true) { json in
        if let token { json.member("NextToken", token.text) }
      }
      return try await engine.send(call).read { json throws(JSONError) in
        var page: KinesisListing<StreamConsumer>.Page = ([], nil)
        try json.members { key, json throws(JSONError) in
          switch key {
          case "Consumers":
            page.items = try json.elements { json throws(JSONError) in
              try StreamConsumer(from: &json)
            }
          case "NextToken": page.next = try json.optionalString().map { .init(text: $0) }
          default: try json.skipValue()
          }
        }
        return page
      }
    }
  }

  private func consumer(
    _ name: String,
    of arn: ResourceARN
  ) async throws(KinesisError) -> StreamConsumer {
    let call = Call("DescribeStreamConsumer", on: .arn(arn), isRead: true) { json in
      json.member("ConsumerName", name)
    }
    return try await engine.send(call).read { json throws(JSONError) in
      var consumer: StreamConsumer?
      try json.members { key, json throws(JSONError) in
        if key == "ConsumerDescription" {
          consumer = try StreamConsumer(from: &json)
        } else {
          try json.skipValue()
        }
      }
      return consumer
    }
  }
}
