/// A partition as the files name it: a topic's number is never used again, its name may be.
struct PartitionID: Hashable, Sendable {
  var topic: UInt32
  var partition: UInt32
}
