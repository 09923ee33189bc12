import Digests
import Foundation
import HTTPWire
import S3Client
import TestKit
import Testing

extension S3Interop {
  /// What moto has and rclone has not.
  @Suite(.timeLimit(.minutes(5))) struct MotoInteropTests {
    @Test func `versions`() async throws {
      let running = try S3Server.moto.running
      let bucket = running.client().bucket("versions")
      try await bucket.create()
      #expect(try await bucket.versioning() == .never)
      try await bucket.setVersioning(enabled: true)
      #expect(try await bucket.versioning() == .enabled)
      let first = try await bucket.put("one", to: "key")
      let second = try await bucket.put("two", to: "key")
      #expect(first.versionID != second.versionID)
      let marker = try await bucket.delete("key")
      #expect(marker.isDeleteMarker)
      #expect(try await !bucket.exists("key"))
      let options = S3Bucket.GetOptions(versionID: first.versionID)
      #expect(try await bucket.get("key", options: options).text() == "one")
      var versions: [ObjectVersion] = []
      for try await version in bucket.versions() { versions.append(version) }
      #expect(versions.count == 3)
      #expect(versions.filter(\.isDeleteMarker).count == 1)
      let report = try await bucket.delete(versions: versions)
      #expect(report.deleted == 3)
      try await bucket.setVersioning(enabled: false)
      #expect(try await bucket.versioning() == .suspended)
      try await bucket.delete()
    }

    @Test func `conditions`() async throws {
      let running = try S3Server.moto.running
      let bucket = running.client().bucket("conditions")
      try await bucket.create()
      let written = try await bucket.put("one", to: "key", options: .init(condition: .ifAbsent))
      let etag = try #require(written.etag)
      let again = await #expect(throws: S3Error.self) {
        try await bucket.put("two", to: "key", options: .init(condition: .ifAbsent))
      }
      #expect(again?.code == .preconditionFailed)
      var options = S3Bucket.GetOptions()
      options.conditions.ifNoneMatches = etag
      let unchanged = options
      let same = await #expect(throws: S3Error.self) {
        _ = try await bucket.get("key", options: unchanged)
      }
      #expect(same?.code == .notModified)
      options.conditions = ReadConditions()
      options.conditions.ifMatches = ETag(rawValue: "another")
      let foreign = options
      let other = await #expect(throws: S3Error.self) {
        _ = try await bucket.head("key", options: foreign)
      }
      #expect(other?.code == .preconditionFailed)
      options.conditions.ifMatches = etag
      #expect(try await bucket.get("key", options: options).text() == "one")
    }

    @Test func `tags, attributes and the region`() async throws {
      let running = try S3Server.moto.running
      let bucket = running.client { $0.region = "eu-west-1" }.bucket("attributes")
      try await bucket.create()
      #expect(try await bucket.region() == "eu-west-1")
      var settings = ObjectSettings()
      settings.tags = ["stage": "raw + cooked", "owner": "a=b"]
      settings.storageClass = .standardInfrequentAccess
      let written = try await bucket.put("12345", to: "key", options: .init(settings: settings))
      #expect(try await bucket.tags(of: "key") == settings.tags)
      try await bucket.setTags(["one": "1"], of: "key")
      #expect(try await bucket.tags(of: "key") == ["one": "1"])
      try await bucket.removeTags(of: "key")
      #expect(try await bucket.tags(of: "key").isEmpty)
      let attributes = try await bucket.attributes(of: "key")
      #expect(attributes.size == 5)
      #expect(attributes.etag == written.etag)
      #expect(attributes.storageClass == .standardInfrequentAccess)
      #expect(try await bucket.head("key").storageClass == .standardInfrequentAccess)
    }

    @Test func `the bucket in the name of the host`() async throws {
      let running = try S3Server.moto.running
      // libcurl knows without asking that every name under localhost is this machine.
      let origin = HTTPOrigin(scheme: .http, host: "localhost", port: running.endpoint.origin.port)
      let client = running.client {
        $0.endpoint = HTTPEndpoint(origin: origin)
        $0.addressing = .virtualHost
      }
      let bucket = client.bucket("in-the-host")
      try await bucket.create()
      let keys: [ObjectKey] = ["plain", "a b+c/d%20é", "double//slash", "../up"]
      for key in keys {
        try await bucket.put(key.rawValue, to: key)
        #expect(try await bucket.get(key).text() == key.rawValue)
      }
      let listed = try await bucket.objects().reduce(into: Set<ObjectKey>()) { $0.insert($1.key) }
      #expect(listed == Set(keys))
      let plain = running.client().bucket("in-the-host")
      #expect(try await plain.get("plain").text() == "plain")
    }

    @Test func `encrypted as it was asked for`() async throws {
      let bucket = try S3Server.moto.running.client().bucket("encrypted")
      try await bucket.create()
      let key = try ServerSideEncryption.CustomerKey(Array(repeating: 7, count: 32))
      // Of a customer's key moto says nothing in its answer.
      let cases: [(ServerSideEncryption, String?)] = [
        (.s3, "AES256"), (.kms(keyID: "alias/ours"), "aws:kms"), (.customer(key), nil),
      ]
      for (encryption, value) in cases {
        var settings = ObjectSettings()
        settings.encryption = encryption
        try await bucket.put("secret", to: "key", options: .init(settings: settings))
        var options = S3Bucket.GetOptions()
        if case .customer(let key) = encryption { options.customerKey = key }
        let object = try await bucket.get("key", options: options)
        #expect(try await object.text() == "secret")
        #expect(object.info.headers["x-amz-server-side-encryption"] == value, "\(encryption)")
      }
    }

    @Test(arguments: [ChecksumAlgorithm.crc64nvme, .crc32, .sha1, .sha256])
    func `checksums in both directions`(algorithm: ChecksumAlgorithm) async throws {
      let running = try S3Server.moto.running
      let bucket = running.client { $0.checksums.algorithm = algorithm }.bucket("checksums")
      if try await !bucket.exists() { try await bucket.create() }
      let key: ObjectKey = "key of \(algorithm.rawValue)"
      let written = try await bucket.put("123456789", to: key)
      let expected = Checksum.base64(algorithm, of: Array("123456789".utf8))
      #expect(written.checksum?.value == expected)
      let object = try await bucket.get(key)
      #expect(object.info.checksum == ObjectChecksum(algorithm, expected))
      #expect(try await object.text() == "123456789")
    }

    @Test func `a stream in one request, its checksum behind it`() async throws {
      let running = try S3Server.moto.running
      for signing in [S3Configuration.PayloadSigning.always, .never] {
        let bucket = running.client {
          $0.payloadSigning = signing
          $0.transfer.multipartThreshold = .max
          $0.transfer.partSize = 1
        }.bucket("streams")
        try await bucket.create()
        let bytes = [UInt8](repeating: 0x61, count: 200_000)
        let body = HTTPBody.stream(HTTPBody.bytes(bytes).chunks, length: bytes.count)
        try await bucket.put(body, to: "key")
        #expect(try await bucket.get("key").bytes() == bytes)
      }
    }
  }
}
