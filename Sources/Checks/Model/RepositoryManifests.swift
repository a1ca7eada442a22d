import Diagnostics
import Pages
import Project

/// The Kubernetes objects that the YAML files of a repository define, read for the first `kubectl` command, once.
final class RepositoryManifests: Sendable {
  struct Object: Sendable {
    /// In lower case: `deployment`.
    let kind: String
    let name: String
    let file: SourceText
    let line: Int
  }

  private let files: FileReader
  private let read = Memo<Bool, [Object]>()

  init(_ files: FileReader) { self.files = files }

  var all: [Object] {
    read.value(true) { _ in
      files.items(inFilesNamed: { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }) { Self.objects(in: $0) }
    }
  }

  /// The documents of a file that have `kind:` and `metadata:` with a name, which no template computes.
  private static func objects(in file: SourceText) -> [Object] {
    guard file.bytes.firstRange(of: Array("kind:".utf8)) != nil else { return [] }
    var found: [Object] = []
    var kind: String?
    var isMetadata = false
    for line in 1...max(1, file.lines.count) {
      let text = String(decoding: file.bytes[file.lines.content(line, in: file.bytes)], as: UTF8.self)
      if text.hasPrefix("---") { (kind, isMetadata) = (nil, false) }
      if text.hasPrefix("kind:") { kind = value(text) }
      if let first = text.first, first != " ", first != "#" { isMetadata = text.hasPrefix("metadata:") }
      guard isMetadata, text.hasPrefix("  name:"), let own = kind, let name = value(text) else { continue }
      found.append(Object(kind: own.lowercased(), name: name, file: file, line: line))
      isMetadata = false
    }
    return found
  }

  /// The plain text after a key; `nil` when it is empty, or a template.
  private static func value(_ line: String) -> String? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let text = line[line.index(after: colon)...].prefix { $0 != "#" }
    let value = text.filter { $0 != " " && $0 != "\"" && $0 != "'" }
    return !value.isEmpty && value.utf8.allSatisfy { $0.isAlphanumeric || "-.:".utf8.contains($0) }
      ? value : nil
  }
}
