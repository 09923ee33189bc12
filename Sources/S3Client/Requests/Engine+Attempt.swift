import AWSSigV4
import Digests
import HTTPWire
import XMLWire

extension Engine {
  private static let documentLimit = 16 * 1024 * 1024
  private static let errorLimit = 64 * 1024

  /// Signs a call for this moment, sends it once and reads as much of the answer as it wants.
  func attempt(_ call: Call, _ body: PreparedBody) async throws(Failure) -> Answer {
    if Task.isCancelled { throw Failure(S3Error(.cancelled, "")) }
    let signing: Signing
    do { signing = try self.signing(of: call) } catch { throw Failure(error) }
    var request = request(call, by: signing.route)
    request.body = call.body
    if let algorithm = body.algorithm {
      // Without it some services take the checksum and forget it.
      request.headers.add("x-amz-sdk-checksum-algorithm", algorithm.rawValue)
    }
    if let checksum = body.checksum {
      request.headers.add(checksum.algorithm.headerName, checksum.value)
    }
    if let digest = body.contentMD5 { request.headers.add("Content-MD5", digest) }
    let credentials = try await currentCredentials()
    if let credentials { try sign(&request, body.cover, with: credentials, as: signing) }
    let response: HTTPResponse
    do { response = try await transport.send(request) } catch { throw Failure(error) }
    do { return try await read(response, to: call, as: signing) } catch {
      if error.remedy == .freshCredentials, let credentials {
        await self.credentials?.invalidate(credentials)
      }
      throw error
    }
  }

  /// The request a call becomes, not yet signed and still without its body.
  func request(_ call: Call, by route: Route) -> HTTPRequest {
    HTTPRequest(
      call.method,
      origin: route.origin,
      target: route.target(key: call.key, query: call.query),
      headers: call.headers,
      timeouts: configuration.timeouts
    )
  }

  private func sign(
    _ request: inout HTTPRequest,
    _ cover: PreparedBody.Cover,
    with credentials: Credentials,
    as signing: Signing
  ) throws(Failure) {
    let signer = signing.signer
    switch cover {
    case .whole(let payload):
      signer.sign(&request, payload: payload, with: credentials, at: signing.date)
    case .chunked(let form):
      do {
        try signer.signStreaming(&request, form: form, with: credentials, at: signing.date)
      } catch {
        throw Failure(S3Error(.invalidArgument, error.description, underlying: error))
      }
    }
  }

  private func currentCredentials() async throws(Failure) -> Credentials? {
    do { return try await credentials?.credentials() } catch {
      if Task.isCancelled {
        throw Failure(S3Error(.cancelled, "while credentials were fetched", underlying: error))
      }
      throw Failure(S3Error(.noCredentials, String(describing: error), underlying: error))
    }
  }

  private func read(
    _ response: HTTPResponse,
    to call: Call,
    as signing: Signing
  ) async throws(Failure) -> Answer {
    guard response.isSuccess else {
      let body = (try? await response.body.collect(upTo: Self.errorLimit)) ?? []
      let document = try? XMLElement(parsing: body)
      throw Failure(call, response, document: document, as: signing)
    }
    var answer = Answer(status: response.status, headers: response.headers, body: response.body)
    guard call.answerBody == .document else { return answer }
    let bytes: [UInt8]
    do { bytes = try await response.body.collect(upTo: Self.documentLimit) } catch {
      throw Failure(reading: error)
    }
    do { answer.document = try XMLElement(parsing: bytes) } catch {
      // A good status is sent before the work is done; a broken document means it was not.
      var failure = Failure(S3Error(.malformedAnswer, error.description, underlying: error))
      failure.error.status = response.status
      failure.remedy = .patience
      failure.mayHaveSucceeded = true
      throw failure
    }
    if answer.document?.name == "Error" {
      throw Failure(call, response, document: answer.document, as: signing)
    }
    return answer
  }
}
