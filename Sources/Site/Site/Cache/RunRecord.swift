import Digests
import Project

/// A run that can be repeated by printing its result again: all that the result depends on, and the result.
///
/// The result counts as a whole: as soon as one answer differs, everything is done again.
public struct RunRecord: Sendable {
  /// The options of the run and its surroundings, such as the working directory, which the messages show.
  public var options: [String]
  /// The state of each program that was started.
  public var tools: [(name: String, state: String)]
  public var answers: [(question: InputTrace.Question, digest: [UInt8])]
  public var result: [UInt8]

  public init(
    options: [String], tools: [String: String], answers: [InputTrace.Question: [UInt8]], result: [UInt8]
  ) {
    self.options = options
    self.tools = tools.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    self.answers = answers.sorted {
      ($0.key.kind.rawValue, $0.key.path) < ($1.key.kind.rawValue, $1.key.path)
    }.map { ($0.key, $0.value) }
    self.result = result
  }

  private static let kind = "run"

  public func bytes(program: String, _ integrity: Integrity) -> [UInt8] {
    var writer = FieldWriter()
    writer.put(options.count)
    for option in options { writer.put(option.utf8) }
    writer.put(tools.count)
    for (name, state) in tools {
      writer.put(name.utf8)
      writer.put(state.utf8)
    }
    writer.put(answers.count)
    for (question, digest) in answers {
      writer.put(CollectionOfOne(question.kind.rawValue))
      writer.put(question.path.utf8)
      writer.put(digest)
    }
    writer.put(result)
    return SealedBytes.seal(writer.bytes, as: Self.kind, program: program, integrity)
  }

  /// What an earlier run has stored.
  public enum Stored: Sendable {
    case record(RunRecord)
    /// This program has stored nothing.
    case none
    /// It cannot be believed.
    case damaged
  }

  public static func read(_ bytes: [UInt8]?, program: String, _ integrity: Integrity) -> Stored {
    switch SealedBytes.open(bytes, as: kind, program: program, integrity) {
    case .ofOthers: return .none
    case .damaged: return .damaged
    case .bytes(let body): return RunRecord(body).map(Stored.record) ?? .damaged
    }
  }

  private init?(_ body: ArraySlice<UInt8>) {
    var reader = FieldReader(rest: body)
    (options, tools, answers) = ([], [], [])
    for _ in 0..<(reader.count() ?? 0) { options.append(reader.text()) }
    for _ in 0..<(reader.count() ?? 0) { tools.append((reader.text(), reader.text())) }
    for _ in 0..<(reader.count() ?? 0) {
      guard let kind = reader.field().first.flatMap(InputTrace.Question.Kind.init(rawValue:)) else {
        return nil
      }
      answers.append((.init(kind, reader.text()), Array(reader.field())))
    }
    result = Array(reader.field())
    if reader.isBroken { return nil }
  }

  /// Whether the files are as they were.
  ///
  /// - Parameter answer: the digest of the answer to a question, as it is now.
  public func holds(_ answer: @escaping @Sendable (InputTrace.Question) -> [UInt8]?) async -> Bool {
    let chunk = 256
    return await withTaskGroup(of: Bool.self) { group in
      for start in stride(from: 0, to: answers.count, by: chunk) {
        group.addTask {
          answers[start..<min(start + chunk, answers.count)].allSatisfy { entry in
            !Task.isCancelled && answer(entry.question) == entry.digest
          }
        }
      }
      for await isSame in group where !isSame {
        group.cancelAll()
        return false
      }
      return true
    }
  }
}
