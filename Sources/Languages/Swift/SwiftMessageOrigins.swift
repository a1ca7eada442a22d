/// Finds the units that a message is about.
struct SwiftMessageOrigins {
  private var ranges: [String: [(lines: ClosedRange<Int>, unit: String)]] = [:]
  private var generated: [String: SwiftUnit] = [:]

  init(units: [SwiftUnit]) {
    for unit in units {
      generated[unit.fileName] = unit
      for piece in unit.pieces {
        let lines = piece.firstLine...(piece.firstLine + piece.code.count { $0 == UInt8(ascii: "\n") })
        ranges[piece.path, default: []].append((lines, unit.name))
      }
    }
  }

  func units(of message: CompilerMessage) -> Set<String> {
    if let unit = unit(generating: message) { return [unit.name] }
    return Set((ranges[message.path] ?? []).filter { $0.lines.contains(message.line) }.map(\.unit))
  }

  func isGenerated(_ message: CompilerMessage) -> Bool {
    unit(generating: message) != nil || message.path.hasSuffix("/entry.swift")
  }

  private func unit(generating message: CompilerMessage) -> SwiftUnit? {
    message.path.split(separator: "/").last.flatMap { generated[String($0)] }
  }

  /// A message about generated lines, such as the brace that closes a function, is about the end of the code.
  func placed(_ message: CompilerMessage) -> CompilerMessage {
    guard let piece = unit(generating: message)?.pieces.last else { return message }
    var message = message
    message.path = piece.path
    let lines = piece.code.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let last = lines.lastIndex { !$0.isEmpty } ?? 0
    message.line = piece.firstLine + last
    message.column = lines[last].count + 1
    message.notes = message.notes.map(placed)
    return message
  }
}
