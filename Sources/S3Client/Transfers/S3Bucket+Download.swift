extension S3Bucket {
  /// Which version is fetched into a file, and how.
  public struct DownloadOptions: Sendable {
    /// The version wanted; `nil` is the current one.
    public var versionID: String?
    /// What must hold for it to be fetched.
    public var conditions = ReadConditions()
    /// The key it was encrypted with, where the writer brought one.
    public var customerKey: ServerSideEncryption.CustomerKey?
    /// How it is cut into ranges, where that differs from the client's way.
    public var transfer: TransferSettings?
    /// Hears how far the download is.
    public var progress: ProgressHandler?

    /// The current version, ranges side by side.
    public init() {}
  }

  /// Fetches an object into a file, ranges side by side where it is large.
  ///
  /// The file appears, or changes, when all of it has arrived and is the right one, not before.
  @discardableResult
  public func download(
    _ key: ObjectKey,
    toFile path: String,
    options: DownloadOptions = DownloadOptions()
  ) async throws(S3Error) -> ObjectInfo {
    let files = FileThread()
    let suffix = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    let temporary = "\(path).\(suffix).part"
    do throws(S3Error) {
      let file = try await files.open(writing: temporary)
      let info = try await Downloader(self, key, options, file, files).fetch()
      try await files.finish(file, as: path)
      return info
    } catch {
      await files.remove(temporary)
      throw error.operation == nil ? error.located("GetObject", name, key) : error
    }
  }
}
