/// A change that is planned anew on every version it meets, until it is the next one.
protocol TableChange: Sendable {
  /// What it does, in the words of a commit.
  var description: ChangeDescription { get }

  /// The actions on top of a version, or why there is nothing to do; an error is a conflict.
  func plan(on snapshot: borrowing DeltaSnapshot) throws(TableFormatError) -> ChangePlan
}

/// What a change comes to on one version.
enum ChangePlan {
  /// Write these.
  case write([LogAction])
  /// It is in the table: since this version, or longer.
  case isThere(version: Int)
}
