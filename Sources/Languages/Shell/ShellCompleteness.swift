/// Whether a shell command is complete, or goes on in the next line.
///
/// Finds the reasons for bash's second prompt: open quotes, substitutions, here-documents, operators and compound
/// commands, and a backslash at the end of a line. It knows where bash recognises a reserved word, and accepts
/// everything else: what bash refuses is complete or open as it happens. It also distinguishes pipes in conditions from
/// others.
///
/// ```swift
/// var reading = ShellCompleteness()
/// reading.read("for x in a b; {".utf8)
/// reading.isIncomplete  // true: its body is open.
/// ```
struct ShellCompleteness: Sendable {
  /// What is open, from the outside to the inside.
  var frames: [Frame] = []
  /// The word at hand and what may follow in the innermost frame.
  var here = Here()
  /// Lines, counted from 0, of the pipes of the current pipeline.
  var pipes: [Int] = []
  var isNegated = false
  var endsWithOperator = false
  var endsWithBackslash = false
  var documents: [Document] = []
  /// The conditions among the frames.
  var openConditions = 0
  private(set) var line = 0
  /// Whether more is open than anyone writes: nothing is read any more.
  private var isTooDeep = false
  /// The lines of pipelines before `&&` in the list of commands at hand, of which a later `||` is a condition.
  private var listed: Set<Int> = []
  /// Whether the list has `||`.
  private var isHandled = false
  /// Lines of pipelines in a condition: before `&&` or `||`, after `!`, `if` or `while`. Bash lets these fail.
  private(set) var linesOfConditions: Set<Int> = []
  /// Those of them whose failure nothing in the code handles: before `&&`, in a list without `||`, not in a condition,
  /// a function or another compound command.
  private(set) var linesOfLists: Set<Int> = []
  /// Lines of other pipelines.
  private(set) var linesOfPipes: Set<Int> = []

  /// A here-document that begins after the line.
  struct Document: Sendable {
    var word: [UInt8]
    var stripsTabs: Bool
  }

  /// More open frames than this are not code that anyone has written.
  static let maximumDepth = 1000

  var isIncomplete: Bool {
    if isTooDeep { return false }
    return !frames.isEmpty || !documents.isEmpty || endsWithOperator || endsWithBackslash
      || here.place == .body
  }

  /// Reads one more line, without its newline and its prompt.
  mutating func read(_ line: some Sequence<UInt8>) {
    let bytes = Array(line)
    defer { self.line += 1 }
    if isTooDeep { return }
    if let document = documents.first, !endsWithBackslash, frames.last?.kind.holdsCommands ?? true {
      let text = document.stripsTabs ? bytes[...].drop { $0 == 0x09 } : bytes[...]
      if text.elementsEqual(document.word) { documents.removeFirst() }
      return
    }
    var scan = ShellScan(bytes)
    endsWithBackslash = false
    while !scan.isAtEnd, frames.count <= Self.maximumDepth { step(&scan) }
    isTooDeep = frames.count > Self.maximumDepth
    if !endsWithBackslash { endLine() }
  }

  private mutating func endLine() {
    guard frames.last?.kind.holdsCommands ?? true else { return }
    endWord()
    here.place = here.place.afterLine
    if !endsWithOperator, !frames.contains(where: \.kind.isPartOfWord) { endPipeline() }
  }

  /// What comes after a pipeline.
  enum Continuation { case and, or, nothing }

  /// Decides the pipes of a pipeline by the code after it.
  mutating func endPipeline(before next: Continuation = .nothing) {
    if let first = pipes.first {
      if next != .nothing || isNegated || openConditions > 0 {
        linesOfConditions.formUnion(first...line)
      } else {
        linesOfPipes.formUnion(first...line)
      }
      if next == .and, !isNegated, frames.isEmpty { listed.formUnion(first...line) }
    }
    if frames.isEmpty { endList(before: next) }
    pipes = []
    isNegated = false
  }

  private mutating func endList(before next: Continuation) {
    switch next {
    case .and: return
    case .or: isHandled = true
    case .nothing:
      if !isHandled { linesOfLists.formUnion(listed) }
      listed = []
      isHandled = false
    }
  }
}
