/// A unit that may be compiled in one module with others, because its diagnostics and output stay the same.
///
/// Its declarations become private declarations of a file of its own and its statements a function. That is the
/// same program only for simple code; ``SwiftBatchRule`` says which. Messages of the compiler are never taken from a
/// batch: a unit about which there is one is compiled alone.
struct SwiftBatchUnit: Sendable {
  var unit: CompileUnit
  /// What the code imports, as text: only units with the same imports share a module, since conformances that a
  /// library brings are visible in all files of a module.
  var imports: String
  private let pieces: [SwiftBatchRule.Piece]
  private let lines: UnitLines
  private let variables: [SwiftBatchRule.Variable]

  var name: String { unit.name }
  var functionName: String { "flowDocsRun_\(unit.name)" }
  var fileName: String { "unit_\(unit.name).swift" }

  /// - Returns: `nil` when it cannot be proven that compiling it with others is the same as compiling it alone.
  init?(_ unit: CompileUnit) {
    guard let rule = SwiftBatchRule(unit.pieces.map(\.code)), rule.isFulfilled else { return nil }
    self.unit = unit
    pieces = rule.pieces
    lines = UnitLines(unit.pieces.map(\.code))
    variables = rule.variables
    imports = rule.imports.sorted().joined(separator: "\n")
  }

  /// Writes the unit as Swift: imports, then declarations at file scope, then a function with the statements.
  ///
  /// - Parameters:
  ///   - path: What the code calls its file. Lines are those of its `main.swift`.
  ///   - marked: Whether there are calls that say which block and which statement is running. They can keep the
  ///     compiler from seeing that a condition is constant.
  func file(as path: String, marked: Bool) -> [UInt8] {
    var writer = SwiftBatchWriter(path: path)
    for isImport in [true, false] {
      for (index, piece) in pieces.enumerated() {
        for item in piece.outline.items where (item.kind == .importDeclaration) == isImport {
          writer.write(item, lines.lines[index], at: lines.starts[index] + 1)
        }
      }
    }
    writer.endLocation()
    writer.line(SwiftRuntime.declarations(access: "private "))
    writer.line("private func flowDocsUse<Value>(_: inout Value) {}")
    writer.line("@MainActor func \(functionName)() throws {")
    for (index, piece) in pieces.enumerated() {
      if marked, index > 0 { writer.line("\(SwiftRuntime.blockCall)(\(unit.pieces[index].marker))") }
      writer.locate(lines.starts[index] + 1)
      let moved = Set(piece.outline.items.flatMap(\.lines))
      for (number, line) in lines.lines[index].enumerated() {
        if moved.contains(number) {
          writer.line("")
          continue
        }
        if marked, piece.outline.statements.contains(number) {
          writer.line("\(SwiftRuntime.lineCall)(\(unit.pieces[index].firstLine + number))")
          writer.locate(lines.starts[index] + 1 + number)
        }
        writer.line(line)
      }
      writer.endLocation()
    }
    // Variables at the top of a file are never unused and never constant.
    for variable in variables {
      writer.line(variable.isConstant ? "_ = \(variable.name)" : "flowDocsUse(&\(variable.name))")
    }
    writer.line("}")
    return writer.text
  }

  /// The file with the entry point of a batch, which runs the unit that is asked for.
  static func entryPoint(_ units: [SwiftBatchUnit]) -> String {
    let cases = units.map { "    case \"\($0.name)\": try \($0.functionName)()" }
    return """
      @_silgen_name("flowdocs_unit") private func \(SwiftRuntime.unitCall)() -> UnsafePointer<CChar>

      @main enum FlowDocsEntry {
        @MainActor static func main() throws {
          switch String(cString: \(SwiftRuntime.unitCall)()) {
      \(cases.joined(separator: "\n"))
          default: break
          }
        }
      }

      """
  }
}

/// Appends lines, and says with `#sourceLocation` where they come from.
private struct SwiftBatchWriter {
  let path: String
  var text: [UInt8] = []
  private var isLocated = false

  init(path: String) { self.path = path }

  mutating func line(_ line: String) {
    text += line.utf8
    text.append(UInt8(ascii: "\n"))
  }

  mutating func line(_ bytes: ArraySlice<UInt8>) {
    text += bytes
    text.append(UInt8(ascii: "\n"))
  }

  mutating func locate(_ line: Int) {
    self.line("#sourceLocation(file: \"\(path)\", line: \(line))")
    isLocated = true
  }

  /// Ends the `#sourceLocation` of a block: the lines after it are generated code.
  mutating func endLocation() {
    if isLocated { line("#sourceLocation()") }
    isLocated = false
  }

  /// A declaration at file scope, private where it may be.
  mutating func write(_ item: SwiftOutline.Item, _ lines: [ArraySlice<UInt8>], at start: Int) {
    locate(start + item.lines.lowerBound)
    for number in item.lines {
      var text = lines[number]
      if let access = item.access, access.line == number, item.kind != .extensionDeclaration(conforms: true) {
        text.insert(contentsOf: "private ".utf8, at: text.startIndex + access.column)
      }
      line(text)
    }
  }
}
