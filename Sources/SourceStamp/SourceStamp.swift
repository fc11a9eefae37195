import Foundation
import PackagePlugin

/// Has each build write down which commit the program is built from.
///
/// A command that the build runs when its inputs have changed: what a program is built from, and git's folder,
/// whose modification time changes with every commit and checkout, since git locks its files there. (A prebuild
/// command does not do: it runs only when SwiftPM plans the build anew, as it does when files come or go.) SwiftPM
/// stops when an input is gone; where git's folder was removed, `touch Package.swift` has it plan anew.
@main
struct SourceStamp: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) -> [Command] {
        let package = context.package.directoryURL
        let script = package.appending(path: "Sources/SourceStamp/stamp.sh")
        let file = context.pluginWorkDirectoryURL.appending(path: "SourceStamp.swift")
        let inputs = ["Sources", "Benchmarks"].flatMap { everything(in: package.appending(path: $0)) }
        return [
            .buildCommand(
                displayName: "Stamping the commit", executable: URL(filePath: "/bin/sh"),
                arguments: [script.path, package.path, file.path],
                // The package's own folder too: git's may come into it.
                inputFiles: [package, package.appending(path: "Package.swift")] + inputs + git(package),
                outputFiles: [file])
        ]
    }

    /// A folder, and all files and folders below it.
    private func everything(in folder: URL) -> [URL] {
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return [folder] + (found?.compactMap { $0 as? URL } ?? [])
    }

    /// The folder that git keeps for the checkout that a folder lies in. In a worktree a file names it.
    private func git(_ folder: URL) -> [URL] {
        let path = folder.appending(path: ".git")
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder) else {
            return folder.path == "/" ? [] : git(folder.deletingLastPathComponent())
        }
        if isFolder.boolValue { return [path] }
        let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
        let named = text.dropFirst("gitdir: ".count).trimmingCharacters(in: .newlines)
        let target = URL(filePath: named, relativeTo: folder)
        return [path] + (FileManager.default.fileExists(atPath: target.path) ? [target.absoluteURL] : [])
    }
}
