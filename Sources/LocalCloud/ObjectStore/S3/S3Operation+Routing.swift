import HTTPWire

extension S3Operation {
  /// Finds out what a request asks for: by its method and by which names stand in its query.
  ///
  /// `nil` where S3 has something of that kind and this store has not.
  init?(_ request: HTTPRequest, _ address: S3Address, _ query: QueryItems) {
    if request.method == .options {
      self = .preflight
    } else if address.bucket.isEmpty {
      guard request.method == .get else { return nil }
      self = .listBuckets
    } else if address.key == nil {
      self.init(onBucket: request.method, query)
    } else {
      self.init(
        onObject: request.method,
        query,
        copies: request.headers.contains("x-amz-copy-source")
      )
    }
  }

  /// Names in the query of a bucket that choose another thing than the bucket itself.
  private static let bucketParts:
    [(name: String, get: S3Operation, put: S3Operation?, delete: S3Operation?)] = [
      ("versioning", .getBucketVersioning, .putBucketVersioning, nil),
      ("tagging", .getBucketTagging, .putBucketTagging, .deleteBucketTagging),
      ("acl", .getBucketAcl, .putBucketAcl, nil),
      ("cors", .getBucketCors, .putBucketCors, .deleteBucketCors),
      ("location", .getBucketLocation, nil, nil),
      ("versions", .listObjectVersions, nil, nil),
      ("uploads", .listMultipartUploads, nil, nil),
    ]

  /// Names S3 knows besides; there is nothing behind them here.
  private static let foreignBucketParts = [
    "analytics", "intelligent-tiering", "inventory", "metrics", "metadataTable",
    "metadataConfiguration", "session",
  ]

  private static let foreignObjectParts = [
    "retention", "legal-hold", "torrent", "select", "restore", "renameObject", "encryption",
  ]

  private init?(onBucket method: HTTPMethod, _ query: QueryItems) {
    if let part = Self.bucketParts.first(where: { query[$0.name] != nil }) {
      let found: S3Operation? =
        switch method {
        case .get, .head: part.get
        case .put: part.put
        case .delete: part.delete
        default: nil
        }
      guard let found else { return nil }
      self = found
      return
    }
    if UnsetSetting.all.contains(where: { query[$0.name] != nil }) {
      guard method == .get else { return nil }
      self = .getBucketSetting
      return
    }
    guard !Self.foreignBucketParts.contains(where: { query[$0] != nil }) else { return nil }
    switch method {
    case .get: self = query["list-type"] == "2" ? .listObjectsV2 : .listObjects
    case .head: self = .headBucket
    case .put: self = .createBucket
    case .delete: self = .deleteBucket
    case .post: self = query["delete"] == nil ? .postObject : .deleteObjects
    default: return nil
    }
  }

  private init?(onObject method: HTTPMethod, _ query: QueryItems, copies: Bool) {
    if !query.isEmpty, Self.foreignObjectParts.contains(where: { query[$0] != nil }) { return nil }
    switch method {
    case .get, .head:
      if query.isEmpty {
        self = method == .get ? .getObject : .headObject
      } else if query["acl"] != nil {
        self = .getObjectAcl
      } else if query["tagging"] != nil {
        self = .getObjectTagging
      } else if query["attributes"] != nil {
        self = .getObjectAttributes
      } else if query["uploadId"] != nil {
        self = .listParts
      } else {
        self = method == .get ? .getObject : .headObject
      }
    case .put:
      if query["acl"] != nil {
        self = .putObjectAcl
      } else if query["tagging"] != nil {
        self = .putObjectTagging
      } else if query["uploadId"] != nil || query["partNumber"] != nil {
        self = copies ? .uploadPartCopy : .uploadPart
      } else {
        self = copies ? .copyObject : .putObject
      }
    case .delete:
      if query["tagging"] != nil {
        self = .deleteObjectTagging
      } else {
        self = query["uploadId"] == nil ? .deleteObject : .abortMultipartUpload
      }
    case .post:
      if query["uploads"] != nil {
        self = .createMultipartUpload
      } else {
        guard query["uploadId"] != nil else { return nil }
        self = .completeMultipartUpload
      }
    default: return nil
    }
  }
}
