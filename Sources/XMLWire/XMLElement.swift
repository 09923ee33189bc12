/// A whole small document in memory: an element, its text and its children.
public struct XMLElement: Hashable, Sendable {
  /// The name without a namespace prefix.
  public var name: String
  /// The attributes, names without a namespace prefix.
  public var attributes: [String: String]
  /// The text directly inside the element, white space kept.
  public var text: String
  /// The elements directly inside, in order.
  public var children: [XMLElement]

  /// Makes an element from parts.
  public init(
    _ name: String,
    attributes: [String: String] = [:],
    text: String = "",
    children: [XMLElement] = []
  ) {
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
  }

  /// Reads a document and gives its root.
  public init(
    parsing document: [UInt8],
    limits: XMLReader.Limits = XMLReader.Limits()
  ) throws(XMLError) {
    var reader = XMLReader(limits: limits)
    var tree = XMLTree()
    // Piece by piece, so that events and tree never stand in memory beside each other.
    for start in stride(from: 0, to: document.count, by: 65_536) {
      try reader.feed(Array(document[start..<min(start + 65_536, document.count)]))
      while let event = reader.next() { tree.take(event) }
    }
    try reader.finish()
    while let event = reader.next() { tree.take(event) }
    self = tree.root
  }

  /// The text of the first child of that name.
  public subscript(_ name: String) -> String? { first(name)?.text }

  /// The first child of that name.
  public func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// Every child of that name, in order.
  public func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}

/// Grows a tree from events; the innermost open element is the last.
private struct XMLTree {
  private var open = [XMLElement("")]

  /// The one root every finished reader has met.
  var root: XMLElement { open[0].children[0] }

  mutating func take(_ event: XMLEvent) {
    switch event {
    case .start(let name, let attributes): open.append(XMLElement(name, attributes: attributes))
    case .text(let text): open[open.count - 1].text += text
    case .end:
      let done = open.removeLast()
      open[open.count - 1].children.append(done)
    }
  }
}
