import S3Client
import Terminal

let s3RemoveCommand = Command(
  "s3 rm",
  "deletes objects",
  operands: "s3://BUCKET/KEY…",
  options: s3Options + [.flag("--recursive", "every object whose key begins like that")],
  examples: [
    "pinterest s3 rm s3://my-bucket/raw/pins.json",
    "pinterest s3 rm --recursive s3://my-bucket/topics/",
  ]
) { call in
  _ = try call.operand(0, "s3://BUCKET/KEY")
  let isRecursive = call.has("--recursive")
  let places = try call.operands.map(s3Place)
  let objects = isRecursive ? [] : try call.operands.map(s3Object)
  var deleted = 0
  var failures: [S3Error] = []
  try await withS3(call) { client in
    for place in places where isRecursive {
      let bucket = client.bucket(place.bucket)
      let report = try await bucket.delete(each: bucket.objects(under: place.path).map(\.key))
      deleted += report.deleted
      failures += report.failures
    }
    for (bucket, key) in objects {
      do throws(S3Error) {
        try await client.bucket(bucket).delete(key)
        deleted += 1
      } catch {
        if objects.count == 1 || endsEverything(error) { throw error }
        failures.append(error)
      }
    }
  }
  for failure in failures { call.console.error(failure.description) }
  call.console.note("deleted \(deleted)")
  return failures.isEmpty ? .done : deleted > 0 ? .doneInPart : .failed
}
