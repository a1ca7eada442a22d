import Foundation
import Processes

/// The compiler that rustup starts. Its own programs write to its folder, which a sandbox does not allow.
enum RustToolchain {
  /// The compiler of rustup's default toolchain, or of its first one; what was found where rustup does not manage it.
  static func compiler(_ found: String) -> String {
    guard Toolchains.isChooser(found), let home else { return found }
    let names = entries(home + "/toolchains")
    let settings = text(home + "/settings.toml")
    let name = names.first { settings.contains("default_toolchain = \"\($0)\"") } ?? names.first
    let compiler = home + "/toolchains/\(name ?? "")/bin/rustc"
    return FileManager.default.isExecutableFile(atPath: compiler) ? compiler : found
  }

  private static var home: String? {
    let inherited = ProcessInfo.processInfo.environment
    return inherited["RUSTUP_HOME"] ?? inherited["HOME"].map { $0 + "/.rustup" }
  }

  private static func entries(_ folder: String) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      // The folder does not exist: no toolchain is installed.
      return []
    }
  }

  private static func text(_ path: String) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      // Without settings the first toolchain is taken.
      return ""
    }
  }
}
