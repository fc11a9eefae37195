/// FNV-1a, 64 bits: Fowler, Noll and Vo; IETF draft-eastlake-fnv. For telling texts and files apart, not for
/// security: collisions can be made.
public enum FNV1a {
    /// The hash of some bytes.
    public static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
