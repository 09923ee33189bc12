public import HTTPWire

/// An object that is being read: what S3 tells of it, and its bytes, which can be read once.
public struct S3Object: Sendable {
  /// What S3 tells of it.
  public let info: ObjectInfo
  let body: HTTPBody

  /// The bytes as they come.
  ///
  /// A connection that breaks is taken up again where it broke, as long as the object is still the
  /// same; the checksum is compared at the end. What goes wrong is an `S3Error`.
  public var chunks: HTTPByteStream { body.chunks }

  /// All bytes, unless there are more of them than `limit`.
  public func bytes(upTo limit: Int = 64 * 1024 * 1024) async throws(S3Error) -> [UInt8] {
    do { return try await body.collect(upTo: limit) } catch let error as S3Error {
      throw error
    } catch {
      let code: S3Error.Code = error is HTTPBodyTooLarge ? .tooLarge : .unreachable
      var error = S3Error(code, String(describing: error), underlying: error)
      (error.operation, error.bucket, error.key) = ("GetObject", info.bucket, info.key)
      throw error
    }
  }

  /// All bytes as text; what is not UTF-8 is replaced.
  public func text(upTo limit: Int = 64 * 1024 * 1024) async throws(S3Error) -> String {
    String(decoding: try await bytes(upTo: limit), as: UTF8.self)
  }
}
