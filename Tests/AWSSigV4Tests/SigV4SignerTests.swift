import AWSSigV4
import FoundationEssentials
import HTTPWire
import Testing

@Suite struct SigV4SignerTests {
  @Test func `signs the first example of the S3 documentation`() {
    let signer = SigV4Signer(service: "s3", region: "us-east-1")
    let credentials = Credentials(
      accessKeyID: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    )
    var request = HTTPRequest(
      .get,
      origin: HTTPOrigin(scheme: .https, host: "examplebucket.s3.amazonaws.com"),
      target: "/test.txt",
      headers: ["Range": "bytes=0-9"]
    )
    let date = Date(timeIntervalSince1970: 1_369_353_600)
    let signature = signer.sign(&request, payload: .emptyBody, with: credentials, at: date)
    #expect(
      signature.hex == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    )
  }
}
