import MachineInspection
import BenchResults

/// The checks as people read them: what is wrong has its remedy below it.
struct DoctorTable {
    private let result: DoctorResult

    init(_ result: DoctorResult) {
        self.result = result
    }

    var text: String {
        var columns = Columns()
        columns.add("check", spanning: "        found")
        for check in result.checks {
            let status = check.status.rawValue
            let pad = String(repeating: " ", count: max(0, 7 - status.count))
            columns.add(check.name, spanning: "\(status)\(pad) \(check.found)")
            if let remedy = check.remedy { columns.add("", spanning: "        → \(remedy)") }
        }
        return columns.text + "\n" + summary
    }

    private var summary: String {
        let counts = Check.Status.allCases.compactMap { status -> String? in
            let count = result.checks.count { $0.status == status }
            return count == 0 ? nil : "\(count) \(status.rawValue)"
        }
        let verdict = result.canMeasure ? "bench can measure here" : "bench cannot measure here"
        return "\(verdict): \(counts.joined(separator: ", ")).\n"
    }
}
