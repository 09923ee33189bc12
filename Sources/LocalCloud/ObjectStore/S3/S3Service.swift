import AWSSigV4
import FoundationEssentials
import HTTPServer
import HTTPWire

/// The object store as its clients see it: S3's requests, answers and errors.
final class S3Service: CloudService {
  /// How the service is set up.
  struct Options: Sendable {
    var region = "us-east-1"
    /// A bucket that is there from the start.
    var firstBucket: String?
    var authentication = LocalCloud.Options.Authentication.signed([.test])
  }

  let service = Service.s3
  let operations = Set(S3Operation.allCases.map(\.rawValue))
  let storage: ObjectStorage
  let region: String
  /// Remembers uploads that were completed, for who asks again.
  let completed = CompletedUploads()
  let intake: IntakeThreads

  private let firstBucket: String?
  private let desk: Desk
  private let gate: S3Gate
  private let identifiers: RequestIdentifiers

  init(
    storage: ObjectStorage,
    desk: Desk,
    options: Options = Options(),
    identifiers: RequestIdentifiers
  ) {
    self.storage = storage
    self.desk = desk
    region = options.region
    firstBucket = options.firstBucket
    gate = S3Gate(options.authentication)
    self.identifiers = identifiers
    intake = IntakeThreads(files: storage.files)
  }

  /// Who is known.
  var identities: [Identity] { gate.identities }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    let ids = identifiers.amazon()
    var response: HTTPResponse
    do throws(S3Failure) {
      let address = try S3Address(request)
      response = await answer(request, address, ids)
      if request.headers.contains("Origin") { addCORS(to: &response, request, address) }
    } catch {
      response = error.response(to: request, ids: ids)
    }
    guard response.status > 0 else { return response }
    response.headers.add("x-amz-request-id", ids.request)
    response.headers.add("x-amz-id-2", ids.host)
    response.headers.add("Server", "AmazonS3")
    return response
  }

  private func answer(
    _ request: HTTPRequest,
    _ address: S3Address,
    _ ids: RequestIdentifiers.Amazon
  ) async -> HTTPResponse {
    let query = QueryItems(request.query)
    let operation = S3Operation(request, address, query)
    var attributes = ["bucket": address.bucket]
    if let key = address.key { attributes["key"] = key.text }
    return await desk.serve(
      ServiceCall(.s3, (operation ?? .unknown).rawValue, attributes),
      request,
      refusal: { failure in S3Failure(failure).response(to: request, ids: ids) },
      work: { sheet in
        do throws(S3Failure) {
          guard let operation else { throw .unknownOperation(request, address) }
          let now = desk.clock.date
          let caller = try gate.admit(request, address, at: now)
          return try await perform(
            S3Call(operation, request, address, query, caller: caller, now: now)
          )
        } catch {
          sheet.errorCode = error.code
          if let note = error.note { sheet.notes.append(note) }
          return error.response(to: request, ids: ids)
        }
      }
    )
  }

  func reset() async throws {
    try await storage.reset()
    try await prepare()
  }

  /// Makes the bucket that is there from the start, where it is not.
  func prepare() async throws {
    guard let name = firstBucket, (try? storage.settings(of: name)) == nil else { return }
    let owner = identities.first?.canonicalID ?? Identity.test.canonicalID
    try await storage.createBucket(name, owner: owner, region: region)
  }

  /// Says who signed the policy of a form.
  func admit(form fields: [String: String], at now: Date) throws(S3Failure) -> S3Caller {
    try gate.admit(form: fields, at: now)
  }
}

extension S3Failure {
  /// What a fault rule asks for.
  fileprivate init(_ failure: FaultRule.Failure) {
    self.init(failure.code, failure.status, "A fault was injected.")
  }

  fileprivate static func unknownOperation(
    _ request: HTTPRequest,
    _ address: S3Address
  ) -> S3Failure {
    let isUsual = ["GET", "HEAD", "PUT", "POST", "DELETE"].contains(request.method.rawValue)
    guard isUsual, request.query != nil else {
      let resource = address.bucket.isEmpty ? "SERVICE" : address.key == nil ? "BUCKET" : "OBJECT"
      return .methodNotAllowed(request.method.rawValue, on: resource)
    }
    return .notImplemented("\(request.method) with these parameters is not part of this store")
  }
}
