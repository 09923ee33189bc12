import HTTPWire

extension S3Service {
  typealias Permission = AccessControlList.Permission

  /// The bucket of a call, if the caller may do that with it.
  @discardableResult
  func bucket(
    _ call: S3Call,
    _ permission: Permission
  ) throws(S3Failure) -> BucketSettings {
    let settings = try storage.settings(of: call.bucket)
    guard Self.may(call.caller, permission, owner: settings.owner, settings.grants) else {
      throw .accessDenied
    }
    return settings
  }

  /// The bucket of a call, if it is the caller's own.
  @discardableResult
  func ownBucket(_ call: S3Call) throws(S3Failure) -> BucketSettings {
    let settings = try storage.settings(of: call.bucket)
    guard call.caller.isFree || settings.owner == call.caller.canonicalID else {
      throw .accessDenied
    }
    return settings
  }

  /// The version a call is about, if the caller may do that with it.
  func version(
    _ call: S3Call,
    _ permission: Permission
  ) throws(S3Failure) -> (version: ObjectVersion, bucket: BucketSettings) {
    try version(call.key, in: call.bucket, id: try call.versionID, call.caller, permission)
  }

  /// A version, if somebody may do that with it.
  ///
  /// Who may not list a bucket does not learn which keys are missing in it.
  func version(
    _ key: ObjectKey,
    in bucket: String,
    id: String?,
    _ caller: S3Caller,
    _ permission: Permission
  ) throws(S3Failure) -> (version: ObjectVersion, bucket: BucketSettings) {
    let settings = try storage.settings(of: bucket)
    do throws(S3Failure) {
      let version = try storage.version(bucket: bucket, key: key, id: id)
      guard Self.may(caller, permission, owner: version.owner, version.attributes.grants) else {
        throw .accessDenied
      }
      return (version, settings)
    } catch {
      let mayList = Self.may(caller, .read, owner: settings.owner, settings.grants)
      throw error.status == 404 && !mayList ? .accessDenied : error
    }
  }

  private static func may(
    _ caller: S3Caller,
    _ permission: Permission,
    owner: String,
    _ grants: AccessControlList?
  ) -> Bool {
    caller.isFree || caller.canonicalID == owner
      || grants?.allows(permission, to: caller.canonicalID) == true
  }
}
