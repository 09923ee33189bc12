import AWSSigV4
import Glibc
import HTTPWire
import S3Client
import XMLWire

/// Posted when every operation has had its answer; it lives as long as the process.
nonisolated(unsafe) private let done = {
  let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  sem_init(semaphore, 0, 0)
  return semaphore
}()

/// Answers every operation of S3 with garbage: none may trap, and what is read as XML must not
/// depend on how it was cut on its way.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  precondition(events(input, piece: .max) == events(input, piece: 1), "cuts change what is read")
  Task {
    await askEverything(GarbageTransport(input))
    sem_post(done)
  }
  // The fuzzer's own timer interrupts waits.
  while sem_wait(done) != 0 {}
  return 0
}

private func events(_ bytes: [UInt8], piece: Int) -> [XMLEvent]? {
  var reader = XMLReader()
  var events: [XMLEvent] = []
  do throws(XMLError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      try reader.feed(Array(rest.prefix(piece)))
      while let event = reader.next() { events.append(event) }
      rest = rest.dropFirst(min(piece, rest.count))
    }
    try reader.finish()
    while let event = reader.next() { events.append(event) }
    return events
  } catch {
    return nil
  }
}

/// The first byte chooses a status, the first line becomes header values, the rest the body.
private struct GarbageTransport: HTTPTransport {
  private let answer: HTTPResponse

  init(_ input: [UInt8]) {
    let statuses = [200, 200, 200, 206, 301, 400, 403, 503]
    let lines = input.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let value = String(decoding: lines[0].dropFirst(), as: UTF8.self)
    var headers: HTTPHeaders = [:]
    for name in ["Content-Range", "x-amz-meta-a", "Date", "Retry-After", "x-amz-bucket-region"] {
      headers.add(name, value)
    }
    let body = lines.count > 1 ? Array(lines[1]) : input
    answer = HTTPResponse(
      status: statuses[Int(input.first ?? 0) % statuses.count],
      headers: headers,
      body: .bytes(body)
    )
  }

  func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse { answer }
}

private func askEverything(_ transport: GarbageTransport) async {
  var configuration = S3Configuration(region: "us-east-1")
  configuration.retry = .never
  let client = S3Client(transport: transport, credentials: nil, configuration: configuration)
  let bucket = client.bucket("bucket")
  let upload = bucket.upload(UploadID(rawValue: "u"), of: "key")
  let source = ObjectReference(bucket: "bucket", key: "key")
  let part = UploadedPart(number: 1, etag: ETag(rawValue: "e"), size: 1)
  // One page each: garbage may promise pages without end.
  var (objects, versions) = (
    bucket.objects().makeAsyncIterator(), bucket.versions().makeAsyncIterator()
  )
  var (parts, uploads) = (upload.parts().makeAsyncIterator(), bucket.uploads().makeAsyncIterator())
  var buckets = client.buckets().makeAsyncIterator()
  _ = try? await objects.next()
  _ = try? await versions.next()
  _ = try? await parts.next()
  _ = try? await uploads.next()
  _ = try? await buckets.next()
  _ = try? await bucket.region()
  _ = try? await bucket.versioning()
  _ = try? await bucket.tags(of: "key")
  _ = try? await bucket.attributes(of: "key")
  _ = try? await bucket.beginUpload(of: "key")
  _ = try? await upload.complete([part])
  _ = try? await upload.copyPart(1, from: source)
  _ = try? await bucket.copy(source, to: "other")
  _ = try? await bucket.delete(["key"])
  _ = try? await bucket.get("key").bytes()
  let info = try? await bucket.head("key")
  _ = (info?.metadata, info?.size, info?.lastModified, info?.checksum)
}
