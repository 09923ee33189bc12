import Digests
public import HTTPWire

/// Every step of one signature, for whoever must find out why a server computes another.
public struct SigV4Explanation: Sendable {
  /// Where the request goes; a presigned one carries its signature here.
  public let url: String
  /// The fields the request must be sent with.
  public let headers: HTTPHeaders
  /// What is hashed.
  public let canonicalRequest: String
  /// What is signed.
  public let stringToSign: String
  /// The result in hexadecimal.
  public let signature: String

  init(_ computation: consuming SignatureComputation, url: String, headers: HTTPHeaders) {
    self.url = url
    self.headers = headers
    canonicalRequest = computation.canonicalRequest
    stringToSign = computation.stringToSign
    signature = computation.digest.hex
  }
}
