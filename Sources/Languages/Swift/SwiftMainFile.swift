/// The code of one session or one whole file as the `main.swift` of a module of its own.
///
/// This is what a reader gets who saves the blocks of a session in one file and compiles it with `swiftc`, so it
/// decides what the compiler says about them and what they print.
struct SwiftMainFile: Sendable {
  /// As readers call it, and as `#fileID`, `#filePath` and runtime errors print it.
  static let name = "main.swift"

  var unit: CompileUnit
  private let pieces: UnitLines

  private var lines: [[ArraySlice<UInt8>]] { pieces.lines }
  private var starts: [Int] { pieces.starts }

  init(_ unit: CompileUnit) {
    self.unit = unit
    pieces = UnitLines(unit.pieces.map(\.code))
  }

  /// Nothing but the code.
  var plain: [UInt8] { text { _, _ in nil } }

  /// The code with calls that say which block is running and, when asked, which statement: a run can then be
  /// divided into blocks, and a crash or a timeout has a line.
  ///
  /// A call is on a line of its own, after which `#sourceLocation` restores the number of the next line. That no
  /// call changes what the code means follows from compiling: a call in the middle of a statement is an error.
  func marked(statements: Bool) -> [UInt8] {
    let outlines = statements ? unit.pieces.map { SwiftOutline($0.code) } : []
    var text = text { piece, line in
      var calls = ""
      if line == 0, piece > 0 { calls += "\(SwiftRuntime.blockCall)(\(unit.pieces[piece].marker))\n" }
      if statements, outlines[piece].statements.contains(line) {
        calls += "\(SwiftRuntime.lineCall)(\(unit.pieces[piece].firstLine + line))\n"
      }
      if calls.isEmpty { return nil }
      return calls + "#sourceLocation(file: \"\(Self.name)\", line: \(starts[piece] + line + 1))\n"
    }
    text += SwiftRuntime.declarations(access: "").utf8
    return text
  }

  private func text(before: (_ piece: Int, _ line: Int) -> String?) -> [UInt8] {
    var text: [UInt8] = []
    for (piece, lines) in lines.enumerated() {
      for (number, line) in lines.enumerated() {
        if let calls = before(piece, number) { text += calls.utf8 }
        text += line
        text.append(UInt8(ascii: "\n"))
      }
    }
    return text
  }

  /// Whether it consists of declarations, one of which is marked with `@main`: a file of a program with other
  /// files, for which `swiftc` asks for `-parse-as-library`.
  var isLibraryFile: Bool {
    var hasEntryPoint = false
    for piece in unit.pieces {
      let outline = SwiftOutline(piece.code)
      guard outline.isBalanced, !outline.hasStatements else { return false }
      hasEntryPoint = hasEntryPoint || outline.items.contains(where: \.isEntryPoint)
    }
    return hasEntryPoint
  }

  /// A message of the compiler at its place on the page. What is about the end of the file is about the end of the
  /// last block.
  func placed(_ message: CompilerMessage) -> CompilerMessage {
    guard message.path == Self.name, let last = lines.indices.last else { return message }
    var message = message
    let line = message.line - 1
    let piece = starts.lastIndex { $0 <= line } ?? 0
    if piece == last, line - starts[piece] >= lines[piece].count {
      let end = lines[last].lastIndex { !$0.isEmpty } ?? 0
      message.line = unit.pieces[last].firstLine + end
      message.column = lines[last][end].count + 1
    } else {
      message.line = unit.pieces[piece].firstLine + line - starts[piece]
    }
    message.path = unit.pieces[piece].path
    message.notes = message.notes.map(placed)
    return message
  }
}
