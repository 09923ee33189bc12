import Digests
import Foundation
import HTTPWire
import Testing

@testable import AWSSigV4

@Suite struct RelatedSignatureTests {
  @Test(arguments: S3Example.all.filter { $0.signingKeyHex != nil })
  func `derives the documented keys`(example: S3Example) throws {
    let credentials = Credentials(
      accessKeyID: "",
      secretAccessKey: try #require(example.secret)
    )
    let key = SigningKey(
      credentials,
      day: try #require(example.date),
      region: try #require(example.region),
      service: try #require(example.service)
    )
    #expect(key.bytes.hex == example.signingKeyHex)
  }

  @Test func `signs and verifies the documented browser form`() throws {
    let example = S3Example.named("post-policy")
    let policy = try #require(example.policyBase64.flatMap { Base64.decode($0) })
    let date = Fixtures.date("20151229T000000Z")
    let fields = S3Example.signer.formFields(
      policy: String(decoding: policy, as: UTF8.self),
      with: S3Example.credentials,
      at: date
    )
    var form = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
    #expect(form["x-amz-signature"] == example.signature)
    #expect(form["policy"] == example.policyBase64)
    let verifier = SigV4VerifierTests.verifier(S3Example.credentials)
    #expect(SigV4VerifierTests.isVerified(verifier.verify(form: form, at: date)))
    form["policy"]?.append("=")
    let refusal = SigV4VerifierTests.refusal(verifier.verify(form: form, at: date))
    #expect(refusal?.code == "SignatureDoesNotMatch" && refusal?.part == .signature)
    form["x-amz-signature"] = nil
    #expect(
      SigV4VerifierTests.refusal(verifier.verify(form: form, at: date))?.message
        == "Bucket POST must contain a field named 'X-Amz-Signature'.  "
        + "If it is specified, please check the order of the fields."
    )
  }

  @Test func `signs the trailer that aws-c-auth tests`() throws {
    let example = S3Example.named("aws-c-auth-trailing-headers")
    let key = SigningKey(
      S3Example.credentials,
      day: "20130524",
      region: "us-east-1",
      service: "s3"
    )
    let previous = try #require(example.previousSignature.flatMap { Digest<32>(hex: $0) })
    var chain = ChunkSignatureChain(
      continuing: SigV4Signature(digest: previous, time: "20130524T000000Z", key: key)
    )
    let digest = SHA256.hash(try #require(example.trailer))
    #expect(chain.sign(trailer: digest).hex == example.trailerSignature)
  }

  @Test func `makes the token that MSK takes`() throws {
    let vector = try #require(BotocoreVector.all.first { $0.name == "msk-iam-connect" })
    let token = MSKAuthentication(region: "us-east-1", userAgent: "a b/1")
      .token(with: vector.credentials, at: Fixtures.date(vector.amzDate).addingTimeInterval(0.9))
    let standard = token.value.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
    let bytes = try #require(Base64.decode(standard + padding))
    let parts = String(decoding: bytes, as: UTF8.self).split { "?&".contains($0) }
    let expected = try #require(vector.signedUrl).split { "?&".contains($0) }
    #expect(parts.last == "User-Agent=a%20b%2F1")
    #expect(parts.dropLast().sorted() == expected.sorted())
    #expect(token.expiration == Fixtures.date(vector.amzDate).addingTimeInterval(900))
    #expect(token.refreshDate == Fixtures.date(vector.amzDate).addingTimeInterval(720))
  }

  @Test func `makes the payload of the Java mechanism`() throws {
    let date = Fixtures.date("20240229T235958Z")
    let session = Credentials(
      accessKeyID: "AKID",
      secretAccessKey: "secret",
      sessionToken: "to/ken=="
    )
    let payload = MSKAuthentication(region: "us-east-1", userAgent: "a \"b\"\\\u{1}")
      .payload(broker: "b-1.example.com", with: session, at: date)
    let members = try JSONDecoder().decode([String: String].self, from: Data(payload.utf8))
    let request = try Fixtures.request(
      "GET",
      "https://b-1.example.com/?Action=kafka-cluster%3AConnect"
    )
    let signer = SigV4Signer(service: "kafka-cluster", region: "us-east-1")
    let expected = signer.presigned(request, with: session, at: date, life: 900)
    #expect(
      members == [
        "version": "2020_10_22", "host": "b-1.example.com", "user-agent": "a \"b\"\\\u{1}",
        "action": "kafka-cluster:Connect", "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "x-amz-credential": "AKID/20240229/us-east-1/kafka-cluster/aws4_request",
        "x-amz-date": "20240229T235958Z", "x-amz-signedheaders": "host",
        "x-amz-expires": "900", "x-amz-security-token": "to/ken==",
        "x-amz-signature": expected.signature,
      ]
    )
    #expect(payload.hasPrefix("{\"version\":\"2020_10_22\",\"host\":"))
  }
}
