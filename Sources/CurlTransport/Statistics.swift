/// What a loop holds; nothing but idle handles and connections once every transfer has ended.
package struct Statistics: Hashable, Sendable {
  /// Transfers that are on the wire.
  package var running = 0
  /// Transfers that wait for their turn.
  package var waiting = 0
  /// Handles kept for the next transfer.
  package var idleHandles = 0
  /// Open connections, idle ones included.
  package var connections = 0
}
