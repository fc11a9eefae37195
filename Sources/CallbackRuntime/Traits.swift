import CStackSupport

/// What the runtime knows of a built-in rule, beyond its functions.
public struct Traits: OptionSet, Sendable {
    /// The bits, as the C entry takes them.
    public let rawValue: UInt32

    /// Traits from their bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    private init(_ trait: sbs_trait) { rawValue = trait.rawValue }

    /// The update changes nothing while SP is in exact bounds, so a callback that restores bounds need not save
    /// those.
    public static let keepsExactBounds = Traits(SBS_TRAIT_KEEPS_EXACT_BOUNDS)

    /// Machines that the runtime made itself keep the bounds that they were made with: no update, no query. In Go
    /// these are all that are not `isextra`.
    public static let trustsOwnMachines = Traits(SBS_TRAIT_TRUSTS_OWN_MACHINES)

    /// The same, but a changed stack under a call out is refused first, as on any other machine.
    public static let refusesOnOwnMachines = Traits(SBS_TRAIT_REFUSES_ON_OWN_MACHINES)

    /// It asks for the bounds of the thread's own stack (`queryThreadBounds`), so that the knob `source` means
    /// something.
    public static let asksForOwnStack = Traits(SBS_TRAIT_ASKS_FOR_OWN_STACK)
}
