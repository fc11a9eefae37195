extension CheckCell {
    /// What was recorded in the callback that decides.
    public struct Recorded: Codable, Sendable, Equatable {
        /// SP in the body of the callback, or at its entry if it was refused.
        public let sp: String
        /// Recorded low end.
        public let lo: String
        /// Recorded high end.
        public let hi: String
        /// Running below this is fatal.
        public let `guard`: String
        /// `none`, `estimate`, `upperBound` or `exact`; null when the callback was refused and none before
        /// it had recorded these bounds.
        @Nullable public var confidence: String?
        /// Room that the runtime would report, `sp - lo`, in bytes; null when it claims nothing or SP is out
        /// of its bounds.
        @Nullable public var room: UInt64?

        /// Describes a machine.
        public init(sp: String, lo: String, hi: String, guard: String, confidence: String?, room: UInt64?) {
            self.sp = sp
            self.lo = lo
            self.hi = hi
            self.guard = `guard`
            self.confidence = confidence
            self.room = room
        }
    }

    /// The callback that decides, and the truth about its stack, which is one of the runtime's own where the
    /// strategy moved the callback.
    public struct Step: Codable, Sendable, Equatable {
        /// Number, from 1.
        public let number: Int
        /// What was done.
        public let what: String
        /// The true stack `[L, H)`: its low end.
        public let lo: String
        /// The true stack `[L, H)`: its high end.
        public let hi: String
        /// Room that there was, `sp - L`, in bytes; null when SP is not known or below L.
        @Nullable public var room: UInt64?
        /// The machine inside, or at the refusal; null when neither was seen.
        @Nullable public var recorded: Recorded?

        /// Describes a step.
        public init(number: Int, what: String, lo: String, hi: String, room: UInt64?, recorded: Recorded?) {
            self.number = number
            self.what = what
            self.lo = lo
            self.hi = hi
            self.room = room
            self.recorded = recorded
        }
    }

    /// A share of trials with its 95 % interval.
    public struct Rate: Codable, Sendable, Equatable {
        /// Trials that count.
        public let count: Int
        /// Trials made.
        public let trials: Int
        /// Lower end of the interval, 0 to 1.
        public let lower: Double
        /// Upper end of the interval, 0 to 1.
        public let upper: Double

        /// Describes a share.
        public init(count: Int, trials: Int, lower: Double, upper: Double) {
            self.count = count
            self.trials = trials
            self.lower = lower
            self.upper = upper
        }
    }

    /// How stray writes to SP were noticed.
    public struct Corruption: Codable, Sendable, Equatable {
        /// Trials in which the first callback was accepted.
        public let firstAccepted: Rate
        /// Trials in which no callback was refused.
        public let neverNoticed: Rate
        /// Callbacks made at most in a trial.
        public let callbacks: Int
        /// The callback in which it was noticed, median over the noticed trials; null if none was.
        @Nullable public var medianNoticedAt: Int?
        /// Distance of SP from the stack in the accepted trials, median, in bytes; null if none was.
        @Nullable public var medianAcceptedDistance: UInt64?

        /// Describes trials.
        public init(
            firstAccepted: Rate, neverNoticed: Rate, callbacks: Int, medianNoticedAt: Int?,
            medianAcceptedDistance: UInt64?
        ) {
            self.firstAccepted = firstAccepted
            self.neverNoticed = neverNoticed
            self.callbacks = callbacks
            self.medianNoticedAt = medianNoticedAt
            self.medianAcceptedDistance = medianAcceptedDistance
        }
    }
}
