import HTTPWire
import JSONBytes

/// The way through a gateway's templates.
struct GatewayRoute: PutRoute {
  let stream: StreamName
  let headers: HTTPHeaders
  let engine: Engine

  func complaint(about entry: PutEntry) -> String? {
    let isJSON = JSONScanner.scan(entry.data) { json in
      do {
        try json.skipValue()
        return json.isAtEnd()
      } catch { return false }
    }
    if !isJSON { return "what goes through the gateway must be JSON" }
    return entry.explicitHashKey == nil ? nil : "the gateway's templates know no hash key"
  }

  func put(_ entries: [PutEntry], patience: Patience) async throws(KinesisError) -> PutReply {
    if entries.count == 1, let entry = entries.first {
      return try PutReply(single: try await send("PutRecord", "record", single(entry), patience))
    }
    let answer = try await send("PutRecords", "records", many(entries), patience)
    return try PutReply(answer, count: entries.count)
  }

  private func send(
    _ operation: StaticString,
    _ resource: String,
    _ body: [UInt8],
    _ patience: Patience
  ) async throws(KinesisError) -> Answer {
    var call = Call(operation, on: stream, .put, at: "/streams/\(stream)/\(resource)")
    for field in headers { call.headers.add(field.name, field.value) }
    call.body = body
    call.patience = patience
    return try await engine.send(call)
  }

  /// The record as the course's script sends it: the value stands in the body as it is.
  private func single(_ entry: PutEntry) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("StreamName", stream.text)
      json.member("Data", raw: entry.data)
      json.member("PartitionKey", entry.partitionKey)
    }
    return json.bytes
  }

  /// Many records: each value as a text, since a template would spell an object as Java does.
  private func many(_ entries: [PutEntry]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.array("records") { json in
        for entry in entries {
          json.object { json in
            json.member("data", String(decoding: entry.data, as: UTF8.self))
            json.member("partition-key", entry.partitionKey)
          }
        }
      }
    }
    return json.bytes
  }
}
