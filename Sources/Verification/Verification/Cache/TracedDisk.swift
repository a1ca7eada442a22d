import Digests
import Project

extension ProjectDisk {
  /// The same files, with every answer noted that keys of verdicts depend on.
  public func traced(by trace: InputTrace) -> ProjectDisk {
    ProjectDisk(
      stamp: stamp,
      bytes: { path in
        let bytes = bytes(path)
        trace.note(.keyBytes, path, Self.digest(bytes))
        return bytes
      },
      entries: { path in
        let entries = entries(path)
        trace.note(.keyNames, path, Self.digest(entries))
        return entries
      },
      traits: { path in
        let traits = traits(path)
        trace.note(.keyTraits, path, SHA256.digest(traits.mark))
        return traits
      })
  }

  /// The digest of the answer to a question, as it is now; `nil` for one that no key of a verdict depends on.
  public func answer(to question: InputTrace.Question) -> [UInt8]? {
    switch question.kind {
    case .keyBytes: Self.digest(bytes(question.path))
    case .keyNames: Self.digest(entries(question.path))
    case .keyTraits: SHA256.digest(traits(question.path).mark)
    default: nil
    }
  }

  private static func digest(_ bytes: [UInt8]?) -> [UInt8] { bytes.map { SHA256.digest($0) } ?? [0] }

  private static func digest(_ entries: [String]?) -> [UInt8] {
    digest(entries.map { entries in entries.flatMap { Array($0.utf8) + [0] } })
  }
}
