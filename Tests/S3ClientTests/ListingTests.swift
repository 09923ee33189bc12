import Digests
import Foundation
import HTTPWire
import S3Client
import Testing

@Suite struct ListingTests {
  private static func page(
    _ keys: [String],
    next: String? = nil,
    prefixes: [String] = [],
    encoding: String? = "url"
  ) -> ScriptedTransport.Reply {
    let objects = keys.map {
      "<Contents><Key>\($0)</Key><Size>3</Size><ETag>&quot;e&quot;</ETag>"
        + "<LastModified>2009-10-12T17:50:30.250Z</LastModified>"
        + "<StorageClass>STANDARD</StorageClass></Contents>"
    }
    let rolled = prefixes.map { "<CommonPrefixes><Prefix>\($0)</Prefix></CommonPrefixes>" }
    let token = next.map { "<NextContinuationToken>\($0)</NextContinuationToken>" } ?? ""
    return answer(
      200,
      [:],
      "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        + (encoding.map { "<EncodingType>\($0)</EncodingType>" } ?? "")
        + "<IsTruncated>\(next != nil)</IsTruncated>\(token)"
        + objects.joined() + rolled.joined() + "</ListBucketResult>"
    )
  }

  @Test func `shows every object of every page`() async throws {
    let s3 = TestS3([
      Self.page(["a", "b"], next: "to+ken="), Self.page([], next: "2"), Self.page(["c"]),
    ])
    var seen: [ObjectSummary] = []
    for try await object in s3.bucket.objects(under: "x/ü") { seen.append(object) }
    #expect(seen.map(\.key) == ["a", "b", "c"])
    #expect(seen[0].size == 3)
    #expect(seen[0].etag?.rawValue == "e")
    #expect(seen[0].lastModified == Date(timeIntervalSince1970: 1_255_369_830.25))
    let asked = "GET /bucket?list-type=2&encoding-type=url&prefix=x%2F%C3%BC"
    #expect(
      s3.transport.lines == [
        asked, asked + "&continuation-token=to%2Bken%3D", asked + "&continuation-token=2",
      ]
    )
  }

  @Test func `shows one folder at a time with a delimiter`() async throws {
    let s3 = TestS3([
      Self.page(["a/x"], next: "n", prefixes: ["a/b%20c/"]), Self.page([], prefixes: ["a/d/"]),
    ])
    let options = S3Bucket.ListOptions(delimiter: "/", startAfter: "a/", pageSize: 2)
    var prefixes: [String] = []
    for try await page in s3.bucket.objects(under: "a/", options: options).pages {
      prefixes += page.commonPrefixes
    }
    #expect(prefixes == ["a/b c/", "a/d/"])
    let asked = "delimiter=%2F&max-keys=2&start-after=a%2F"
    #expect(s3.transport.lines.first?.hasSuffix(asked) == true)
  }

  @Test func `decodes keys only where the answer says that they are encoded`() async throws {
    let s3 = TestS3([
      Self.page(["a%2Bb+c%25%01"]), Self.page(["a%2Bb+c%25"], encoding: nil),
    ])
    var keys: [String] = []
    for _ in 0..<2 {
      for try await object in s3.bucket.objects() { keys.append(object.key.rawValue) }
    }
    #expect(keys == ["a+b c%\u{1}", "a%2Bb+c%25"])
  }

  @Test func `may be read twice and left early`() async throws {
    let s3 = TestS3([Self.page(["a", "b"], next: "1"), Self.page(["a"])])
    let listing = s3.bucket.objects()
    for try await object in listing {
      #expect(object.key == "a")
      break
    }
    var count = 0
    for try await _ in listing { count += 1 }
    #expect(count == 1)
  }

  @Test func `a server that sends us round in circles is left`() async throws {
    let transport = ScriptedTransport(answering: Self.page(["a"], next: "same"))
    var count = 0
    for try await _ in TestS3(transport).bucket.objects() { count += 1 }
    #expect(count == 2)
  }

  @Test(arguments: ["<ListBucketResult><Contents><Size>1</Size></Contents></ListBucketResult>"])
  func `an entry without a key is no listing`(document: String) async throws {
    let s3 = TestS3([answer(200, [:], document)])
    let thrown = await #expect(throws: S3Error.self) {
      for try await _ in s3.bucket.objects() {}
    }
    #expect(thrown?.code == .malformedAnswer)
    #expect(thrown?.operation == "ListObjectsV2")
  }

  @Test func `shows versions and marks of deletion, page after page`() async throws {
    let first = """
      <ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>\
      <NextKeyMarker>a%20b</NextKeyMarker><NextVersionIdMarker>v2</NextVersionIdMarker>\
      <DeleteMarker><Key>a%20b</Key><VersionId>v3</VersionId><IsLatest>true</IsLatest></DeleteMarker>\
      <Version><Key>a%20b</Key><VersionId>v2</VersionId><Size>7</Size></Version></ListVersionsResult>
      """
    let last = """
      <ListVersionsResult><IsTruncated>false</IsTruncated>\
      <Version><Key>c</Key><VersionId>null</VersionId></Version></ListVersionsResult>
      """
    let s3 = TestS3([answer(200, [:], first), answer(200, [:], last)])
    var seen: [ObjectVersion] = []
    for try await version in s3.bucket.versions(under: "p") { seen.append(version) }
    #expect(seen.map(\.versionID) == ["v3", "v2", "null"])
    #expect(seen.map(\.isDeleteMarker) == [true, false, false])
    #expect(seen.map(\.isLatest) == [true, false, false])
    #expect(seen.map(\.key) == ["a b", "a b", "c"])
    let next = "&key-marker=a%20b&version-id-marker=v2"
    #expect(s3.transport.lines.last?.hasSuffix(next) == true)
  }

  @Test func `shows uploads under way and the parts of one`() async throws {
    let uploads = """
      <ListMultipartUploadsResult><IsTruncated>false</IsTruncated><Upload><Key>k</Key>\
      <UploadId>u1</UploadId><Initiated>2010-11-10T20:48:33.000Z</Initiated></Upload>\
      </ListMultipartUploadsResult>
      """
    let parts = { (number: Int, next: String) in
      answer(
        200,
        [:],
        "<ListPartsResult><IsTruncated>\(next.isEmpty ? "false" : "true")</IsTruncated>\(next)"
          + "<Part><PartNumber>\(number)</PartNumber><ETag>e\(number)</ETag><Size>5</Size>"
          + "<ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part></ListPartsResult>"
      )
    }
    let s3 = TestS3([
      answer(200, [:], uploads), parts(1, "<NextPartNumberMarker>1</NextPartNumberMarker>"),
      parts(2, ""),
    ])
    var found: [UploadSummary] = []
    for try await upload in s3.bucket.uploads() { found.append(upload) }
    #expect(found.map(\.id.rawValue) == ["u1"])
    var numbers: [Int] = []
    for try await part in s3.bucket.upload(found[0].id, of: found[0].key).parts() {
      numbers.append(part.number)
      #expect(part.checksum == ObjectChecksum(.crc32, "AAAAAA=="))
    }
    #expect(numbers == [1, 2])
    #expect(s3.transport.lines.last == "GET /bucket/k?uploadId=u1&part-number-marker=1")
  }

  @Test func `shows buckets with what is known of them`() async throws {
    let first = """
      <ListAllMyBucketsResult><Buckets><Bucket><Name>one</Name>\
      <CreationDate>2019-12-11T23:32:47+00:00</CreationDate></Bucket></Buckets>\
      <ContinuationToken>more</ContinuationToken></ListAllMyBucketsResult>
      """
    let last = """
      <ListAllMyBucketsResult><Buckets><Bucket><Name>Old_Name</Name>\
      <CreationDate>2019-12-11T23:32:47Z</CreationDate><BucketRegion>eu-west-2</BucketRegion>\
      </Bucket></Buckets></ListAllMyBucketsResult>
      """
    let s3 = TestS3([answer(200, [:], first), answer(200, [:], last)])
    var seen: [BucketSummary] = []
    for try await bucket in s3.client.buckets(startingWith: "o") { seen.append(bucket) }
    #expect(seen.map(\.name.rawValue) == ["one", "Old_Name"])
    #expect(seen.last?.region == "eu-west-2")
    #expect(seen.last?.creationDate == Date(timeIntervalSince1970: 1_576_107_167))
    #expect(s3.transport.lines == ["GET /?prefix=o", "GET /?prefix=o&continuation-token=more"])
  }
}
