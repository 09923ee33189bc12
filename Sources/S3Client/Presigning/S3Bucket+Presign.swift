import AWSSigV4
import HTTPWire

/// What a presigned URL lets its holder do.
public enum PresignedOperation: Sendable, Hashable {
  /// Read an object, perhaps under another type or name than it has.
  case get(versionID: String? = nil, contentType: String? = nil, contentDisposition: String? = nil)
  /// Write an object; settings given here must then be sent as header fields, exactly so.
  case put(settings: ObjectSettings = ObjectSettings())
  /// Ask about an object.
  case head
  /// Delete an object.
  case delete
  /// Send a part of an upload.
  case uploadPart(Int, of: UploadID)
}

extension S3Bucket {
  /// Makes a URL that lets whoever has it do one thing with one object until it expires.
  ///
  /// Treat it as a secret. It lives for at most seven days, and never longer than the credentials
  /// it was made with.
  public func presign(
    _ operation: PresignedOperation,
    _ key: ObjectKey,
    expiresIn lifetime: Duration
  ) async throws(S3Error) -> String {
    var call = call("Presign", operation.method, key)
    try operation.describe(on: &call)
    do {
      let signing = try engine.signing(of: call)
      let request = engine.request(call, by: signing.route)
      guard let credentials = try await engine.credentials?.credentials() else {
        throw S3Error(.noCredentials, "a URL cannot be signed anonymously")
      }
      return try signing.signer.presign(
        request,
        with: credentials,
        at: signing.date,
        expires: lifetime
      )
    } catch let error as S3Error {
      throw call.locate(error)
    } catch let error as SigV4Error {
      throw call.locate(S3Error(.invalidArgument, error.detail, underlying: error))
    } catch {
      throw call.locate(S3Error(.noCredentials, String(describing: error), underlying: error))
    }
  }
}

extension PresignedOperation {
  fileprivate var method: HTTPMethod {
    switch self {
    case .get: .get
    case .put, .uploadPart: .put
    case .head: .head
    case .delete: .delete
    }
  }

  fileprivate func describe(on call: inout Call) throws(S3Error) {
    switch self {
    case .get(let versionID, let contentType, let contentDisposition):
      call.ask("versionId", versionID)
      call.ask("response-content-type", contentType)
      call.ask("response-content-disposition", contentDisposition)
    case .put(let settings):
      for field in try settings.fields() { call.headers.add(field.name, field.value) }
    case .uploadPart(let number, let id):
      call.ask("partNumber", String(number))
      call.ask("uploadId", id.rawValue)
    case .head, .delete: break
    }
  }
}
