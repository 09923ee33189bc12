/// A mapping template of a gateway, read once: text in Velocity's language that becomes a request.
///
/// It knows the part of the language that templates in front of Kinesis use; what it does not know is
/// refused with the line it stands in.
package struct MappingTemplate: Sendable {
  /// The longest template API Gateway takes.
  private static let longest = 300 << 10

  private let nodes: [TemplateNode]

  /// Reads a template, or says what is wrong with it.
  package init(_ text: String) throws(TemplateError) {
    guard text.utf8.count <= Self.longest else {
      throw TemplateError("the template is longer than \(Self.longest) bytes")
    }
    nodes = try TemplateParser.parse(text)
  }

  /// Writes what the template makes of a request.
  package func render(_ request: TemplateRequest) throws(TemplateError) -> String {
    var evaluation = TemplateEvaluation(request)
    return try evaluation.run(nodes)
  }
}
