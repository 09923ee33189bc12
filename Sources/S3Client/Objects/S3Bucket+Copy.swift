import FoundationEssentials
import HTTPWire
import XMLWire

extension S3Bucket {
  /// What a copy takes over, and what must hold for it to be made.
  public struct CopyOptions: Sendable {
    /// What is kept with the copy; `nil` takes over what is kept with the source.
    public var settings: ObjectSettings?
    /// What must hold for the source.
    public var sourceConditions = ReadConditions()
    /// What must hold for the place of the copy.
    public var condition: WriteCondition?
    /// The key the source was encrypted with, where its writer brought one.
    public var sourceCustomerKey: ServerSideEncryption.CustomerKey?

    /// An exact copy.
    public init(settings: ObjectSettings? = nil) { self.settings = settings }
  }

  /// Copies an object into this bucket without its bytes passing through here.
  @discardableResult
  public func copy(
    _ source: ObjectReference,
    to key: ObjectKey,
    options: CopyOptions = CopyOptions()
  ) async throws(S3Error) -> PutResult {
    do { return try await copyWhole(source, to: key, options) } catch {
      // S3 copies up to 5 GiB at once and calls everything beyond an invalid request.
      guard error.code == .invalidRequest else { throw error }
      let origin = S3Bucket(name: source.bucket, engine: engine)
      var asked = GetOptions(versionID: source.versionID)
      asked.customerKey = options.sourceCustomerKey
      let info = try await origin.head(source.key, options: asked)
      guard info.size > Self.copyLimit else { throw error }
      return try await copyInParts(source, info, to: key, options)
    }
  }

  private static var copyLimit: Int { 5 << 30 }

  private func copyWhole(
    _ source: ObjectReference,
    to key: ObjectKey,
    _ options: CopyOptions
  ) async throws(S3Error) -> PutResult {
    var call = call("CopyObject", .put, key)
    call.answerBody = .document
    call.headers.add("x-amz-copy-source", source.copySource)
    options.sourceConditions.add(to: &call, ofSource: true)
    options.condition?.add(to: &call)
    let keyFields = options.sourceCustomerKey?.fields(of: "copy-source-") ?? []
    for (name, value) in keyFields { call.headers.add(name, value) }
    if let settings = options.settings {
      call.headers.add("x-amz-metadata-directive", "REPLACE")
      call.headers.add("x-amz-tagging-directive", "REPLACE")
      for field in try settings.fields() { call.headers.add(field.name, field.value) }
    }
    let answer = try await engine.send(call)
    return PutResult(
      etag: answer.document?["ETag"].map(ETag.init(rawValue:)),
      versionID: answer.headers["x-amz-version-id"],
      checksum: ObjectChecksum(answer.document),
      size: 0
    )
  }

  private func copyInParts(
    _ source: ObjectReference,
    _ info: ObjectInfo,
    to key: ObjectKey,
    _ options: CopyOptions
  ) async throws(S3Error) -> PutResult {
    let upload = try await beginUpload(of: key, settings: options.settings ?? info.settings)
    let plan = PartPlan(total: info.size, partSize: 512 << 20)
    let concurrency = engine.configuration.transfer.concurrency
    do throws(S3Error) {
      let ranges = plan.ranges(of: info.size)
      let parts = try await inWindow(of: concurrency, ranges) { number, range throws(S3Error) in
        try await upload.copyPart(number, from: source, range: range, ifMatches: info.etag)
      }
      return try await upload.complete(parts, condition: options.condition)
    } catch {
      await upload.discard()
      throw error
    }
  }
}

extension ObjectReference {
  /// The reference as the header of a copy spells it.
  var copySource: String {
    let path = PercentEncoding.encode("\(bucket)/\(key)", keeping: .unreservedAndSlash)
    return "/\(path)" + (versionID.map { "?versionId=\(PercentEncoding.encode($0))" } ?? "")
  }
}

extension ObjectInfo {
  /// What a copy in parts must be told again.
  fileprivate var settings: ObjectSettings {
    var settings = ObjectSettings()
    settings.contentType = contentType
    settings.contentEncoding = contentEncoding
    settings.cacheControl = headers["Cache-Control"]
    settings.contentDisposition = headers["Content-Disposition"]
    settings.contentLanguage = headers["Content-Language"]
    settings.expires = headers["Expires"].flatMap { HTTPDate.parse($0) }
    settings.metadata = metadata
    return settings
  }
}
