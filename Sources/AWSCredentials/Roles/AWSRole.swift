/// A role to assume and how the session shall be called.
public struct AWSRole: Hashable, Sendable {
  /// `arn:aws:iam::123456789012:role/name`.
  public var arn: String
  /// What the session is called in AWS's logs; made from the time where nothing is given.
  public var sessionName: String?
  /// What the owner of the role demands to be told.
  public var externalID: String?
  /// How long the credentials shall last; an hour where nothing is given.
  public var duration: Duration?

  /// Names a role.
  public init(
    arn: String,
    sessionName: String? = nil,
    externalID: String? = nil,
    duration: Duration? = nil
  ) {
    self.arn = arn
    self.sessionName = sessionName
    self.externalID = externalID
    self.duration = duration
  }

  /// The session's name with nothing in it that STS refuses.
  func sessionName(at seconds: Int) -> String {
    let given = sessionName ?? ""
    guard given.count >= 2 else { return "pinterest-pipeline-\(seconds)" }
    return String(given.prefix(64).map { String($0).isRoleName ? $0 : "-" })
  }
}

extension String {
  /// Whether it holds nothing but what names of roles and of their sessions are made of.
  var isRoleName: Bool {
    !isEmpty && utf8.allSatisfy { $0.isASCIIAlphanumeric || "_+=,.@-".utf8.contains($0) }
  }
}
