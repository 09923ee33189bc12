import HTTPWire

extension S3Service {
  /// Does what a call asks for.
  func perform(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    switch call.operation {
    case .getObject, .headObject: try await getObject(call)
    case .putObject: try await putObject(call)
    case .copyObject: try await copyObject(call)
    case .deleteObject: try await deleteObject(call)
    case .deleteObjects: try await deleteObjects(call)
    case .postObject: try await postObject(call)
    case .getObjectAttributes: try getObjectAttributes(call)
    case .getObjectTagging: try getObjectTagging(call)
    case .putObjectTagging: try await putObjectTagging(call)
    case .deleteObjectTagging: try await deleteObjectTagging(call)
    case .getObjectAcl: try getObjectACL(call)
    case .putObjectAcl: try await putObjectACL(call)
    case .createMultipartUpload: try await createMultipartUpload(call)
    case .uploadPart: try await uploadPart(call)
    case .uploadPartCopy: try await uploadPartCopy(call)
    case .completeMultipartUpload: try await completeMultipartUpload(call)
    case .abortMultipartUpload: try await abortMultipartUpload(call)
    case .listParts: try listParts(call)
    case .preflight: try preflight(call)
    case .unknown: throw .notImplemented("unknown operation")
    default: try await performOnBuckets(call)
    }
  }

  private func performOnBuckets(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    switch call.operation {
    case .listBuckets: try listBuckets(call)
    case .createBucket: try await createBucket(call)
    case .headBucket: try headBucket(call)
    case .deleteBucket: try await deleteBucket(call)
    case .listObjects: try listObjects(call)
    case .listObjectsV2: try listObjectsV2(call)
    case .listObjectVersions: try listObjectVersions(call)
    case .listMultipartUploads: try listMultipartUploads(call)
    case .getBucketLocation: try getBucketLocation(call)
    case .getBucketVersioning: try getBucketVersioning(call)
    case .putBucketVersioning: try await putBucketVersioning(call)
    case .getBucketTagging: try getBucketTagging(call)
    case .putBucketTagging: try await putBucketTagging(call)
    case .deleteBucketTagging: try await deleteBucketTagging(call)
    case .getBucketAcl: try getBucketACL(call)
    case .putBucketAcl: try await putBucketACL(call)
    case .getBucketCors: try getBucketCORS(call)
    case .putBucketCors: try await putBucketCORS(call)
    case .deleteBucketCors: try await deleteBucketCORS(call)
    case .getBucketSetting: try getBucketSetting(call)
    default: throw .notImplemented(call.operation.rawValue)
    }
  }
}
