/// Somebody who may sign requests.
public struct Identity: Sendable, Hashable, Codable {
  /// The public part of the key.
  public var accessKeyID: String
  /// The secret part of the key.
  public var secretAccessKey: String
  /// The long name S3 knows owners by.
  public var canonicalID: String
  /// The name a person reads.
  public var displayName: String
  /// Where grants may be addressed to.
  public var email: String

  /// Describes somebody; who gives only a key gets names made from it.
  public init(
    accessKeyID: String,
    secretAccessKey: String,
    canonicalID: String? = nil,
    displayName: String? = nil,
    email: String? = nil
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.canonicalID = canonicalID ?? "canonical-id-of-\(accessKeyID)"
    self.displayName = displayName ?? accessKeyID
    self.email = email ?? "\(accessKeyID)@localhost"
  }

  /// The one a cloud knows unless it is told otherwise: `test` with the secret `test`.
  public static let test = Identity(
    accessKeyID: "test",
    secretAccessKey: "test",
    canonicalID: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
    displayName: "test"
  )

  /// Reads one entry of an identities file; the names may be left out.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      accessKeyID: try members.decode(String.self, forKey: .accessKeyID),
      secretAccessKey: try members.decode(String.self, forKey: .secretAccessKey),
      canonicalID: try members.decodeIfPresent(String.self, forKey: .canonicalID),
      displayName: try members.decodeIfPresent(String.self, forKey: .displayName),
      email: try members.decodeIfPresent(String.self, forKey: .email)
    )
  }
}

extension Identity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The access key, without its secret.
  public var description: String { accessKeyID }
  /// The access key, without its secret.
  public var debugDescription: String { accessKeyID }
  /// A mirror without the secret.
  public var customMirror: Mirror {
    Mirror(self, children: ["accessKeyID": accessKeyID, "displayName": displayName])
  }
}
