import Diagnostics
import JSON
import Project

/// The rows that a directive or a setting asks for.
struct DataRows {
  let reference: DataReference
  let data: DataFile
  private(set) var rows: [DataRow] = []

  init(_ reference: DataReference, in data: DataFiles) throws(DiagnosticError) {
    self.reference = reference
    guard let path = RelativePath.normalized(reference.file), !path.isEmpty else {
      throw Self.error(
        reference, reference.fileSpan, "`\(reference.file)` is outside the project",
        fix: "name a file by its path from the project's root")
    }
    guard [".json", ".yml", ".yaml", ".csv"].contains(where: path.hasSuffix) else {
      throw Self.error(
        reference, reference.fileSpan, "`\(reference.file)` is neither YAML, JSON nor CSV",
        fix: "name a file that ends in `.yml`, `.yaml`, `.json` or `.csv`")
    }
    if path.contains("*") {
      self.data = try data.together(
        Self.matching(path, reference, files: data.files), namedAt: reference.fileSpan)
    } else {
      self.data = try Self.file(path, reference, in: data)
    }
    rows = try found()
  }

  /// - Parameter data: what has been read already.
  init(_ reference: DataReference, data: DataFile) throws(DiagnosticError) {
    self.reference = reference
    self.data = data
    rows = try found()
  }

  private static func file(
    _ path: String, _ reference: DataReference, in data: DataFiles
  ) throws(DiagnosticError) -> DataFile {
    if data.files.kind(path) != .file {
      let near = data.files.files(RelativePath.folder(of: path)) { _ in true }
      throw DiagnosticError(
        Diagnostic(
          .badData, "No file `\(reference.file)`", at: reference.fileSpan,
          name: reference.file, guess: NearMiss.guess(for: path, in: near)))
    }
    return try data.file(path, namedAt: reference.fileSpan)
  }

  /// The files of one folder whose names match the last part of `pattern`.
  private static func matching(
    _ pattern: String, _ reference: DataReference, files: FileReader
  ) throws(DiagnosticError) -> [String] {
    let folder = RelativePath.folder(of: pattern)
    let ends = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2, !folder.contains("*") else {
      throw error(
        reference, reference.fileSpan, "`\(reference.file)` must be a file name with exactly one `*`",
        fix: "write `*` once, after the last `/`")
    }
    let found = files.files(folder) { _ in true }.filter { path in
      RelativePath.folder(of: path) == folder && path.hasPrefix(ends[0]) && path.hasSuffix(ends[1])
        && path.utf8.count >= ends[0].utf8.count + ends[1].utf8.count
    }
    guard !found.isEmpty else {
      throw error(reference, reference.fileSpan, "No file matches `\(reference.file)`")
    }
    return found
  }

  private static func error(
    _ reference: DataReference, _ span: SourceSpan, _ message: String, notes: [Diagnostic.Note] = [],
    fix: String? = nil
  ) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(.badData, message, at: span, notes: notes, fix: fix))
  }

  private func found() throws(DiagnosticError) -> [DataRow] {
    var values = [DataRow(name: nil, value: data.root)]
    for (index, token) in reference.rows.enumerated() {
      var next: [DataRow] = []
      for row in values {
        if token == "*" {
          next += try items(of: row)
        } else if let member = row.value[token] {
          next.append(DataRow(name: token, value: member))
        } else if let place = Int(token), let item = row.value[place] {
          next.append(DataRow(name: row.name, value: item))
        } else if values.count == 1 {
          throw missing("/" + reference.rows[...index].joined(separator: "/"), token, in: row.value)
        }
      }
      // Of several, some may have no rows.
      if next.isEmpty, let first = values.first {
        throw missing("/" + reference.rows[...index].joined(separator: "/"), token, in: first.value)
      }
      values = next
    }
    // The value at the pointer contains the rows.
    if reference.rows.last == "*" { return values }
    var rows: [DataRow] = []
    for row in values { rows += try items(of: row) }
    return rows
  }

  private func items(of row: DataRow) throws(DiagnosticError) -> [DataRow] {
    if let rows = row.value.rows(in: row.name) { return rows }
    throw Self.error(
      reference, reference.rowsSpan, "`rows` points to a \(row.value.typeName), which has no rows",
      notes: [note("the value is here", row.value)], fix: "name a list or a mapping")
  }

  private func missing(_ pointer: String, _ token: String, in value: JSON) -> DiagnosticError {
    let names = value.object?.names ?? []
    return Self.error(
      reference, reference.rowsSpan, "No value at `\(pointer)` in `\(reference.file)`",
      notes: [note(names.isEmpty ? "this is not a mapping" : "this mapping has no `\(token)`", value)],
      fix: NearMiss.nearest(to: token, in: names).map { "write `\($0)` instead of `\(token)`" })
  }

  /// A note that points to a value in its file.
  func note(_ text: String, _ value: JSON) -> Diagnostic.Note {
    .init(text, span: span(of: value))
  }

  /// Where a value begins in its file; `nil` when several files are read together.
  func span(of value: JSON) -> SourceSpan? {
    data.source.flatMap { source in
      value.range.map { source.span($0.lowerBound..<($0.lowerBound + 1)) }
    }
  }

  /// A key that no row has is a typing error; rows that lack it show nothing, or what `empty` says.
  ///
  /// - Parameter rows: those that may have the keys.
  func check(_ keys: [DataKey], in rows: [DataRow]) throws(DiagnosticError) {
    for key in keys where !rows.isEmpty && !rows.contains(where: { $0[key] != nil }) {
      var finding = Diagnostic(
        .badData, "No row of `\(reference.file)` has `\(key.name)`", at: key.span,
        name: key.name, guess: NearMiss.guess(for: key.name, in: rows.flatMap(\.keys)))
      finding.notes = rows.first.map { [note("the first row", $0.value)] } ?? []
      throw DiagnosticError(finding)
    }
  }
}
