import Digests
import HTTPWire

extension S3Bucket {
  /// Which bytes of which version, under which conditions.
  public struct GetOptions: Sendable, Hashable {
    /// The bytes wanted; `nil` is all of them.
    public var range: ByteRange?
    /// The version wanted; `nil` is the current one.
    public var versionID: String?
    /// The part wanted of an object that was made of parts.
    public var partNumber: Int?
    /// What must hold for it to be read.
    public var conditions = ReadConditions()
    /// The key it was encrypted with, where the writer brought one.
    public var customerKey: ServerSideEncryption.CustomerKey?

    /// The whole of the current version.
    public init(range: ByteRange? = nil, versionID: String? = nil) {
      self.range = range
      self.versionID = versionID
    }
  }

  /// Starts reading an object.
  public func get(
    _ key: ObjectKey,
    options: GetOptions = GetOptions()
  ) async throws(S3Error) -> S3Object {
    var call = try readCall("GetObject", .get, key, options)
    call.answerBody = .content
    call.set("Range", try options.range?.field())
    let answer = try await engine.send(call)
    let info = ObjectInfo(bucket: name, key: key, headers: answer.headers)
    let plan = try ReadPlan(engine, call, answer, asked: options.range)
    return S3Object(info: info, body: try plan.checkedBody())
  }

  /// Asks what S3 tells of an object.
  public func head(
    _ key: ObjectKey,
    options: GetOptions = GetOptions()
  ) async throws(S3Error) -> ObjectInfo {
    var call = try readCall("HeadObject", .head, key, options)
    call.set("Range", try options.range?.field())
    let answer = try await engine.send(call)
    return ObjectInfo(bucket: name, key: key, headers: answer.headers)
  }

  /// Whether there is an object of that name.
  public func exists(_ key: ObjectKey) async throws(S3Error) -> Bool {
    do {
      _ = try await head(key)
      return true
    } catch {
      guard error.code == .noSuchKey else { throw error }
      return false
    }
  }

  private func readCall(
    _ operation: StaticString,
    _ method: HTTPMethod,
    _ key: ObjectKey,
    _ options: GetOptions
  ) throws(S3Error) -> Call {
    var call = call(operation, method, key)
    call.ask("versionId", options.versionID)
    call.ask("partNumber", options.partNumber.map(String.init))
    options.conditions.add(to: &call)
    for (name, value) in options.customerKey?.fields() ?? [] { call.headers.add(name, value) }
    if engine.configuration.checksums.response == .whenSupported {
      call.set("x-amz-checksum-mode", "ENABLED")
    }
    return call
  }
}
