import CLinux

/// What a program may see, change and use up.
///
/// What is not listed does not exist for the program where the kernel has namespaces. Elsewhere Landlock refuses
/// access to it:
///
///     var policy = SandboxPolicy(readable: SandboxPolicy.systemPaths + ["/opt/swift"], writable: [session])
///     policy.temporary = session + "/tmp"
///     let result = try await runner.run("python3", arguments: [script], sandbox: policy)
///
/// Paths are absolute. A symbolic link is shown as a link: what it leads to must be listed as well.
public struct SandboxPolicy: Sendable, Hashable {
  public enum Network: Sendable, Hashable {
    /// All that this machine can reach.
    case open
    /// A loopback interface of the program's own. Without namespaces it is that of this machine, and Landlock allows TCP
    /// connections to the ports that the kernel chooses for servers alone (usually 32768 to 60999), so that servers of
    /// the session and of this program are reached, and other services are not.
    case loopback
    /// A loopback interface that it shares with other programs and with services.
    case shared(SandboxNetwork)
  }

  /// Set in the environment of what `flowdocs verify` runs in the sandbox.
  public static let variable = "FLOWDOCS_SANDBOX"

  /// In the environment of a service that has files in memory: their folder. Absent where it would be this machine's own.
  public static let memoryVariable = "FLOWDOCS_MEMORY_FOLDER"
  public static let memoryFolder = "/dev/shm"

  /// Files and folders that may be read, listed and executed, with all that is below them. A name that is not UTF-8 is
  /// written as in `SystemPath`.
  public var readable: [String]
  /// Folders inside of readable ones that may not be read: they are seen as empty. Without namespaces their names are
  /// seen. What is readable itself, or below a readable folder inside of them, stays so.
  public var hidden: [String] = []
  /// Files and folders that may also be changed. They must exist.
  public var writable: [String]
  /// The folder that the program sees as `/tmp`, where the kernel has namespaces.
  public var temporary: String?
  /// The folder whose size `limits.folderSize` bounds.
  public var limitedFolder: String?
  public var network: Network
  public var limits: SandboxLimits
  /// The user and group that the program runs as when this process is root; see `SandboxUser`.
  public var user: UInt32?
  /// Whether nothing is started when a part of the sandbox cannot be applied.
  public var isRequired: Bool
  /// Parts not to use, so that their absence can be tested.
  public var without: Set<SandboxPart>

  public init(
    readable: [String], writable: [String], temporary: String? = nil, limitedFolder: String? = nil,
    network: Network = .loopback, limits: SandboxLimits = SandboxLimits(), user: UInt32? = nil,
    isRequired: Bool = false, without: Set<SandboxPart> = []
  ) {
    self.readable = readable
    self.writable = writable
    self.temporary = temporary
    self.limitedFolder = limitedFolder
    self.network = network
    self.limits = limits
    self.user = user
    self.isRequired = isRequired
    self.without = without
  }

  /// What every program needs of the system: programs, libraries and the files of `/etc` that they look up. Not among
  /// them are the files of users, of services (`/var`) and of the running system (`/sys`, `/run`).
  public static let systemPaths = programPaths + configurationPaths

  /// What the system's package manager installs.
  public static let programPaths =
    ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store"]

  /// Files of `/etc`, which machines change on their own.
  public static let configurationPaths =
    [
      "alternatives", "ca-certificates", "ca-certificates.conf", "crypto-policies", "debian_version", "fonts",
      "gai.conf", "host.conf", "java", "java-17-openjdk", "java-21-openjdk", "ld.so.cache", "ld.so.conf",
      "ld.so.conf.d", "localtime", "locale.conf", "magic", "mime.types", "nsswitch.conf", "os-release", "pki",
      "postgresql-common", "protocols", "python3", "services", "shells", "ssl/certs",
      "ssl/openssl.cnf", "terminfo", "timezone",
    ].map { "/etc/" + $0 }
}

/// Upper bounds for what a program uses. Exceeding the total memory, the processes or the folder's size ends the whole
/// run; other limits fail the call that would exceed them, or end the one process.
public struct SandboxLimits: Sendable, Hashable {
  /// Resident memory of all processes together, in bytes.
  public var totalMemory: UInt64
  /// Private memory of one process, in bytes.
  public var memory: UInt64
  /// Processes and threads together; `.max` for no limit. Where the limit would not hold, nothing is started: it does not
  /// bind root, who must be able to use another user.
  public var processes: UInt64
  /// All files below the limited folder, in bytes.
  public var folderSize: UInt64
  /// All files in the program's own `/dev/shm`, which are in memory, in bytes; where the kernel has namespaces.
  public var sharedMemory: UInt64
  /// One file, in bytes.
  public var fileSize: UInt64
  /// Descriptors of one process.
  public var openFiles: UInt64
  /// Processor time of one process, in seconds.
  public var processorSeconds: UInt64

  public init(
    totalMemory: UInt64 = 4 << 30, memory: UInt64 = 4 << 30, processes: UInt64 = 512,
    folderSize: UInt64 = 2 << 30, sharedMemory: UInt64 = 256 << 20, fileSize: UInt64 = 1 << 30,
    openFiles: UInt64 = 1024, processorSeconds: UInt64 = 900
  ) {
    self.totalMemory = totalMemory
    self.memory = memory
    self.processes = processes
    self.folderSize = folderSize
    self.sharedMemory = sharedMemory
    self.fileSize = fileSize
    self.openFiles = openFiles
    self.processorSeconds = processorSeconds
  }
}

extension SandboxLimits {
  /// How many files a program can have open. Only root can exceed the limit of the caller.
  public var grantedOpenFiles: UInt64 { min(openFiles, open_file_limit()) }
}
