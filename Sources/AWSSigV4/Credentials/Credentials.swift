public import FoundationEssentials

/// What a request is signed with; its secrets show in no description, dump or mirror.
public struct Credentials: Sendable, Hashable {
  /// The public half: it travels in every request.
  public let accessKeyID: String
  /// The secret half: it never leaves this value but for deriving signing keys.
  public let secretAccessKey: String
  /// What temporary credentials must show besides.
  public let sessionToken: String?
  /// When temporary credentials end; `nil` for those that do not.
  public let expiration: Date?

  /// Puts credentials together as they were given out.
  public init(
    accessKeyID: String,
    secretAccessKey: String,
    sessionToken: String? = nil,
    expiration: Date? = nil
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.expiration = expiration
  }

  /// Whether they have ended at `date`, or will within `margin`.
  public func isExpired(at date: Date, margin: TimeInterval = 0) -> Bool {
    expiration.map { $0 <= date.addingTimeInterval(margin) } ?? false
  }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The access key ID and, where there is one, the end: nothing that is secret.
  public var description: String {
    let session = sessionToken == nil ? "" : ", session token"
    let end = expiration.map { ", until \($0)" } ?? ""
    return "Credentials(\(accessKeyID)\(session)\(end))"
  }

  /// The same as `description`.
  public var debugDescription: String { description }

  /// Shows what `description` shows, and no more.
  public var customMirror: Mirror {
    Mirror(self, children: ["accessKeyID": accessKeyID, "expiration": expiration as Any])
  }
}
