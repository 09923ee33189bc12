/// One line of a commit: a change to the table.
enum LogAction: Hashable, Sendable {
  case commitInfo(CommitInfo)
  case tableProtocol(TableProtocol)
  case metadata(TableMetadata)
  case transaction(WriterTransaction)
  case add(AddFile)
  case remove(RemoveFile)
}
