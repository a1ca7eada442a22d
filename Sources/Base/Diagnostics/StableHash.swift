/// A 64-bit hash of a text that is the same in every process (FNV-1a), unlike `Hasher`'s.
public func stableHash(_ text: String) -> UInt64 { stableHash(text.utf8) }

/// The FNV-1a hash of bytes: that of a text is the hash of its UTF-8.
public func stableHash(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
}
