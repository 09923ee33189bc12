import Digests
import HTTPWire

/// Sends one body in parts, several at a time, each from a buffer that is used again.
struct Uploader {
  private let bucket: S3Bucket
  private let key: ObjectKey
  private let options: S3Bucket.PutOptions
  private let transfer: TransferSettings

  init(
    _ bucket: S3Bucket,
    _ key: ObjectKey,
    _ options: S3Bucket.PutOptions,
    _ transfer: TransferSettings
  ) {
    self.bucket = bucket
    self.key = key
    self.options = options
    self.transfer = transfer
  }

  /// Sends a body as a new upload; what turns out to be short goes in one request.
  func upload(_ body: HTTPBody) async throws(S3Error) -> PutResult {
    var source = PartSource(body)
    let plan = PartPlan(total: body.length, partSize: transfer.partSize)
    let first = try await source.next(upTo: plan.size(of: 1))
    if body.length == nil, try await !source.hasMore() {
      return try await bucket.putWhole(first?.body ?? .empty, to: key, options: options)
    }
    let upload = try await bucket.beginUpload(of: key, settings: options.settings)
    return try await finish(upload, first, source, of: body.length, plan)
  }

  /// Goes on with an upload of the same body; parts S3 holds already are compared, not sent.
  func resume(_ upload: MultipartUpload, _ body: HTTPBody) async throws(S3Error) -> PutResult {
    var kept: [Int: UploadedPart] = [:]
    for try await part in upload.parts() { kept[part.number] = part }
    let plan = PartPlan(total: body.length, partSize: kept[1]?.size ?? transfer.partSize)
    return try await finish(upload, nil, PartSource(body), of: body.length, plan, keeping: kept)
  }

  private func finish(
    _ upload: MultipartUpload,
    _ first: PartSource.Part?,
    _ source: PartSource,
    of total: Int?,
    _ plan: PartPlan,
    keeping kept: [Int: UploadedPart] = [:]
  ) async throws(S3Error) -> PutResult {
    let sender = PartSender(
      upload: upload,
      plan: plan,
      kept: kept,
      meter: ProgressMeter(total: total, options.progress)
    )
    do {
      let parts = try await sender.send(first, source, atOnce: transfer.concurrency)
      return try await upload.complete(parts, condition: options.condition)
    } catch {
      var error = upload.call("PutObject", .put).locate(error)
      if options.keepsPartsOnFailure {
        error.uploadID = upload.id
      } else {
        await upload.discard()
      }
      throw error
    }
  }
}
