import S3Client
import Terminal

let s3CatCommand = Command(
  "s3 cat",
  "writes objects to standard output",
  operands: "s3://BUCKET/KEY…",
  options: s3Options + [.value("--range", "FIRST-LAST", "only these bytes; FIRST- and -COUNT too")],
  examples: [
    "pinterest s3 cat s3://my-bucket/topics/pin/0.json",
    "pinterest s3 cat --range 0-1023 s3://my-bucket/large.bin",
  ]
) { call in
  _ = try call.operand(0, "s3://BUCKET/KEY")
  let objects = try call.operands.map(s3Object)
  let range = try call["--range"].map(byteRange)
  return try await withS3(call) { client in
    try await eachInPart(objects, call) { bucket, key in
      let object = try await client.bucket(bucket).get(key, options: .init(range: range))
      try await StandardPipe.write(object.chunks)
    }
  }
}

/// A range as HTTP writes it, without its unit.
private func byteRange(_ text: String) throws(CommandError) -> ByteRange {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
  switch (text.hasPrefix("-"), parts.count, parts.first ?? nil, parts.last ?? nil) {
  case (true, 2, _, let count?) where count > 0: return .last(count)
  case (false, 2, let first?, nil) where text.hasSuffix("-"): return .from(first)
  case (false, 2, let first?, let last?) where first <= last && last < .max:
    return .bytes(first..<last + 1)
  default: throw .usage("--range \(text): FIRST-LAST, FIRST- or -COUNT is wanted")
  }
}
