package import JSONBytes

/// What a template can look at.
package struct TemplateRequest: Sendable {
  /// The body as it came.
  package var body: String
  /// The parameters of the path.
  package var path: [String: String]
  /// The parameters behind the question mark.
  package var query: [String: String]
  /// The header fields.
  package var headers: [String: String]
  /// What `$context` gives.
  package var context: JSONObject
  /// What `$stageVariables` gives.
  package var stageVariables: [String: String]

  /// Describes a request; only the body has to be there.
  package init(
    body: String,
    path: [String: String] = [:],
    query: [String: String] = [:],
    headers: [String: String] = [:],
    context: JSONObject = [:],
    stageVariables: [String: String] = [:]
  ) {
    self.body = body
    self.path = path
    self.query = query
    self.headers = headers
    self.context = context
    self.stageVariables = stageVariables
  }

  /// A parameter, looked for in the path, behind the question mark, and among the header fields.
  func parameter(_ name: String) -> String? {
    path[name] ?? query[name] ?? headers[name]
      ?? headers.first { $0.key.lowercased() == name.lowercased() }?.value
  }

  /// All parameters by where they stand.
  var parameters: JSONValue {
    [
      "path": Self.object(path), "querystring": Self.object(query), "header": Self.object(headers),
    ]
  }

  static func object(_ texts: [String: String]) -> JSONValue {
    .object(
      JSONObject(
        texts.sorted { $0.key < $1.key }.map { JSONObject.Member($0.key, .string($0.value)) }
      )
    )
  }
}
