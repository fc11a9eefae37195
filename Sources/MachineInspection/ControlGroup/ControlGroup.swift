import CLibrary
import SystemPackage

/// A control group around the process, in the hierarchy that limits processors.
struct ControlGroup {
    /// Its path as /proc/self/cgroup gives it: from the root that this process may know of.
    let name: String
    /// Where its files are.
    let folder: String
    /// Whether it is of version 2, which has other files.
    let isUnified: Bool

    /// The process's group and those above it that a mount shows, the outermost first.
    ///
    /// Source: cgroups(7), cgroup_namespaces(7) and proc_pid_mountinfo(5). The controller `cpu` is in one hierarchy at
    /// a time: in that of version 1 whose line names it, else in that of version 2, where a group may lack its files.
    static func around(_ files: SystemFiles) -> Reading<[ControlGroup]> {
        files.text("/proc/self/cgroup").flatMap { text in
            guard let (path, isUnified) = path(text) else { return .value([]) }
            return files.text("/proc/self/mountinfo").flatMap { text in
                let shown = text.split(whereSeparator: \.isNewline).compactMap { line in
                    Mount(line, isUnified: isUnified)?.groups(on: path, isUnified: isUnified)
                }
                // What is mounted may lie hidden below another mount. Several may show the group: the one with most
                // of those around it says most.
                let found = shown.filter { files.exists("\($0[0].folder)/cgroup.procs") }
                return Reading(
                    found.max { $0.count < $1.count },
                    or: "no mounted cgroup file system shows this process's group, \(path)")
            }
        }
    }

    /// Nil where the kernel has neither version.
    private static func path(_ text: String) -> (path: Substring, isUnified: Bool)? {
        let lines = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        }.filter { $0.count == 3 }
        let legacy = lines.first { $0[1].split(separator: ",").contains("cpu") }
        let line = legacy ?? lines.first { $0[0] == "0" && $0[1].isEmpty }
        return line.map { ($0[2], legacy == nil) }
    }

    /// A line of /proc/self/mountinfo that mounts the hierarchy.
    private struct Mount {
        /// The group that is seen at its place.
        let root: [Substring]
        let place: String

        init?(_ line: Substring, isUnified: Bool) {
            let words = line.split(separator: " ")
            guard let dash = words.firstIndex(of: "-"), dash >= 6, words.count > dash + 3 else { return nil }
            let (type, options) = (words[dash + 1], words[dash + 3].split(separator: ","))
            guard isUnified ? type == "cgroup2" : type == "cgroup" && options.contains("cpu") else {
                return nil
            }
            root = Self.unescaped(words[3]).split(separator: "/").map { Substring($0) }
            place = Self.unescaped(words[4])
        }

        /// Nil when the group of a path is not below the mount's, as that of a process from outside of a container.
        func groups(on path: Substring, isUnified: Bool) -> [ControlGroup]? {
            let names = path.split(separator: "/")
            guard names.starts(with: root), !names[root.count...].contains("..") else { return nil }
            return (root.count...names.count).map { count in
                ControlGroup(
                    name: "/" + names[..<count].joined(separator: "/"),
                    folder: ([place] + names[root.count..<count].map(String.init)).joined(separator: "/"),
                    isUnified: isUnified)
            }
        }

        /// White space and backslashes are written as `\` and three octal digits.
        private static func unescaped(_ word: Substring) -> String {
            let parts = word.split(separator: "\\", omittingEmptySubsequences: false)
            let rest = parts.dropFirst().map { part in
                guard let byte = UInt8(part.prefix(3), radix: 8) else { return "\\" + part }
                return String(Unicode.Scalar(byte)) + part.dropFirst(3)
            }
            return parts[0] + rest.joined()
        }
    }
}

extension SystemFiles {
    /// Whether there is such a file.
    func exists(_ path: String) -> Bool { access(location(of: path).string, F_OK) == 0 }
}
