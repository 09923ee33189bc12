import FoundationEssentials
import JSONBytes
@testable import LocalCloud

/// Takes whatever somebody may send to the streams as a body, an iterator, a token or a number: it is
/// read or refused, never a trap, and what is read is written as it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  readBodies(bytes)
  let text = String(decoding: bytes, as: UTF8.self)
  if let number = SequenceNumber(text),
    number.description.drop(while: { $0 == "0" }) != text.drop(while: { $0 == "0" })
  {
    // The byte between place and time is not kept: all others are.
    guard SequenceNumber(number.description) == number else { fatalError("another number") }
  }
  if let shard = ShardID(parsing: text), ShardID(parsing: "\(shard)") != shard {
    fatalError("another shard")
  }
  _ = ShardIterator(text, sealedWith: key)
  if SealedText.open(text, with: key) != nil { fatalError("somebody made up a seal") }
  if SealedText.open(SealedText.seal(bytes + [0], with: key), with: key) != bytes + [0] {
    fatalError("what was sealed is not what is opened")
  }
  _ = ConsumerARN(text)
  _ = ShardFilter(text)
  _ = Base64Complaint(text)
  _ = DataDiagnosis.ofStored(bytes[...])
  _ = DataDiagnosis.ofUndecodable(text)
  if let stream = StreamDescription(bytes[...]) {
    guard StreamDescription(stream.bytes[...]) == stream else { fatalError("another stream") }
    _ = ShardMap(stream.shards).shards
  }
  return 0
}

private let key = IteratorKey()

/// The quick way of reading a put takes only what the thorough way takes, and as that does.
private func comparePuts(_ operation: KinesisOperation, _ bytes: [UInt8], _ object: JSONObject) {
  guard let put = PlainPut(operation, bytes) else { return }
  let entries =
    operation == .putRecord ? [object] : (object["Records"]?.array ?? []).compactMap(\.object)
  guard (try? RequestTypes.check(object, operation.members)) != nil,
    (try? RequestRules.check(object, operation.members)) != nil,
    put.stream == object["StreamName"]?.string,
    put.records == entries.compactMap({ try? NewRecord($0) })
  else { fatalError("the quick way reads something else") }
}

private func readBodies(_ bytes: [UInt8]) {
  guard let object = (try? JSONValue(parsing: bytes, maximumDepth: 64))?.object else { return }
  for operation in KinesisOperation.allCases {
    comparePuts(operation, bytes, object)
    let call = KinesisCall(operation: operation, input: object, now: 1_800_000_000_000)
    _ = call.streamName
    do throws(KinesisFailure) {
      try RequestTypes.check(object, operation.members)
      try RequestRules.check(object, operation.members)
    } catch {
      _ = error.response
      continue
    }
    for member in operation.members {
      _ = call.integer(member.name)
      _ = call.moment(member.name)
      _ = call.texts(member.name)
    }
    _ = try? ShardFilter(call)
  }
}
