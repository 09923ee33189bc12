public import PinterestModels

extension CleanUser {
  /// Cleans a user: first and last name become one.
  public init(cleaning user: consuming User, by cleaner: Cleaner, _ report: inout CleaningReport) {
    let first = cleaner.filled(user.firstName, .emptyUserText, &report)
    let last = cleaner.filled(user.lastName, .emptyUserText, &report)
    let name = UserName.join(first, last)
    if name != nil {
      report.note(.userName)
    } else if first != nil || last != nil {
      report.note(.halfUserName)
    }
    self.init(
      index: user.index,
      userName: name,
      age: user.age,
      dateJoined: cleaner.dated(user.dateJoined, .dateJoined, &report)
    )
  }
}
