import Diagnostics

/// The other files that a contract may refer to: those of its project, and no others.
public struct ContractFiles: Sendable {
  /// Reads the file that `reference`, a relative path, means in the file `from`. Paths are relative to the
  /// project's root.
  public var read: @Sendable (_ reference: String, _ from: String) throws(ContractFileError) -> ContractFile
  /// The paths of the project's files that may have been meant, for hints.
  public var candidates: @Sendable () -> [String]

  public init(
    read: @escaping @Sendable (_ reference: String, _ from: String) throws(ContractFileError) -> ContractFile,
    candidates: @escaping @Sendable () -> [String] = { [] }
  ) {
    self.read = read
    self.candidates = candidates
  }

  /// For a contract that stands alone.
  public static let none = ContractFiles { _, _ throws(ContractFileError) in
    throw ContractFileError(reason: "is another file, and this contract is read without its project")
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

/// The files of one contract as one run of bytes: a range tells which file it is in.
///
/// Each file after the first begins where the one before it ends and one byte more, so that no range belongs
/// to two.
public struct ContractSources: Sendable {
  /// The contract's own file first, then the files it refers to in the order in which they were met.
  public private(set) var files: [SourceText]
  private var starts: [Int]

  init(_ main: SourceText) {
    files = [main]
    starts = [0]
  }

  /// Takes in a file; returns the offset of its first byte.
  mutating func add(_ source: SourceText) -> Int {
    let start = (starts.last ?? 0) + (files.last?.bytes.count ?? 0) + 1
    files.append(source)
    starts.append(start)
    return start
  }

  public func span(_ range: Range<Int>) -> SourceSpan {
    let place = place(of: range)
    return place.file.span(place.range)
  }

  /// The file that a range is in, and the range in that file.
  public func place(of range: Range<Int>) -> (file: SourceText, range: Range<Int>) {
    let index = (starts.firstIndex { $0 > range.lowerBound } ?? starts.count) - 1
    let start = starts[index]
    return (files[index], range.lowerBound - start..<max(range.lowerBound, range.upperBound) - start)
  }
}
