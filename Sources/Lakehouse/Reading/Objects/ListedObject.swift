/// An object as a listing shows it.
public struct ListedObject: Sendable, Hashable {
  /// Its key.
  public let key: String
  /// How many bytes it has.
  public let size: Int

  /// Describes an object.
  public init(key: String, size: Int) {
    self.key = key
    self.size = size
  }
}
