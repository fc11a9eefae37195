import BenchResults
import MachineInspection

extension Document {
    /// What a machine can measure: what is wrong has its remedy below it.
    package init(_ doctor: DoctorResult) {
        let counts = Check.Status.allCases.compactMap { status -> String? in
            let count = doctor.checks.count { $0.status == status }
            return count == 0 ? nil : "\(count) \(status.rawValue)"
        }
        let verdict = doctor.canMeasure ? "bench can measure here" : "bench cannot measure here"
        let table = Table(
            columns: ["check", "status", "found"],
            rows: doctor.checks.map { check in
                Table.Row(
                    header: check.name,
                    cells: [
                        Table.Cell(check.status.rawValue, look: Self.look(check.status)),
                        Table.Cell(check.found, detail: check.remedy.map { "→ \($0)" }),
                    ])
            }, isText: true)
        self.init(
            title: "What this machine can measure",
            headline: ["\(verdict): \(counts.joined(separator: ", "))."],
            sections: [Section(title: "", blocks: [.table(table)])])
    }

    private static func look(_ status: Check.Status) -> Table.Look {
        switch status {
        case .ok: .sound
        case .warn: .warning
        case .missing: .fault
        case .unknown: .absent
        }
    }
}
