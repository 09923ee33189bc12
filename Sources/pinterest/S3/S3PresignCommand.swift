import S3Client
import Terminal

let s3PresignCommand = Command(
  "s3 presign",
  "prints a URL that lets whoever has it read or write one object for a while",
  operands: "s3://BUCKET/KEY",
  options: s3Options + [
    .value("--expires", "SECONDS", "for how long; 3600 unless said otherwise, 604800 at most"),
    .flag("--put", "let it write the object, not read it"),
  ],
  examples: [
    "curl -O \"$(pinterest s3 presign s3://my-bucket/raw/pins.json)\"",
    "curl -T pins.json \"$(pinterest s3 presign --put --expires 600 s3://my-bucket/raw/pins.json)\"",
  ]
) { call in
  try call.expectOperands(atMost: 1)
  let (bucket, key) = try s3Object(call.operand(0, "s3://BUCKET/KEY"))
  let seconds = try call.integer("--expires") ?? 3_600
  guard (1...604_800).contains(seconds) else {
    throw CommandError.usage("--expires \(seconds): from 1 to 604800 seconds, a week, are possible")
  }
  let url = try await withS3(call) { client in
    try await client.bucket(bucket)
      .presign(call.has("--put") ? .put() : .get(), key, expiresIn: .seconds(seconds))
  }
  call.console.print(url)
  return .done
}
