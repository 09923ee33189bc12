import Digests
public import HTTPWire

extension S3Bucket {
  /// What is kept with the object, and what must hold for it to be stored.
  public struct PutOptions: Sendable {
    /// What is kept with the object besides its bytes.
    public var settings = ObjectSettings()
    /// What must hold for it to be stored.
    public var condition: WriteCondition?
    /// How it is cut into parts, where that differs from the client's way.
    public var transfer: TransferSettings?
    /// Whether the parts of a failed upload stay, so that `resumeUpload` can go on with them.
    public var keepsPartsOnFailure = false
    /// Hears how far the upload is.
    public var progress: ProgressHandler?

    /// The bytes under a name, and no more.
    public init(settings: ObjectSettings = ObjectSettings(), condition: WriteCondition? = nil) {
      self.settings = settings
      self.condition = condition
    }
  }

  /// Stores bytes under a name.
  @discardableResult
  public func put(
    _ bytes: [UInt8],
    to key: ObjectKey,
    options: PutOptions = PutOptions()
  ) async throws(S3Error) -> PutResult {
    try await put(.bytes(bytes), to: key, options: options)
  }

  /// Stores a text under a name, as UTF-8.
  @discardableResult
  public func put(
    _ text: String,
    to key: ObjectKey,
    options: PutOptions = PutOptions()
  ) async throws(S3Error) -> PutResult {
    try await put(.bytes(Array(text.utf8)), to: key, options: options)
  }

  /// Stores a file under a name; it must not change meanwhile.
  @discardableResult
  public func put(
    file path: String,
    to key: ObjectKey,
    options: PutOptions = PutOptions()
  ) async throws(S3Error) -> PutResult {
    let files = FileThread()
    let size: Int
    do { size = try await files.size(of: path) } catch {
      throw error.located("PutObject", name, key)
    }
    return try await put(.file(HTTPFileRegion(path: path, length: size)), to: key, options: options)
  }

  /// Stores a body under a name: in one request where it is small, else in parallel parts.
  ///
  /// A body in parts is never visible in part: it appears with its last byte, or, where anything
  /// fails or the task is cancelled, not at all.
  @discardableResult
  public func put(
    _ body: HTTPBody,
    to key: ObjectKey,
    options: PutOptions = PutOptions()
  ) async throws(S3Error) -> PutResult {
    let transfer = options.transfer ?? engine.configuration.transfer
    guard let length = body.length, length <= transfer.multipartThreshold else {
      return try await Uploader(self, key, options, transfer).upload(body)
    }
    let whole = try await inMemory(body, upTo: transfer.partSize, for: key)
    return try await putWhole(whole, to: key, options: options)
  }

  /// Goes on with an upload that was kept when it failed; the body must be the same.
  ///
  /// Parts S3 holds already are compared with the body and sent only where they differ.
  @discardableResult
  public func resumeUpload(
    _ id: UploadID,
    of body: HTTPBody,
    to key: ObjectKey,
    options: PutOptions = PutOptions()
  ) async throws(S3Error) -> PutResult {
    let upload = upload(id, of: key, customerKey: options.settings.customerKey)
    let transfer = options.transfer ?? engine.configuration.transfer
    return try await Uploader(self, key, options, transfer).resume(upload, body)
  }

  /// A short stream is read first: from memory it can be sent again.
  private func inMemory(
    _ body: HTTPBody,
    upTo limit: Int,
    for key: ObjectKey
  ) async throws(S3Error) -> HTTPBody {
    switch body {
    case .empty, .bytes, .file: return body
    case .stream:
      guard let length = body.length, length <= limit else { return body }
      var source = PartSource(body)
      do throws(S3Error) {
        let whole = try await source.next(upTo: length)?.body ?? .empty
        let isLonger = try await source.hasMore()
        guard whole.length == length, !isLonger else {
          let complaint = "the body is not of the \(length) bytes it was said to be"
          throw S3Error(.invalidArgument, complaint)
        }
        return whole
      } catch {
        throw error.located("PutObject", name, key)
      }
    }
  }

  /// Stores a body in one request.
  func putWhole(
    _ body: HTTPBody,
    to key: ObjectKey,
    options: PutOptions
  ) async throws(S3Error) -> PutResult {
    var call = call("PutObject", .put, key)
    for field in try options.settings.fields() { call.headers.add(field.name, field.value) }
    options.condition?.add(to: &call)
    call.body = body
    call.takesChecksum = true
    let meter = ProgressMeter(total: body.length, options.progress)
    let answer: Answer
    do { answer = try await engine.send(call) } catch {
      guard error.code == .preconditionFailed, error.mayHaveSucceeded,
        let result = await ownWrite(of: body, to: key)
      else { throw error }
      return result
    }
    meter.advance(by: body.length ?? 0)
    return PutResult(
      etag: answer.headers["ETag"].map(ETag.init(rawValue:)),
      versionID: answer.headers["x-amz-version-id"],
      checksum: ObjectChecksum(answer.headers) ?? answer.sentChecksum,
      size: body.length ?? 0
    )
  }

  /// After a lost answer a condition may fail on what we wrote ourselves: the content tells.
  private func ownWrite(of body: HTTPBody, to key: ObjectKey) async -> PutResult? {
    guard case .bytes(let bytes) = body, let info = try? await head(key), info.size == bytes.count
    else { return nil }
    let isOurs =
      info.checksum.map { Checksum.base64($0.algorithm, of: bytes) == $0.value }
      ?? (info.etag?.rawValue == MD5.hash(bytes).hex)
    guard isOurs else { return nil }
    return PutResult(
      etag: info.etag,
      versionID: info.versionID,
      checksum: info.checksum,
      size: bytes.count
    )
  }
}
