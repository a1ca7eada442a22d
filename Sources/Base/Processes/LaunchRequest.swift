import CLinux
import Files
import Foundation

/// One program to be started, in the form that the launcher reads: `launch_request` of CLinux.
struct LaunchRequest {
  var program: String
  var arguments: [String]
  var variables: [String]
  var directory: String
  var policy: SandboxPolicy?
  var holdsNetwork = false

  /// Strings with a NUL would end early, so they are cut there, as the system does.
  var bytes: [UInt8] {
    var header = launch_request()
    header.user = UInt32.max
    header.holds_network = holdsNetwork ? 1 : 0
    if let policy {
      header.confined = 1
      header.required = policy.isRequired ? 1 : 0
      header.memory = policy.limits.memory
      header.total_memory = policy.limits.totalMemory
      header.file_size = policy.limits.fileSize
      header.folder_size = policy.limits.folderSize
      header.shared_memory = policy.limits.sharedMemory
      header.cpu_seconds = policy.limits.processorSeconds
      header.open_files = policy.limits.openFiles
      header.processes = policy.limits.processes
      header.user = policy.user ?? UInt32.max
      header.without = policy.without.reduce(0) { $0 | $1.bit }
      switch policy.network {
      case .open: header.network = LAUNCH_NETWORK_HOST.rawValue
      case .loopback: header.network = LAUNCH_NETWORK_LOOPBACK.rawValue
      case .shared: header.network = LAUNCH_NETWORK_SHARED.rawValue
      }
    }
    let readable = Self.inOrder(policy?.readable ?? [])
    let writable = Self.inOrder(policy?.writable ?? [])
    let hidden = Self.inOrder(policy?.hidden ?? [])
    header.arguments = UInt32(arguments.count + 1)
    header.variables = UInt32(variables.count)
    header.readable = UInt32(readable.count)
    header.writable = UInt32(writable.count)
    header.hidden = UInt32(hidden.count)
    var bytes = withUnsafeBytes(of: header) { Array($0) }
    let strings =
      [program, directory, policy?.temporary ?? "", policy?.limitedFolder ?? "", program] + arguments
      + variables
    for string in strings.map({ Array($0.utf8) }) + readable + writable + hidden {
      bytes += string.prefix { $0 != 0 }
      bytes.append(0)
    }
    return bytes
  }

  /// A folder comes before what is in it.
  private static func inOrder(_ paths: [String]) -> [[UInt8]] {
    paths.map(SystemPath.bytes).sorted { $0.lexicographicallyPrecedes($1) }
  }
}
