import Digests
import Synchronization

/// What a run has read: every question that it asked about files, each with a digest of the answer.
///
/// A later run with the same program and options has the same result when all answers are still the same. They are
/// compared by content: a file with other bytes counts as changed also when its size and its times are what they were.
public final class InputTrace: Sendable {
  /// A question about the file system.
  public struct Question: Sendable, Hashable {
    public enum Kind: UInt8, Sendable {
      /// The bytes of a file of the project, what is at a path, and the names below a folder.
      case bytes = 0x62
      case kind = 0x6B
      case names = 0x6E
      /// The same outside of the project.
      case kindOutside = 0x6F
      case settingsAbove = 0x73
      /// The names of settings of documentation tools in a folder, which may be above the project.
      case settingsNames = 0x53
      /// The links to folders below a folder.
      case linkedFolders = 0x6C
      /// What the keys of verdicts depend on, by absolute path.
      case keyBytes = 0x42
      case keyNames = 0x4E
      case keyTraits = 0x54
    }

    public var kind: Kind
    public var path: String

    public init(_ kind: Kind, _ path: String) {
      self.kind = kind
      self.path = path
    }

    /// By the bytes of the path: two normal forms of a name are two files.
    public static func == (left: Question, right: Question) -> Bool {
      left.kind == right.kind && left.path.utf8.elementsEqual(right.path.utf8)
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(kind)
      var path = path
      path.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  private struct State {
    var answers: [Question: [UInt8]] = [:]
    var isConsistent = true
  }

  private let state = Mutex(State())

  public init() {}

  /// Notes an answer by its digest.
  public func note(_ kind: Question.Kind, _ path: String, _ digest: [UInt8]) {
    let question = Question(kind, path)
    state.withLock { state in
      let earlier = state.answers.updateValue(digest, forKey: question)
      if let earlier, earlier != digest { state.isConsistent = false }
    }
  }

  /// The answers; `nil` when a file was changed while the run read it twice.
  public var answers: [Question: [UInt8]]? { state.withLock { $0.isConsistent ? $0.answers : nil } }
}

extension FileReader {
  /// The same files, with every answer noted.
  public func traced(by trace: InputTrace) -> FileReader {
    FileReader(
      read: { path throws(FileReadError) in try noting(.bytes, path, trace, read) },
      kind: { path in
        let kind = kind(path)
        trace.note(.kind, path, Self.digest(kind))
        return kind
      },
      files: { folder, isWanted in
        // Which of them are wanted is not known to a later run.
        let all = files(folder) { _ in true }
        trace.note(.names, folder, Self.digest(all))
        return all.filter { isWanted(RelativePath.name(of: $0)) }
      },
      printed: printed,
      kindOutside: { path in
        let kind = kindOutside(path)
        trace.note(.kindOutside, path, Self.digest(kind))
        return kind
      },
      settingsAbove: { path throws(FileReadError) in
        try noting(.settingsAbove, path, trace, settingsAbove)
      },
      settingsNames: { folder in
        let names = settingsNames(folder)
        trace.note(.settingsNames, folder, Self.digest(names))
        return names
      },
      linkedFolders: { folder in
        let links = linkedFolders(folder)
        trace.note(.linkedFolders, folder, Self.digest(links.map(\.mark)))
        return links
      })
  }

  private func noting(
    _ kind: InputTrace.Question.Kind, _ path: String, _ trace: InputTrace,
    _ read: (String) throws(FileReadError) -> [UInt8]
  ) throws(FileReadError) -> [UInt8] {
    do throws(FileReadError) {
      let bytes = try read(path)
      trace.note(kind, path, SHA256.digest(bytes))
      return bytes
    } catch {
      trace.note(kind, path, Self.digest(error))
      throw error
    }
  }

  /// The digest of the answer to a question, as it is now; `nil` for a question that is not about files of the project.
  public func answer(to question: InputTrace.Question) -> [UInt8]? {
    let path = question.path
    return switch question.kind {
    case .bytes: Self.digest(of: path, read)
    case .settingsAbove: Self.digest(of: path, settingsAbove)
    case .kind: Self.digest(kind(path))
    case .kindOutside: Self.digest(kindOutside(path))
    case .names: Self.digest(files(path) { _ in true })
    case .settingsNames: Self.digest(settingsNames(path))
    case .linkedFolders: Self.digest(linkedFolders(path).map(\.mark))
    case .keyBytes, .keyNames, .keyTraits: nil
    }
  }

  private static func digest(
    of path: String, _ read: (String) throws(FileReadError) -> [UInt8]
  ) -> [UInt8] {
    do throws(FileReadError) {
      return SHA256.digest(try read(path))
    } catch {
      return digest(error)
    }
  }

  /// With all bits turned, so that no file can have the bytes for which it would be taken for an unreadable one.
  private static func digest(_ error: FileReadError) -> [UInt8] {
    SHA256.digest(error.description.utf8).map { ~$0 }
  }

  private static func digest(_ kind: Kind?) -> [UInt8] {
    switch kind {
    case .file: [1]
    case .folder: [2]
    case nil: [0]
    }
  }

  private static func digest(_ names: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for name in names {
      bytes += name.utf8
      bytes.append(0)
    }
    return SHA256.digest(bytes)
  }
}
