import Terminal

/// Every command, in the order of the help; each stands in a file of its own.
let commands: [Command] = [
  upCommand,
  downCommand,
  statusCommand,
  envCommand,
  configCommand,
]
