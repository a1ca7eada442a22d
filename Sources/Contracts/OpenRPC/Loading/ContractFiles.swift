import Diagnostics

/// Access to the files that a contract may refer to: those of its project only.
public struct ContractFiles: Sendable {
  /// Reads the file that `reference`, a relative path, means in the file `from`. Paths are relative to the
  /// project's root.
  public var read: @Sendable (_ reference: String, _ from: String) throws(ContractFileError) -> ContractFile
  /// The paths of the files of the project, for suggestions.
  public var candidates: @Sendable () -> [String]

  public init(
    read: @escaping @Sendable (_ reference: String, _ from: String) throws(ContractFileError) -> ContractFile,
    candidates: @escaping @Sendable () -> [String] = { [] }
  ) {
    self.read = read
    self.candidates = candidates
  }

  /// For a contract without references to other files.
  public static let none = ContractFiles { _, _ throws(ContractFileError) in
    throw ContractFileError(reason: "is another file, but this contract is read without its project")
  }
}

/// One file, by its path relative to the project's root.
public struct ContractFile: Sendable, Hashable {
  public var path: String
  public var source: SourceText

  public init(path: String, source: SourceText) {
    self.path = path
    self.source = source
  }
}

/// Why a file cannot be read.
public struct ContractFileError: Error, Sendable, Hashable {
  /// To be read after the file's name: `does not exist`.
  public var reason: String

  public init(reason: String) { self.reason = reason }
}
