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
  /// The file appears, or changes, when all of it has arrived and is the right one, not before. What
  /// is no file, such as a device, is left alone: read the object's chunks and write them there.
  @discardableResult
  public func download(
    _ key: ObjectKey,
    toFile path: String,
    options: DownloadOptions = DownloadOptions()
  ) async throws(S3Error) -> ObjectInfo {
    let files = FileThread()
    let unfinished: UnfinishedFile
    do { unfinished = try await files.begin(path) } catch {
      throw error.located("GetObject", name, key)
    }
    do throws(S3Error) {
      let info = try await Downloader(self, key, options, unfinished.file, files).fetch()
      try await files.finish(unfinished)
      return info
    } catch {
      await files.discard(unfinished)
      throw error.operation == nil ? error.located("GetObject", name, key) : error
    }
  }
}
