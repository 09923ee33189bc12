extension Substring {
  /// The text without blanks at either end.
  var trimmed: Substring {
    var text = drop(while: \.isBlank)
    while text.last?.isBlank == true { text.removeLast() }
    return text
  }

  /// The text up to the first `#` or `;` that follows a blank.
  var withoutTrailingComment: Substring {
    var previous: Character = "x"
    for index in indices {
      if previous.isBlank, self[index].startsComment { return self[..<index] }
      previous = self[index]
    }
    return self
  }

  /// Whether a section or a key may be called this without quotes.
  var isConfigName: Bool {
    !isEmpty && utf8.allSatisfy { $0.isASCIIAlphanumeric || "-_./%@:+".utf8.contains($0) }
  }
}

extension Character {
  var isBlank: Bool { self == " " || self == "\t" }
  var startsComment: Bool { self == "#" || self == ";" }
}

extension UInt8 {
  var isASCIIAlphanumeric: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
