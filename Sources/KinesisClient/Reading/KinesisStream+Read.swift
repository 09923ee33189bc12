import JSONBytes

extension KinesisStream {
  /// Finds a place in a shard to read from.
  public func iterator(
    of shard: ShardID,
    at position: ShardPosition
  ) async throws(KinesisError) -> ShardIterator {
    let call = Call("GetShardIterator", on: reference, isRead: true) { json in
      json.member("ShardId", shard.rawValue)
      position.write(to: &json, number: "StartingSequenceNumber")
    }
    let answer = try await engine.send(call)
    let token: String = try answer.read { json throws(JSONError) in
      var token: String?
      try json.members { key, json throws(JSONError) in
        if key == "ShardIterator" {
          token = try json.optionalString()
        } else {
          try json.skipValue()
        }
      }
      return token
    }
    return ShardIterator(shard: shard, token: token, made: answer.serverTime)
  }

  /// Reads some records, at most 10,000 and ten mebibytes.
  ///
  /// A shard may be read five times a second, by all who read it together;
  /// ``withConsumer(_:_:)`` sees to that.
  public func records(
    at iterator: ShardIterator,
    limit: Int? = nil
  ) async throws(KinesisError) -> RecordsPage {
    // Only a full name stands beside an iterator; the short one is in it.
    let place: StreamReference? = if case .arn = reference { reference } else { nil }
    var call = Call("GetRecords", on: place, isRead: true) { json in
      json.member("ShardIterator", iterator.token)
      if let limit { json.member("Limit", limit) }
    }
    call.stream = "\(reference) \(iterator.shard)"
    let answer = try await engine.send(call)
    return try answer.read { json throws(JSONError) in
      try RecordsPage(from: &json, in: iterator.shard, made: answer.serverTime)
    }
  }
}
