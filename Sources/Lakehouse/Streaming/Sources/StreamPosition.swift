public import FoundationEssentials
import JSONBytes

/// How far a query has read its source: a mark for every part it has touched.
public struct StreamPosition: Hashable, Sendable {
  /// How far one part has been read.
  public enum Mark: Hashable, Sendable {
    /// Not at all: everything still kept lies ahead.
    case beginning
    /// Not at all: what arrived from this moment on lies ahead.
    case since(Date)
    /// Up to this sequence number or offset, which is done.
    case after(String)
    /// To its end: it was closed, and others took over.
    case ended
  }

  /// Where parts begin that have no mark of their own.
  public var initial: Mark
  /// The marks, by the name of the part.
  public var marks: [String: Mark]

  /// Starts every part there.
  public init(initial: Mark, marks: [String: Mark] = [:]) {
    self.initial = initial
    self.marks = marks
  }

  /// How far a part has been read.
  public subscript(part: String) -> Mark {
    get { marks[part] ?? initial }
    set { marks[part] = newValue }
  }
}

extension StreamPosition {
  /// The position as JSON: `{"":"beginning","shardId-000000000000":"after 4958…"}`.
  ///
  /// It stands in checkpoints and in the table's history, where people read it too.
  var json: JSONValue {
    let all = [("", initial.text)] + marks.map { ($0.key, $0.value.text) }
    return .object(
      JSONObject(
        all.sorted { $0.0 < $1.0 }.map { JSONObject.Member($0.0, .string($0.1)) }
      )
    )
  }

  init?(_ json: JSONValue?) {
    guard let members = json?.object?.members else { return nil }
    self.init(initial: .beginning)
    for member in members {
      guard let mark = member.value.string.flatMap(Mark.init(text:)) else { return nil }
      if member.key.isEmpty { initial = mark } else { marks[member.key] = mark }
    }
  }
}

extension StreamPosition.Mark {
  fileprivate var text: String {
    switch self {
    case .beginning: "beginning"
    case .since(let date): "since \(date.timeIntervalSince1970)"
    case .after(let place): "after \(place)"
    case .ended: "ended"
    }
  }

  fileprivate init?(text: String) {
    let words = text.split(separator: " ", maxSplits: 1)
    switch (words.first, words.count) {
    case ("beginning", 1): self = .beginning
    case ("ended", 1): self = .ended
    case ("after", 2): self = .after(String(words[1]))
    case ("since", 2):
      guard let seconds = Double(words[1]) else { return nil }
      self = .since(Date(timeIntervalSince1970: seconds))
    default: return nil
    }
  }
}
