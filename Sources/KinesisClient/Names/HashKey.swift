import Digests

/// Where partition keys fall among the 2¹²⁸ places that the shards of a stream share out.
public enum HashKey {
  /// The place of a partition key: its MD5 as a number.
  public static func of(_ partitionKey: String) -> UInt128 {
    MD5.hash(partitionKey).bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }
}
