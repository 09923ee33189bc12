/// A command as it was called: its options with where they came from, its operands, its terminal.
public struct Invocation: Sendable {
  /// What stood on the command line besides options.
  public let operands: [String]
  /// Where to write.
  public let console: Console
  /// Says whether the person asked to stop.
  public let interruption: Interruption
  /// The process environment, as data.
  public let environment: [String: String]
  /// Where options that were not typed may come from, the strongest first.
  public let settings: SettingLayers

  private let command: Command
  private let typed: [String: [String]]

  init(
    _ command: Command,
    _ arguments: Arguments,
    console: Console,
    interruption: Interruption,
    environment: [String: String],
    settings: SettingLayers
  ) {
    self.command = command
    typed = arguments.values
    operands = arguments.operands
    self.console = console
    self.interruption = interruption
    self.environment = environment
    self.settings = settings
  }

  /// Whether a flag was typed.
  public func has(_ name: String) -> Bool { typed[name] != nil }

  /// Every value of a repeatable option, in order.
  public func all(_ name: String) -> [String] { typed[name] ?? [] }

  /// The value of an option: typed, or else from the first layer of settings that has it.
  public subscript(_ name: String) -> String? {
    if let value = typed[name]?.last { return value }
    guard let option = command.options.first(where: { $0.name == name }), option.isSetting else {
      return nil
    }
    return settings.value(for: option.key)?.value
  }

  /// The value of an option as a number; anything else is a usage error that names it.
  public func integer(_ name: String) throws(CommandError) -> Int? {
    guard let text = self[name] else { return nil }
    guard let number = Int(text) else { throw .usage("\(name) \(text): not a whole number") }
    return number
  }

  /// The operand at a position; its absence is a usage error that names it.
  public func operand(_ position: Int, _ name: String) throws(CommandError) -> String {
    guard operands.indices.contains(position) else {
      throw .usage("\(command.name): \(name) is missing")
    }
    return operands[position]
  }

  /// Refuses operands beyond the first `count`.
  public func expectOperands(atMost count: Int) throws(CommandError) {
    if operands.count > count {
      throw .usage("\(command.name): \"\(operands[count])\" is one word too many")
    }
  }
}
