/// Every check of a machine.
public enum MachineChecks {
    /// Judges readings. Pure: the same readings give the same checks, in the same order.
    public static func checks(of readings: MachineReadings) -> [Check] {
        CounterChecks.checks(of: readings) + ClockChecks.checks(of: readings)
            + ProcessorChecks.checks(of: readings) + QuietChecks.checks(of: readings)
            + KernelChecks.checks(of: readings) + OptionalPartChecks.checks(of: readings)
    }
}
