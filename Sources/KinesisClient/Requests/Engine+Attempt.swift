import AWSSigV4
import HTTPWire

extension Engine {
  /// The largest answer holds ten mebibytes of records, as base64 and with what stands around them.
  private static let documentLimit = 64 * 1024 * 1024
  private static let errorLimit = 64 * 1024

  /// Signs a call for this moment, sends it once and reads the answer.
  func attempt(_ call: Call) async throws(Failure) -> Answer {
    if Task.isCancelled { throw Failure(KinesisError(.cancelled, "")) }
    let signing: Signing
    do { signing = try self.signing() } catch { throw Failure(error) }
    var request = HTTPRequest(
      call.method,
      origin: signing.endpoint.origin,
      target: signing.endpoint.path + call.path,
      headers: call.headers,
      body: call.body.isEmpty ? .empty : .bytes(call.body),
      timeouts: configuration.timeouts
    )
    let credentials = try await currentCredentials()
    if let credentials {
      signing.signer.sign(
        &request,
        payload: .of(call.body),
        with: credentials,
        at: signing.date
      )
    }
    let response: HTTPResponse
    do { response = try await transport.send(request) } catch { throw Failure(error) }
    do { return try await read(response, to: call, as: signing) } catch {
      if error.remedy == .freshCredentials, let credentials {
        await self.credentials?.invalidate(credentials)
      }
      throw error
    }
  }

  private func currentCredentials() async throws(Failure) -> Credentials? {
    do { return try await credentials?.credentials() } catch {
      if Task.isCancelled {
        throw Failure(KinesisError(.cancelled, "while credentials were fetched", underlying: error))
      }
      throw Failure(KinesisError(.noCredentials, String(describing: error), underlying: error))
    }
  }

  private func read(
    _ response: HTTPResponse,
    to call: Call,
    as signing: Signing
  ) async throws(Failure) -> Answer {
    guard response.isSuccess else {
      let body = (try? await response.body.collect(upTo: Self.errorLimit)) ?? []
      throw Failure(call, response, ServiceFault(body), as: signing)
    }
    var answer = Answer(call: call, status: response.status, headers: response.headers)
    if call.isStreamed {
      answer.body = response.body
      return answer
    }
    do { answer.bytes = try await response.body.collect(upTo: Self.documentLimit) } catch {
      throw Failure(reading: error)
    }
    if call.mistrustsStatus, let fault = ServiceFault(hiddenIn: answer.bytes) {
      throw Failure(call, response, fault, as: signing)
    }
    return answer
  }
}
