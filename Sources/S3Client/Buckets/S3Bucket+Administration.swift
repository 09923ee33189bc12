import HTTPWire
import XMLWire

extension S3Bucket {
  /// Makes the bucket, in the client's region unless told otherwise.
  public func create(in region: String? = nil) async throws(S3Error) {
    var call = call("CreateBucket", .put)
    let region = region ?? engine.configuration.region
    // The oldest region is the one that must not be named.
    if region != "us-east-1" {
      call.setDocument("CreateBucketConfiguration") { $0.element("LocationConstraint", region) }
    }
    do { _ = try await engine.send(call) } catch {
      // An answer was lost and the bucket is ours: the lost answer was a yes.
      guard error.code == .bucketAlreadyOwnedByYou, error.mayHaveSucceeded else { throw error }
    }
  }

  /// Deletes the bucket, which must be empty.
  public func delete() async throws(S3Error) {
    do { _ = try await engine.send(call("DeleteBucket", .delete)) } catch {
      guard error.code == .noSuchBucket, error.mayHaveSucceeded else { throw error }
    }
  }

  /// Whether the bucket is there and may be asked.
  public func exists() async throws(S3Error) -> Bool {
    do {
      _ = try await engine.send(call("HeadBucket", .head))
      return true
    } catch {
      guard error.code == .noSuchBucket else { throw error }
      return false
    }
  }

  /// The region the bucket is in.
  public func region() async throws(S3Error) -> String {
    var call = call("GetBucketLocation", .get, query: [QueryItem("location")])
    call.answerBody = .document
    let constraint = try await engine.send(call).document?.text ?? ""
    // The two oldest regions answer with what they were called then.
    return switch constraint {
    case "": "us-east-1"
    case "EU": "eu-west-1"
    default: constraint
    }
  }
}
