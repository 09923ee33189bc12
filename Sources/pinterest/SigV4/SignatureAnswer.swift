import AWSSigV4
import Digests
import HTTPWire
import JSONBytes

/// What `pinterest sigv4` answers to one line.
enum SignatureAnswer {
  /// Signs the request: its fields or its URL, and every text on the way.
  static func sign(_ input: SignatureInput) throws -> JSONObject {
    let explanation = try explanation(of: input)
    var answer = JSONObject()
    if input.isPresigned { answer["url"] = .string(explanation.url) }
    answer["headers"] = headers(explanation.headers)
    answer["canonicalRequest"] = .string(explanation.canonicalRequest)
    answer["stringToSign"] = .string(explanation.stringToSign)
    answer["signature"] = .string(explanation.signature)
    return answer
  }

  /// Signs the request and takes the texts apart.
  static func explain(_ input: SignatureInput) throws -> JSONObject {
    let canonical = try explanation(of: input).canonicalRequest
      .split(separator: "\n", omittingEmptySubsequences: false)
    var answer = try sign(input)
    guard canonical.count >= 6 else { return answer }
    answer["canonicalPath"] = .string(String(canonical[1]))
    answer["canonicalQuery"] = .string(String(canonical[2]))
    answer["signedHeaders"] = .array(
      canonical[canonical.count - 2].split(separator: ";").map { .string(String($0)) }
    )
    answer["payloadHash"] = .string(String(canonical[canonical.count - 1]))
    let text = (answer["stringToSign"]?.string ?? "").split(separator: "\n").map(String.init)
    answer["credentialScope"] = .string(text[2])
    answer["canonicalRequestHash"] = .string(text[3])
    return answer
  }

  /// Checks the request's signature and, where there is one, its body.
  static func verify(_ input: SignatureInput) throws -> JSONObject {
    var options = SigV4Verifier.Options()
    options.services = input.service.map { [$0] }
    options.region = input.region
    let verifier = SigV4Verifier(options: options, credentials: try input.knownCredentials())
    switch verifier.verify(input.request, at: input.date) {
    case .anonymous: return ["verdict": "anonymous"]
    case .refused(let refusal): return refused(refusal)
    case .verified(let verified):
      do throws(SigV4Refusal) {
        if let body = input.body {
          var payload = try PayloadVerifier(of: verified, headers: input.request.headers)
          var content: [UInt8] = []
          try payload.receive(body, into: &content)
          _ = try payload.finish()
        }
        return Self.verified(verified)
      } catch {
        return refused(error)
      }
    }
  }

  private static func explanation(of input: SignatureInput) throws -> SigV4Explanation {
    let signer = SigV4Signer(
      service: input.service ?? "s3",
      region: input.region ?? "us-east-1"
    )
    let given = input.request.headers["X-Amz-Content-Sha256"].map(PayloadHash.init(headerValue:))
    let credentials = try input.credentials()
    if input.isPresigned {
      return try signer.explainPresigned(
        input.request,
        payload: given,
        with: credentials,
        at: input.date,
        expires: .seconds(input.expires)
      )
    }
    return signer.explain(
      input.request,
      payload: given ?? .of(input.body ?? []),
      with: credentials,
      at: input.date
    )
  }

  private static func verified(_ verified: VerifiedRequest) -> JSONObject {
    [
      "verdict": "verified", "accessKeyID": .string(verified.accessKeyID),
      "region": .string(verified.region), "service": .string(verified.service),
      "signedHeaders": .array(verified.signedHeaders.map { .string($0) }),
      "payload": .string(verified.payload.headerValue),
    ]
  }

  private static func refused(_ refusal: SigV4Refusal) -> JSONObject {
    var answer: JSONObject = [
      "verdict": "refused", "part": .string(refusal.part.description),
      "code": .string(refusal.code), "status": .number(JSONNumber(refusal.status)),
      "message": .string(refusal.message),
    ]
    answer["hint"] = refusal.hint.map { .string($0) }
    answer["canonicalRequest"] = refusal["CanonicalRequest"].map { .string($0) }
    answer["stringToSign"] = refusal["StringToSign"].map { .string($0) }
    return answer
  }

  private static func headers(_ headers: HTTPHeaders) -> JSONValue {
    var object = JSONObject()
    for field in headers where object[field.name] == nil {
      let values = headers.values(field.name).map { JSONValue.string($0) }
      object[field.name] = values.count == 1 ? values[0] : .array(values)
    }
    return .object(object)
  }
}
