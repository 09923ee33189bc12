import Digests
import EventLog
import HTTPWire

extension ByteWriter {
  mutating func put(_ settings: BucketSettings) {
    put(settings.name)
    put(settings.owner)
    put(signed: settings.created)
    put(settings.region)
    put(settings.versioning.rawValue)
    put(settings.grants)
    put(settings.tags)
    put(count: settings.corsRules.count)
    for rule in settings.corsRules {
      put(optional: rule.id.map { Array($0.utf8)[...] })
      for list in [rule.origins, rule.methods, rule.headers, rule.exposed] { put(list) }
      put(signed: Int64(rule.maxAge ?? -1))
    }
  }

  mutating func put(_ version: ObjectVersion) {
    put(version.id)
    put(signed: version.modified)
    put(version.owner)
    put(UInt8(version.isDeleteMarker ? 1 : 0))
    put(version.etag)
    put(version.blob)
    put(version.attributes)
  }

  mutating func put(_ upload: MultipartUpload) {
    put(upload.id)
    put(upload.key.text)
    put(upload.owner)
    put(signed: upload.begun)
    put(upload.attributes)
    put(upload.algorithm?.rawValue ?? "")
    put(UInt8(upload.checksumIsOfWhole ? 1 : 0))
  }

  mutating func put(_ part: MultipartUpload.Part) {
    put(count: part.number)
    put(part.blob)
    put(part.etag)
    put(signed: part.modified)
    put(part.checksum)
  }

  private mutating func put(_ etag: ETag) {
    bytes.append(contentsOf: etag.digest.bytes)
    put(count: etag.parts)
  }

  /// The log itself has no name, since it gets another when it is written anew.
  private mutating func put(_ blob: Blob) {
    put(count: blob.pieces.count)
    for piece in blob.pieces {
      guard case .file(let file, let range) = piece else {
        preconditionFailure("bytes are placed in a file before a change is written")
      }
      put(file.name.hasPrefix(BlobFiles.prefix) ? file.name : "")
      put(count: range.lowerBound)
      put(count: range.count)
    }
  }

  private mutating func put(_ attributes: ObjectAttributes) {
    put(count: attributes.headers.count)
    for field in attributes.headers {
      put(field.name)
      put(field.value)
    }
    put(attributes.tags)
    put(attributes.checksum)
    put(attributes.grants)
    put(count: attributes.parts.count)
    for part in attributes.parts {
      put(count: part.number)
      put(count: part.length)
      put(part.checksum ?? "")
    }
  }

  private mutating func put(_ checksum: ObjectChecksum?) {
    put(checksum?.algorithm.rawValue ?? "")
    guard let checksum else { return }
    put(checksum.value)
    put(UInt8(checksum.isOfWhole ? 1 : 0))
  }

  private mutating func put(_ tags: [Tag]) {
    put(count: tags.count)
    for tag in tags {
      put(tag.key)
      put(tag.value)
    }
  }

  private mutating func put(_ texts: [String]) {
    put(count: texts.count)
    for text in texts { put(text) }
  }

  /// One more than their number goes first, so that no list and an empty one differ.
  private mutating func put(_ list: AccessControlList?) {
    guard let list else { return put(count: 0) }
    put(count: list.grants.count + 1)
    for grant in list.grants {
      switch grant.grantee {
      case .user(let id): put("=" + id)
      case .everybody: put("*")
      case .everybodySigned: put("+")
      }
      put(grant.permission.rawValue)
    }
  }
}
