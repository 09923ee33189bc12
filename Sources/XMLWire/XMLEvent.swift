/// One step through a document.
public enum XMLEvent: Hashable, Sendable {
  /// An element opens; its name and those of its attributes stand without a namespace prefix.
  case start(name: String, attributes: [String: String])
  /// All the text between two tags, entities resolved, however it was cut on its way.
  case text(String)
  /// The element of that name closes.
  case end(name: String)
}
