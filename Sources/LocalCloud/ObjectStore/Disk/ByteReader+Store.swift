import Digests
import EventLog
import HTTPWire

extension ByteReader {
  mutating func bucketSettings() throws -> BucketSettings {
    var settings = BucketSettings(
      name: try text(),
      owner: try text(),
      created: try signed(),
      region: try text()
    )
    guard let versioning = BucketSettings.Versioning(rawValue: try text()) else {
      throw Malformed()
    }
    settings.versioning = versioning
    settings.grants = try grants()
    settings.tags = try tags()
    settings.corsRules = try list { reader in
      let id = try reader.optionalSlice().map { String(decoding: $0, as: UTF8.self) }
      var rule = CORSRule(id: id, origins: try reader.texts(), methods: try reader.texts())
      rule.headers = try reader.texts()
      rule.exposed = try reader.texts()
      let age = try reader.signed()
      rule.maxAge = age < 0 ? nil : Int(age)
      return rule
    }
    return settings
  }

  mutating func version(_ files: some PieceFiles) throws -> ObjectVersion {
    let (id, modified, owner) = (try text(), try signed(), try text())
    let isDeleteMarker = try byte() == 1
    let etag = try etag()
    return ObjectVersion(
      id: id,
      modified: modified,
      owner: owner,
      isDeleteMarker: isDeleteMarker,
      blob: try blob(files),
      etag: etag,
      attributes: try attributes()
    )
  }

  mutating func upload() throws -> MultipartUpload {
    MultipartUpload(
      id: try text(),
      key: ObjectKey(try text()),
      owner: try text(),
      begun: try signed(),
      attributes: try attributes(),
      algorithm: ChecksumAlgorithm(rawValue: try text()),
      checksumIsOfWhole: try byte() == 1
    )
  }

  mutating func part(_ files: some PieceFiles) throws -> MultipartUpload.Part {
    MultipartUpload.Part(
      number: try count(),
      blob: try blob(files),
      etag: try etag(),
      modified: try signed(),
      checksum: try checksum()
    )
  }

  private mutating func etag() throws -> ETag {
    let words = (try fixed(UInt64.self), try fixed(UInt64.self))
    let bytes = [words.0, words.1].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    guard let digest = Digest<16>(bytes) else { throw Malformed() }
    return ETag(digest, parts: try count())
  }

  private mutating func blob(_ files: some PieceFiles) throws -> Blob {
    Blob(
      try list { reader in
        let name = try reader.text()
        let (start, length) = (try reader.count(), try reader.count())
        let file = name.isEmpty ? files.log : try files.file(name)
        return .file(file, start..<start + length)
      }
    )
  }

  private mutating func attributes() throws -> ObjectAttributes {
    var attributes = ObjectAttributes()
    attributes.headers = try list { HTTPHeaders.Field(try $0.text(), try $0.text()) }
    attributes.tags = try tags()
    attributes.checksum = try checksum()
    attributes.grants = try grants()
    attributes.parts = try list { reader in
      let (number, length, checksum) = (try reader.count(), try reader.count(), try reader.text())
      return PartSummary(
        number: number,
        length: length,
        checksum: checksum.isEmpty ? nil : checksum
      )
    }
    return attributes
  }

  private mutating func checksum() throws -> ObjectChecksum? {
    let name = try text()
    guard !name.isEmpty else { return nil }
    guard let algorithm = ChecksumAlgorithm(rawValue: name) else { throw Malformed() }
    return ObjectChecksum(
      algorithm: algorithm,
      value: try text(),
      isOfWhole: try byte() == 1
    )
  }

  private mutating func tags() throws -> [Tag] {
    try list { Tag(key: try $0.text(), value: try $0.text()) }
  }

  private mutating func texts() throws -> [String] { try list { try $0.text() } }

  private mutating func grants() throws -> AccessControlList? {
    let number = try count()
    guard number > 0 else { return nil }
    var grants: [AccessControlList.Grant] = []
    for _ in 1..<number {
      let (name, permission) = (try text(), try text())
      guard let permission = AccessControlList.Permission(rawValue: permission) else {
        throw Malformed()
      }
      let grantee: AccessControlList.Grantee =
        switch name {
        case "*": .everybody
        case "+": .everybodySigned
        default: .user(String(name.dropFirst()))
        }
      grants.append(AccessControlList.Grant(grantee: grantee, permission: permission))
    }
    return AccessControlList(grants)
  }

  private mutating func list<Element>(
    _ element: (inout ByteReader) throws -> Element
  ) throws -> [Element] {
    var elements: [Element] = []
    for _ in 0..<(try count()) { elements.append(try element(&self)) }
    return elements
  }
}
