import FoundationEssentials
import S3Client
import Terminal

let s3ListCommand = Command(
  "s3 ls",
  "lists buckets, or the objects of one",
  operands: "[s3://BUCKET[/PREFIX]]",
  options: s3Options + [
    .flag("--recursive", "every object below, not one folder at a time"),
    .flag("--json", "one JSON object a line"),
  ],
  examples: ["pinterest s3 ls", "pinterest s3 ls --recursive --json s3://my-bucket/topics/"]
) { call in
  try call.expectOperands(atMost: 1)
  let place = try call.operands.first.map(s3Place)
  try await withS3(call) { client in
    let listing = Listing(console: call.console, isJSON: call.has("--json"))
    guard let place else {
      for try await bucket in client.buckets() { try listing.show(bucket) }
      return
    }
    let options = S3Bucket.ListOptions(delimiter: call.has("--recursive") ? nil : "/")
    let objects = client.bucket(place.bucket).objects(under: place.path, options: options)
    for try await page in objects.pages {
      for prefix in page.commonPrefixes { try listing.show(prefix) }
      for object in page.items { try listing.show(object) }
    }
  }
  return .done
}

/// One line for each thing that is listed.
private struct Listing {
  struct Line: Encodable {
    var bucket: String?
    var prefix: String?
    var key: String?
    var size: Int?
    var etag: String?
    var lastModified: String?
    var storageClass: String?
    var region: String?
  }

  let console: Console
  let isJSON: Bool

  func show(_ bucket: BucketSummary) throws {
    try show(
      Line(
        bucket: bucket.name.rawValue,
        lastModified: bucket.creationDate.map(timestamp),
        region: bucket.region
      ),
      size: "",
      name: "s3://\(bucket.name)"
    )
  }

  func show(_ prefix: String) throws { try show(Line(prefix: prefix), size: "", name: prefix) }

  func show(_ object: ObjectSummary) throws {
    try show(
      Line(
        key: object.key.rawValue,
        size: object.size,
        etag: object.etag?.rawValue,
        lastModified: object.lastModified.map(timestamp),
        storageClass: object.storageClass.rawValue
      ),
      size: String(object.size),
      name: object.key.rawValue
    )
  }

  private func show(_ line: Line, size: String, name: String) throws {
    guard !isJSON else {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return console.print(String(decoding: try encoder.encode(line), as: UTF8.self))
    }
    let date = line.lastModified ?? ""
    console.print("\(padded(date, 20, left: false))  \(padded(size, 13, left: true))  \(name)")
  }

  private func timestamp(_ date: Date) -> String { date.formatted(.iso8601) }

  private func padded(_ text: String, _ width: Int, left: Bool) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return left ? space + text : text + space
  }
}
