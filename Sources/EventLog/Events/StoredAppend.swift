/// What is remembered of an append with an idempotency key: enough to answer it a second time.
struct StoredAppend: Equatable {
  let key: IdempotencyKey
  let topic: UInt32
  let time: Int64
  let layout: AppendLayout
  var firstOffsets: [Int]
}
