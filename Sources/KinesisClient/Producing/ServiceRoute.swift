import Digests
import JSONBytes

/// The way of `PutRecords`.
struct ServiceRoute: PutRoute {
  let reference: StreamReference
  let engine: Engine

  func complaint(about entry: PutEntry) -> String? { nil }

  func put(_ entries: [PutEntry], patience: Patience) async throws(KinesisError) -> PutReply {
    var call = Call("PutRecords", on: reference, body: body(entries))
    call.patience = patience
    return try PutReply(try await engine.send(call), count: entries.count)
  }

  /// Written byte by byte: most of the cost of a record lies here.
  private func body(_ entries: [PutEntry]) -> [UInt8] {
    var head = JSONWriter()
    head.beginObject()
    reference.write(to: &head)
    var body = head.bytes
    let weight = entries.reduce(0) { $0 + $1.data.count * 4 / 3 + $1.partitionKey.utf8.count + 36 }
    body.reserveCapacity(body.count + weight + 64)
    JSONWriter.append(raw: ",\"Records\":[", to: &body)
    for index in entries.indices {
      if index > 0 { body.append(UInt8(ascii: ",")) }
      entries[index].append(to: &body)
    }
    JSONWriter.append(raw: "]}", to: &body)
    return body
  }
}

extension PutEntry {
  /// Appends the record as it stands in a request to Kinesis.
  func append(to body: inout [UInt8]) {
    body.append(UInt8(ascii: "{"))
    appendMembers(to: &body)
    body.append(UInt8(ascii: "}"))
  }

  /// Appends the members without the braces.
  func appendMembers(to body: inout [UInt8]) {
    JSONWriter.append(raw: "\"Data\":\"", to: &body)
    Base64.append(data, to: &body)
    JSONWriter.append(raw: "\",\"PartitionKey\":", to: &body)
    JSONWriter.append(partitionKey, to: &body)
    if let explicitHashKey {
      JSONWriter.append(raw: ",\"ExplicitHashKey\":\"", to: &body)
      body.append(contentsOf: String(explicitHashKey).utf8)
      body.append(UInt8(ascii: "\""))
    }
  }
}
