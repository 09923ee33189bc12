import Terminal

/// Delta tables: what they are, what became of them, their rows, and their upkeep.
let deltaCommands: [Command] = [
  deltaDescribeCommand,
  deltaHistoryCommand,
  deltaReadCommand,
  deltaOptimizeCommand,
  deltaVacuumCommand,
]
