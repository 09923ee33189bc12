import HTTPWire
import XMLWire

extension S3Service {
  func getBucketTagging(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let tags = try ownBucket(call).tags
    guard !tags.isEmpty else {
      throw S3Failure(
        "NoSuchTagSet",
        404,
        "The TagSet does not exist",
        [.init("BucketName", call.bucket)]
      )
    }
    return answer(tags)
  }

  func putBucketTagging(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    try ownBucket(call)
    let tags = try await tags(call, limit: 50)
    try await storage.change(bucket: call.bucket) { $0.tags = tags }
    return HTTPResponse(status: 204)
  }

  func deleteBucketTagging(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    try ownBucket(call)
    try await storage.change(bucket: call.bucket) { $0.tags = [] }
    return HTTPResponse(status: 204)
  }

  func getObjectTagging(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let (version, bucket) = try version(call, .read)
    var response = answer(version.attributes.tags)
    addVersion(version, bucket, to: &response)
    return response
  }

  func putObjectTagging(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    let (old, bucket) = try version(call, .write)
    let tags = try await tags(call, limit: 10)
    let (key, id) = (call.key, try call.versionID)
    _ = try await storage.change(bucket: call.bucket, key: key, version: id) { $0.tags = tags }
    var response = HTTPResponse(status: 200)
    addVersion(old, bucket, to: &response)
    return response
  }

  func deleteObjectTagging(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    let (old, bucket) = try version(call, .write)
    let (key, id) = (call.key, try call.versionID)
    _ = try await storage.change(bucket: call.bucket, key: key, version: id) { $0.tags = [] }
    var response = HTTPResponse(status: 204)
    addVersion(old, bucket, to: &response)
    return response
  }

  private func tags(_ call: S3Call, limit: Int) async throws(S3Failure) -> [Tag] {
    let root = try await xml(call, root: "Tagging")
    guard let set = root.first("TagSet") else { throw .malformedXML }
    let tags = set.all("Tag").map { Tag(key: $0["Key"] ?? "", value: $0["Value"] ?? "") }
    return try Tag.checked(tags, limit: limit)
  }

  private func answer(_ tags: [Tag]) -> HTTPResponse {
    XMLAnswer("Tagging") { xml in
      xml.element("TagSet") { xml in
        for tag in tags {
          xml.element("Tag") { xml in
            xml.element("Key", tag.key)
            xml.element("Value", tag.value)
          }
        }
      }
    }.response()
  }
}

extension Tag {
  /// Reads `x-amz-tagging`: `colour=red&urgent`.
  static func parse(header text: String) throws(S3Failure) -> [Tag] {
    var tags: [Tag] = []
    for pair in text.split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let key = PercentEncoding.decode(sides[0], plusIsSpace: true),
        let value = PercentEncoding.decode(sides.count > 1 ? sides[1] : "", plusIsSpace: true)
      else { throw .badTaggingHeader(text) }
      tags.append(Tag(key: key, value: value))
    }
    guard Set(tags.map(\.key)).count == tags.count else { throw .badTaggingHeader(text) }
    return try checked(tags, limit: 10)
  }

  /// The tags by key, if they keep to S3's rules.
  static func checked(_ tags: [Tag], limit: Int) throws(S3Failure) -> [Tag] {
    guard tags.count <= limit else {
      throw S3Failure("InvalidTag", 400, "Object tags cannot be greater than \(limit)")
    }
    var seen: Set<String> = []
    for tag in tags {
      guard (1...128).contains(tag.key.unicodeScalars.count) else {
        throw .invalidTag("The TagKey you have provided is invalid", key: tag.key)
      }
      guard tag.value.unicodeScalars.count <= 256 else {
        throw .invalidTag(
          "The TagValue you have provided is invalid",
          key: tag.key,
          value: tag.value
        )
      }
      guard !tag.key.lowercased().hasPrefix("aws:") else {
        throw .invalidTag("System tags cannot be added/updated by requester", key: tag.key)
      }
      guard seen.insert(tag.key).inserted else {
        throw .invalidTag("Cannot provide multiple Tags with the same key", key: tag.key)
      }
    }
    return tags.sorted { $0.key < $1.key }
  }
}

extension S3Failure {
  fileprivate static func badTaggingHeader(_ text: String) -> S3Failure {
    .invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters "
        + "without tag name duplicates.",
      "x-amz-tagging",
      text
    )
  }
}
