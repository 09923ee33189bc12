/// A cloud's connectors, as a test uses them; HTTP does the same.
public struct Connectors: Sendable {
  let runtime: ConnectRuntime

  /// Their names.
  public var names: [String] { runtime.names }

  /// Creates a connector, or gives one of that name other settings.
  public func create(_ name: String, _ config: [String: String]) async throws {
    var config = config
    config["name"] = name
    _ = try await runtime.put(config, target: nil)
  }

  /// Removes a connector; `false` where there is none of that name.
  @discardableResult
  public func remove(_ name: String) async -> Bool { await runtime.remove(name) }

  /// Waits until every record that running connectors read is in an object.
  ///
  /// It waits for offsets and never sleeps; a task that failed is an error with its trace.
  public func drained() async throws { try await runtime.drained() }
}
