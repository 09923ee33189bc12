import AWSSigV4
import Foundation
import HTTPWire
import Testing

/// What must hold for every request, tried on many that were made at random.
@Suite struct SignatureProperties {
  private static let credentials = [
    S3Example.credentials,
    Credentials(accessKeyID: "ASIAEXAMPLE", secretAccessKey: "s+/=", sessionToken: "to/ken+=="),
  ]

  private let verifier: SigV4Verifier = {
    var options = SigV4Verifier.Options()
    options.services = ["s3", "execute-api"]
    return SigV4Verifier(options: options) { id in
      credentials.first { $0.accessKeyID == id }
    }
  }()

  private func randomRequest(_ random: inout SeededGenerator, isS3: Bool) -> HTTPRequest {
    let key = random.awkwardText(upTo: 30)
    var target = "/bucket/" + PercentEncoding.encode(key, keeping: .unreservedAndSlash)
    let pairs = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      let name = PercentEncoding.encode("n" + random.awkwardText(upTo: 5))
      let value = PercentEncoding.encode(random.awkwardText(upTo: 10))
      return Bool.random(using: &random) ? "\(name)=\(value)" : name
    }
    if !pairs.isEmpty { target += "?" + pairs.joined(separator: "&") }
    var request = HTTPRequest(
      [.get, .put, .post, .delete, .head].randomElement(using: &random) ?? .get,
      origin: HTTPOrigin(
        scheme: [.http, .https].randomElement(using: &random) ?? .http,
        host: ["localhost", "127.0.0.1", "[::1]", "bucket.s3.amazonaws.com"]
          .randomElement(using: &random) ?? "localhost",
        port: [nil, 80, 443, 9000].randomElement(using: &random) ?? nil
      ),
      target: target
    )
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let name =
        ["Content-Type", "x-amz-meta-A", "X-Amz-Meta-a", "Range", "my-header", "A", "User-Agent"]
        .randomElement(using: &random) ?? "A"
      request.headers.add(name, random.awkwardText(upTo: 12).replacing("\t", with: "  "))
    }
    return request
  }

  @Test(arguments: [true, false])
  func `what is signed is verified, and nothing else`(isS3: Bool) throws {
    var random = SeededGenerator(seed: isS3 ? 1 : 2)
    let signer = SigV4Signer(service: isS3 ? "s3" : "execute-api", region: "eu-west-1")
    for _ in 0..<300 {
      let credentials = try #require(Self.credentials.randomElement(using: &random))
      var request = randomRequest(&random, isS3: isS3)
      signer.sign(&request, payload: .emptyBody, with: credentials, at: S3Example.date)
      let verdict = verifier.verify(request, at: S3Example.date)
      #expect(SigV4VerifierTests.isVerified(verdict), "\(request.target) \(verdict)")
      let changed = changed(request, &random)
      let other = verifier.verify(changed, at: S3Example.date)
      #expect(!SigV4VerifierTests.isVerified(other), "\(request.target) -> \(changed.target)")
    }
  }

  @Test func `what is presigned is verified, and nothing else`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      let credentials = try #require(Self.credentials.randomElement(using: &random))
      var request = randomRequest(&random, isS3: true)
      let url = try S3Example.signer.presign(
        request,
        with: credentials,
        at: S3Example.date,
        expires: .seconds(60)
      )
      request.target = String(url.dropFirst(request.origin.description.utf8.count))
      let verdict = verifier.verify(request, at: S3Example.date)
      #expect(SigV4VerifierTests.isVerified(verdict), "\(url) \(verdict)")
      let place = Int.random(in: 1..<request.target.utf8.count, using: &random)
      var bytes = Array(request.target.utf8)
      bytes[place] = bytes[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      request.target = String(decoding: bytes, as: UTF8.self)
      let other = verifier.verify(request, at: S3Example.date)
      #expect(!SigV4VerifierTests.isVerified(other), "\(url) byte \(place)")
    }
  }

  /// Changes one thing that the signature covers.
  private func changed(_ request: HTTPRequest, _ random: inout SeededGenerator) -> HTTPRequest {
    var changed = request
    switch Int.random(in: 0..<5, using: &random) {
    case 0: changed.method = HTTPMethod(rawValue: request.method.rawValue + "X")
    case 1: changed.target = request.path + "x" + (request.query.map { "?\($0)" } ?? "")
    case 2: changed.target += request.query == nil ? "?new" : "&new"
    case 3: changed.headers["Host"] = "x" + (request.headers["Host"] ?? "")
    default:
      let value = request.headers["Authorization"] ?? ""
      var bytes = Array(value.utf8)
      let place = Int.random(in: bytes.count - 64..<bytes.count, using: &random)
      bytes[place] = bytes[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      changed.headers["Authorization"] = String(decoding: bytes, as: UTF8.self)
    }
    return changed
  }

  @Test func `a warm signer signs as a cold one does`() throws {
    var random = SeededGenerator(seed: 4)
    let warm = SigV4Signer(service: "s3", region: "eu-west-1")
    for _ in 0..<500 {
      let credentials = Credentials(
        accessKeyID: "key\(Int.random(in: 0..<40, using: &random))",
        secretAccessKey: "secret\(Int.random(in: 0..<3, using: &random))"
      )
      // Around the examples' day, and around the day that is counted as zero.
      let start =
        Bool.random(using: &random) ? S3Example.date : Date(timeIntervalSince1970: -200_000)
      let date = start.addingTimeInterval(.random(in: 0..<400_000, using: &random))
      let request = randomRequest(&random, isS3: true)
      let cold = SigV4Signer(service: "s3", region: "eu-west-1")
      let signatures = [warm, cold].map {
        $0.explain(request, payload: .unsigned, with: credentials, at: date)
      }
      #expect(signatures[0].headers == signatures[1].headers)
      #expect(signatures[0].canonicalRequest == signatures[1].canonicalRequest)
    }
  }

  /// Swift takes a Kelvin sign for a K; a server that hashes bytes does not.
  @Test func `texts that are equal with other bytes are not confused`() throws {
    let warm = SigV4Signer(service: "s3", region: "eu-west-1")
    let letters = ["K", "\u{212A}", "e\u{301}", "\u{e9}"]
    for letter in letters + letters {
      var request = try Fixtures.request("GET", "http://localhost/bucket/key")
      request.headers.add("x-amz-meta-\(letter)", "value")
      let credentials = Credentials(accessKeyID: "AKID", secretAccessKey: "secret\(letter)")
      let cold = SigV4Signer(service: "s3", region: "eu-west-1")
      let signatures = [warm, cold].map {
        $0.explain(request, payload: .unsigned, with: credentials, at: S3Example.date)
      }
      #expect(signatures[0].signature == signatures[1].signature)
      #expect(
        signatures[0].canonicalRequest.utf8.elementsEqual(signatures[1].canonicalRequest.utf8)
      )
    }
  }

  @Test func `many tasks signing around midnight pick the key of their day`() async throws {
    let midnight = Fixtures.date("20240301T000000Z")
    let signer = SigV4Signer(service: "s3", region: "eu-west-1")
    let request = try Fixtures.request("GET", "http://localhost/bucket/key")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for step in 0..<200 {
            let date = midnight.addingTimeInterval(Double((step * 7 + task) % 9 - 4))
            var signed = request
            signer.sign(&signed, payload: .unsigned, with: S3Example.credentials, at: date)
            let day = date < midnight ? "20240229" : "20240301"
            #expect(signed.headers["X-Amz-Date"]?.hasPrefix(day) == true)
            #expect(signed.headers["Authorization"]?.contains("/\(day)/") == true)
            let verdict = SigV4VerifierTests.verifier(S3Example.credentials)
              .verify(signed, at: date)
            #expect(SigV4VerifierTests.isVerified(verdict))
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `signing twice replaces what the first time added`() throws {
    var request = try Fixtures.request("GET", "http://localhost/bucket/key")
    let signer = S3Example.signer
    let session = Self.credentials[1]
    signer.sign(&request, payload: .unsigned, with: session, at: S3Example.date)
    let later = S3Example.date.addingTimeInterval(100)
    signer.sign(&request, payload: .emptyBody, with: S3Example.credentials, at: later)
    #expect(request.headers.count == 4)
    #expect(SigV4VerifierTests.isVerified(verifier.verify(request, at: later)))
  }
}
