import FoundationEssentials
import HTTPWire
@testable import KafkaRESTClient

/// Takes whatever a proxy, or something in its place, may answer: it is read or refused, never a
/// trap, and the quick ways of reading give what the thorough ones give.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  readReport(bytes)
  // Most garbage ends at the first bracket; the second reading begins behind it.
  readReport(Array(#"{"offsets":[{"partition":"#.utf8) + bytes)
  _ = try? RecordsReply.records(in: bytes)
  _ = try? RecordsReply.records(in: Array(#"[{"topic":"t","partition":0,"#.utf8) + bytes)
  splitStream(bytes)
  diagnose(bytes)
  return 0
}

private func readReport(_ bytes: [UInt8]) {
  guard let quick = PlainReply.report(from: bytes, expecting: 1) else {
    _ = try? ProduceReply.report(from: bytes)
    return
  }
  guard let thorough = try? ProduceReply.report(from: bytes),
    quick.map(\.written) == thorough.map(\.written),
    quick.valueSchemaID == thorough.valueSchemaID
  else { fatalError("the quick way reads something else") }
}

private func splitStream(_ bytes: [UInt8]) {
  var whole = ConcatenatedJSON(limit: 4_096)
  let atOnce = try? whole.feed(bytes)
  var cut = ConcatenatedJSON(limit: 4_096)
  let byteByByte = try? bytes.flatMap { try cut.feed([$0]) }
  // The limit is looked at behind each piece, so that pieces may differ in passing it.
  if let atOnce, let byteByByte, atOnce != byteByByte || whole.isInside != cut.isInside {
    fatalError("pieces make other objects than the whole")
  }
  for object in atOnce ?? [] { _ = try? StreamReport(object).outcome }
}

private func diagnose(_ bytes: [UInt8]) {
  let request = HTTPRequest(
    .post,
    origin: HTTPOrigin(scheme: .http, host: "h", port: 8082),
    target: "/topics/t"
  )
  for status in [200, 301, 400, 403, 404, 422, 500, 504] {
    for concern in [Call.Concern.topic, .consumer] {
      let call = Call(
        verb: "produce to",
        object: "t",
        concern: concern,
        request: request,
        isRepeatable: false,
        sendsRecords: status == 422
      )
      let retryAfter = String(decoding: bytes.prefix(30), as: UTF8.self)
      let answer = Answer(status: status, headers: ["Retry-After": retryAfter], body: bytes)
      _ =
        call.diagnosis(of: answer, dialect: .strimzi) { Date(timeIntervalSince1970: 0) }?
        .description
    }
  }
}
