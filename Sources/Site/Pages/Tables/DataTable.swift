import Diagnostics
import JSON
import Project

/// The rows that a table asks for, and their Markdown.
struct DataTable {
  let request: TableRequest
  let data: DataFile
  private var rows: [(name: String?, value: JSON)] = []

  init(_ request: TableRequest, files: FileReader) throws(DiagnosticError) {
    self.request = request
    guard let path = RelativePath.normalized(request.file), !path.isEmpty else {
      throw Self.error(
        request, request.fileRange, "`\(request.file)` is outside the project",
        fix: "name a file by its path from the project's root")
    }
    guard [".json", ".yml", ".yaml"].contains(where: path.hasSuffix) else {
      throw Self.error(
        request, request.fileRange, "`\(request.file)` is neither YAML nor JSON",
        fix: "name a file that ends in `.yml`, `.yaml` or `.json`")
    }
    if path.contains("*") {
      data = try DataFile(
        together: Self.matching(path, request, files: files),
        namedAt: request.source.span(request.fileRange), files: files)
    } else {
      data = try Self.file(path, request, files: files)
    }
    rows = try found()
    for column in request.columns {
      try check(column.text, column)
      for case .key(let key) in column.address ?? [] { try check(key, column) }
    }
  }

  private static func file(
    _ path: String, _ request: TableRequest, files: FileReader
  ) throws(DiagnosticError) -> DataFile {
    if files.kind(path) != .file {
      let near = files.files(RelativePath.folder(of: path)) { _ in true }
      throw DiagnosticError(
        Diagnostic(
          .badTable, "No file `\(request.file)`", at: request.source.span(request.fileRange),
          name: request.file, guess: NearMiss.guess(for: path, in: near)))
    }
    return try DataFile(path, namedAt: request.source.span(request.fileRange), files: files)
  }

  /// The files of one folder whose names match the last part of `pattern`.
  private static func matching(
    _ pattern: String, _ request: TableRequest, files: FileReader
  ) throws(DiagnosticError) -> [String] {
    let folder = RelativePath.folder(of: pattern)
    let ends = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2, !folder.contains("*") else {
      throw error(
        request, request.fileRange, "`\(request.file)` must be a file name with exactly one `*`",
        fix: "write `*` once, after the last `/`")
    }
    let found = files.files(folder) { _ in true }.filter { path in
      RelativePath.folder(of: path) == folder && path.hasPrefix(ends[0]) && path.hasSuffix(ends[1])
        && path.utf8.count >= ends[0].utf8.count + ends[1].utf8.count
    }
    guard !found.isEmpty else {
      throw error(request, request.fileRange, "No file matches `\(request.file)`")
    }
    return found
  }

  private static func error(
    _ request: TableRequest, _ range: Range<Int>, _ message: String, notes: [Diagnostic.Note] = [],
    fix: String? = nil
  ) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(.badTable, message, at: request.source.span(range), notes: notes, fix: fix))
  }

  private func found() throws(DiagnosticError) -> [(name: String?, value: JSON)] {
    var values: [(name: String?, value: JSON)] = [(nil, data.root)]
    for (index, token) in request.rows.enumerated() {
      var next: [(String?, JSON)] = []
      for (name, value) in values {
        if token == "*" {
          next += try items(of: value, name)
        } else if let member = value[token] {
          next.append((token, member))
        } else if let place = Int(token), let item = value[place] {
          next.append((name, item))
        } else if values.count == 1 {
          throw missing("/" + request.rows[...index].joined(separator: "/"), token, in: value)
        }
      }
      // Of several, some may have no rows.
      if next.isEmpty, let first = values.first {
        throw missing("/" + request.rows[...index].joined(separator: "/"), token, in: first.value)
      }
      values = next
    }
    // The value at the pointer contains the rows.
    if request.rows.last == "*" { return values }
    var rows: [(name: String?, value: JSON)] = []
    for (name, value) in values { rows += try items(of: value, name) }
    return rows
  }

  private func items(of value: JSON, _ name: String?) throws(DiagnosticError) -> [(String?, JSON)] {
    switch value.content {
    case .array(let items): return items.map { (name, $0) }
    case .object(let object): return object.members.map { ($0.name, $0.value) }
    default:
      throw Self.error(
        request, request.rowsRange, "`rows` points to a \(value.typeName), which has no rows",
        notes: [note("the value is here", value)], fix: "name a list or a mapping")
    }
  }

  private func missing(_ pointer: String, _ token: String, in value: JSON) -> DiagnosticError {
    let names = value.object?.names ?? []
    return Self.error(
      request, request.rowsRange, "No value at `\(pointer)` in `\(request.file)`",
      notes: [note(names.isEmpty ? "this is not a mapping" : "this mapping has no `\(token)`", value)],
      fix: NearMiss.nearest(to: token, in: names).map { "write `\($0)` instead of `\(token)`" })
  }

  private func note(_ text: String, _ value: JSON) -> Diagnostic.Note {
    .init(
      text,
      span: data.source.flatMap { source in
        value.range.map { source.span($0.lowerBound..<($0.lowerBound + 1)) }
      })
  }

  private func value(_ key: TableRequest.Key, of row: (name: String?, value: JSON)) -> JSON? {
    if key.path == ["@key"] { return row.name.map { .string($0) } }
    return key.path.reduce(row.value) { (value: JSON?, name) in
      value?[name] ?? Int(name).flatMap { value?[$0] }
    }
  }

  /// A key that no row has is a typing error; `empty` is for rows that lack it.
  private func check(_ key: TableRequest.Key, _ column: TableRequest.Column) throws(DiagnosticError) {
    guard !rows.isEmpty, !rows.contains(where: { value(key, of: $0) != nil }) else { return }
    let known = rows.flatMap { Self.keys(of: $0.value, depth: 0) }
    let name = key.path.joined(separator: ".")
    var finding = Diagnostic(
      .badTable, "No row of `\(request.file)` has `\(name)`", at: request.source.span(key.range), name: name,
      guess: NearMiss.guess(for: name, in: known))
    finding.notes = rows.first.map { [note("the first row", $0.value)] } ?? []
    throw DiagnosticError(finding)
  }

  private static func keys(of value: JSON, depth: Int) -> [String] {
    guard depth < 4 else { return [] }
    return (value.object?.members ?? []).flatMap { member in
      [member.name] + keys(of: member.value, depth: depth + 1).map { member.name + "." + $0 }
    }
  }

  var markdown: String {
    let cells = rows.map { row in request.columns.map { cell($0, of: row) } }
    var text = line(request.columns.map { Self.escaped($0.title) })
    text += line(
      request.columns.indices.map { column in
        let values = rows.compactMap { value(request.columns[column].text, of: $0) }.filter { !$0.isNull }
        return !values.isEmpty && values.allSatisfy { $0.number != nil } ? "--:" : "---"
      })
    for row in cells { text += line(row) }
    return text
  }

  private func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

  private func cell(_ column: TableRequest.Column, of row: (name: String?, value: JSON)) -> String {
    guard let value = value(column.text, of: row), !value.isNull else { return Self.escaped(request.empty) }
    let text = Self.texts(of: value).map { column.isCode ? Self.code($0) : $0 }.joined(separator: ", ")
    guard let address = column.address else { return Self.escaped(text) }
    var destination = ""
    for part in address {
      switch part {
      case .text(let text): destination += text
      case .key(let key):
        // Without an address there is nothing to link to.
        guard let value = self.value(key, of: row), !value.isNull else { return Self.escaped(text) }
        destination += Self.texts(of: value).joined()
      }
    }
    return Self.escaped("[\(text)](<\(destination)>)")
  }

  private static func texts(of value: JSON) -> [String] {
    switch value.content {
    case .null: []
    case .bool(let bool): [bool ? "true" : "false"]
    case .number(let number): [number.literal]
    case .string(let text): [text]
    case .array(let items): items.flatMap(texts)
    case .object(let object):
      object.members.map { "\($0.name): " + texts(of: $0.value).joined(separator: ", ") }
    }
  }

  private static func code(_ text: String) -> String {
    text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }

  /// In one line, with nothing that would end a cell.
  private static func escaped(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
  }
}
