/// What came of writing a file that must not be there yet.
public enum Creation: Sendable {
  /// It is there, and it is ours.
  case created
  /// Something of that name is there, which may be ours all the same: an earlier attempt whose
  /// answer was lost looks like another writer's file.
  case taken
  /// No answer came: it may be there or not, now or a little later.
  case unknown(TableFormatError)
  /// It is not there and will not be.
  case refused(TableFormatError)
}
