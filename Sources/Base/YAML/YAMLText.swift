import Diagnostics
import Yams

extension Rule {
  public static let invalidYAML = Rule("invalid-yaml", .error, "Invalid YAML")
}

/// YAML with the places of its nodes in the file it is in.
package struct YAMLText {
  package let source: SourceText
  /// The whole YAML text.
  package let range: Range<Int>
  private let firstLine: Int

  package init(_ source: SourceText, range: Range<Int>? = nil) {
    self.source = source
    self.range = range ?? 0..<source.bytes.count
    firstLine = source.position(at: self.range.lowerBound).line
  }

  /// The root, or `nil` for an empty text.
  package func root() throws(DiagnosticError) -> Node? {
    let text = try boundedText()
    do {
      return try Yams.compose(yaml: text, .default, .default, .utf8)
    } catch let error as YamlError {
      throw DiagnosticError(diagnostic(error))
    } catch {
      throw DiagnosticError(Diagnostic(.invalidYAML, "\(error)", at: source.span(range)))
    }
  }

  /// The roots of all its documents, which `---` divides. An empty one, as after a final `---`, does not count.
  package func roots() throws(DiagnosticError) -> [Node] {
    let text = try boundedText()
    do {
      let parser = try Yams.Parser(yaml: text, encoding: .utf8)
      var roots: [Node] = []
      while let root = try parser.nextRoot() {
        if let scalar = root.scalar, scalar.style == .plain, scalar.string.isEmpty { continue }
        roots.append(root)
      }
      return roots
    } catch let error as YamlError {
      throw DiagnosticError(diagnostic(error))
    } catch {
      throw DiagnosticError(Diagnostic(.invalidYAML, "\(error)", at: source.span(range)))
    }
  }

  /// The text, unless reading it could take exponential time.
  private func boundedText() throws(DiagnosticError) -> String {
    let text = source.text(in: range)
    guard let problem = AliasKeys.problem(in: text) else { return text }
    throw DiagnosticError(
      Diagnostic(.invalidYAML, problem, at: source.span(range.lowerBound..<range.lowerBound)))
  }

  private func diagnostic(_ error: YamlError) -> Diagnostic {
    let problem = YAMLProblem(error)
    return Diagnostic(
      .invalidYAML, problem.message,
      at: problem.mark.map { span($0, length: 1) } ?? source.span(range),
      notes: problem.context.map { [.init($0.text, span: span($0.mark, length: 1))] } ?? [], fix: problem.fix)
  }

  package func span(_ mark: Mark?, length: Int) -> SourceSpan {
    guard let mark else { return source.span(range.lowerBound..<range.lowerBound) }
    return source.span(line: firstLine + mark.line - 1, column: mark.column, length: max(1, length))
  }

  /// The first byte of a node in the file.
  package func offset(of node: Node) -> Int {
    guard let mark = node.mark else { return range.lowerBound }
    var offset = source.offset(ofLine: firstLine + mark.line - 1)
    for _ in 1..<max(1, mark.column) where offset < source.bytes.count {
      offset += 1
      while offset < source.bytes.count, source.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return offset
  }

  /// The place of a scalar's text, or the first character of anything else.
  package func span(_ node: Node) -> SourceSpan {
    guard case .scalar(let scalar) = node else { return span(node.mark, length: 1) }
    let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
    return span(scalar.mark, length: scalar.string.utf8.count + (isQuoted ? 2 : 0))
  }
}
