import S3Client
import Terminal

let s3MakeBucketCommand = Command(
  "s3 mb",
  "makes a bucket",
  operands: "s3://BUCKET",
  options: s3Options,
  examples: ["pinterest s3 mb s3://user-0af8d0adfd13-bucket"]
) { call in
  try call.expectOperands(atMost: 1)
  let place = try s3Place(call.operand(0, "s3://BUCKET"))
  guard place.path.isEmpty else {
    throw CommandError.usage("\(place): only a bucket can be made; s3 put stores objects")
  }
  try await withS3(call) { try await $0.bucket(place.bucket).create() }
  call.console.note("made s3://\(place.bucket)")
  return .done
}

let s3RemoveBucketCommand = Command(
  "s3 rb",
  "removes a bucket",
  operands: "s3://BUCKET",
  options: s3Options + [.flag("--force", "delete everything in it first")],
  examples: ["pinterest s3 rb s3://my-bucket", "pinterest s3 rb --force s3://my-bucket"]
) { call in
  try call.expectOperands(atMost: 1)
  let place = try s3Place(call.operand(0, "s3://BUCKET"))
  guard place.path.isEmpty else {
    throw CommandError.usage("\(place): only a bucket can be removed; s3 rm deletes objects")
  }
  try await withS3(call) { client in
    let bucket = client.bucket(place.bucket)
    if call.has("--force") { try await empty(bucket, call.console) }
    try await bucket.delete()
  }
  call.console.note("removed s3://\(place.bucket)")
  return .done
}

/// Deletes every version of every object.
private func empty(_ bucket: S3Bucket, _ console: Console) async throws {
  // A service that does not know of versions keeps none.
  let versioning = try? await bucket.versioning()
  if versioning ?? .never == .never {
    let report = try await bucket.delete(each: bucket.objects().map(\.key))
    if let failure = report.failures.first { throw failure }
  } else {
    for try await page in bucket.versions().pages {
      let report = try await bucket.delete(versions: page.items)
      if let failure = report.failures.first { throw failure }
    }
  }
}
