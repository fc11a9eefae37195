public import MachineInspection
public import Statistics

/// Whether the machine was quiet enough during a session.
///
/// Everything worth knowing is a reading. Only some readings are signs of trouble that make a session sick:
/// it then ranks nothing and says why. Load averages are not (they count the session's own child and what
/// ended before it began), and neither is the frequency (one reading of what a governor changes a hundred
/// times per second); both are for people to look at.
public struct SessionHealth: Codable, Sendable, Equatable {
    /// Largest share of the session's time in which some task was ready and had no processor.
    ///
    /// Measured on two virtual CPUs. A full session on the quiet machine had 9 % (the session itself is busy,
    /// and the kernel has threads of its own) and a null pair within 0.985 to 1.013. Five quick sessions with
    /// both CPUs taken by builds or by loops had 98 to 100 %, and null pairs with intervals such as 0.32 to
    /// 1.91 and 0.21 to 1.06: four of the five contained 1 and so gave no warning. The limit lies between.
    public static let mostCPUPressure = 0.3
    /// Largest share of the processors' time that a hypervisor may have given to others.
    ///
    /// Chosen, not measured: no more than 0.5 % was ever seen on the development machine, loaded or quiet.
    /// Stolen time comes in slices of milliseconds, so 2 % of the time hits few of the samples of 1 ms, which
    /// does not move the median of a process.
    public static let mostSteal = 0.02

    /// Largest share of the periods of a CPU quota in which the session may have been stopped.
    ///
    /// Chosen, not measured: a stop lasts for tens of milliseconds, so one period in a hundred hits few samples.
    public static let mostThrottling = 0.01

    /// What the null pair says.
    public let nullPair: Reading<NullPair.Verdict>
    /// Load average of the last minute before the session, per processor.
    public let loadBefore: Reading<Double>
    /// Load average of the last minute at its end, per processor.
    public let loadAfter: Reading<Double>
    /// Share of the session in which some task was ready and had no processor, 0 to 1.
    public let cpuPressure: Reading<Double>
    /// Share of the processors' time that the hypervisor gave to others, 0 to 1.
    public let steal: Reading<Double>
    /// Frequency of processor 0 at the end over that before; 1 means the same.
    public let frequencyRatio: Reading<Double>
    /// What a CPU quota took. Nil in what was written before it was recorded.
    public var throttling: Reading<Throttling>?
    /// Why the session is sick, one line each; empty when it is not.
    public let reasons: [String]

    /// What a CPU quota took of a session.
    public struct Throttling: Codable, Sendable, Equatable {
        /// Share of the quota's periods in which the session was stopped, 0 to 1.
        public let share: Double
        /// Seconds for which its threads were stopped, added up.
        public let seconds: Double

        /// Describes it.
        public init(share: Double, seconds: Double) {
            self.share = share
            self.seconds = seconds
        }
    }

    /// Whether what the session says about differences is withheld.
    public var isSick: Bool { !reasons.isEmpty }

    /// Judges a session.
    ///
    /// - Parameters:
    ///   - nullPair: the session's null pair, if it has one.
    ///   - before: the machine before the first child.
    ///   - after: the machine after the last.
    ///   - processors: how many are online.
    public init(
        nullPair: NullPair?, before: SystemLoad, after: SystemLoad, processors: Reading<Int>
    ) {
        self.nullPair = nullPair.map { .value($0.verdict) } ?? .unavailable("there is no null pair")
        loadBefore = Self.perProcessor(before, processors)
        loadAfter = Self.perProcessor(after, processors)
        cpuPressure = Self.pressure(before, after)
        steal = Self.steal(before, after)
        frequencyRatio = Self.frequencyRatio(before, after)
        let throttling = Self.throttling(before, after)
        self.throttling = throttling
        let isThrottled = (throttling.value?.share ?? 0) > Self.mostThrottling

        var reasons: [String] = []
        if nullPair?.verdict == .biased {
            reasons.append(Self.biasedNullPair)
        }
        if let throttling = throttling.value, isThrottled {
            let seconds = FixedPoint.text(throttling.seconds, decimals: 1)
            reasons.append(
                Self.tooMuch(
                    "a CPU quota stopped the session, for \(seconds) s in all,", throttling.share,
                    Self.mostThrottling, of: "its periods")
                    + ": lift it (docker --cpus, Kubernetes limits, cpu.max)")
        }
        // Threads that the quota stops wait for a CPU too: then nothing need run beside the session.
        if let share = cpuPressure.value, !isThrottled, share > Self.mostCPUPressure {
            reasons.append(Self.tooMuch("tasks waited for a CPU", share, Self.mostCPUPressure))
        }
        if let share = steal.value, share > Self.mostSteal {
            reasons.append(Self.tooMuch("the hypervisor took the CPUs away", share, Self.mostSteal))
        }
        self.reasons = reasons
    }

    /// Why a session whose null pair is biased is sick.
    static let biasedNullPair = "the null pair, a strategy against itself, differs"

    private static func tooMuch(
        _ what: String, _ share: Double, _ limit: Double, of whole: String = "the time"
    ) -> String {
        "\(what) in \(percent(share)) % of \(whole) (limit \(percent(limit)) %)"
    }

    private static func percent(_ share: Double) -> String {
        FixedPoint.text(share * 100, decimals: share < 0.1 ? 1 : 0)
    }
}
