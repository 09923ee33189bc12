import HTTPWire

/// A call of a service that stands behind a resource: what the console calls an AWS integration.
struct ServiceIntegration: Sendable {
  /// Asks the service; the integration's role is what signs for it.
  typealias Send = @Sendable (KinesisOperation, [UInt8], HTTPRequest) async -> HTTPResponse

  /// What the service is asked, always by POST.
  let action: KinesisOperation
  /// What becomes the body, by the type of the body that came.
  let templates: [String: MappingTemplate]
  let send: Send

  /// The template for a body of a type; nobody who sends no type means anything but JSON.
  func template(for contentType: String?) -> MappingTemplate? {
    let type = (contentType ?? "application/json").split(separator: ";").first ?? ""
    return templates[type.filter { $0 != " " }.lowercased()]
  }
}
