/// What is wrong with a mapping template or with what it is given, and where.
package struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, in words.
  package let message: String
  /// The line in the template, counted from 1; 0 where no line is to blame.
  package let line: Int
  /// Whether the request is to blame and not the template.
  package let isOfRequest: Bool

  init(_ message: String, line: Int = 0, isOfRequest: Bool = false) {
    self.message = message
    self.line = line
    self.isOfRequest = isOfRequest
  }

  /// `line 3: #end is missing`.
  package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
