import MachineInspection

/// What a machine can measure, as `bench doctor` prints it. `results/schema/doctor.schema.json` describes
/// the JSON.
public struct DoctorResult: StoredDocument {
    /// What the document is.
    public static let schemaName = "stack-bounds-bench/doctor"
    /// Version of the document's form.
    public static let currentVersion = 1

    /// `schemaName`.
    public var schema = DoctorResult.schemaName
    /// `currentVersion`.
    public var schemaVersion = DoctorResult.currentVersion
    /// Whether `bench run` can measure here.
    public var canMeasure: Bool
    /// Every check, the main job first.
    public var checks: [Check]

    /// Puts a result together.
    ///
    /// - Parameters:
    ///   - mainJob: what came of really measuring a cell.
    ///   - checks: the machine's.
    public init(mainJob: Check, checks: [Check]) {
        canMeasure = mainJob.status == .ok
        self.checks = [mainJob] + checks
    }
}
