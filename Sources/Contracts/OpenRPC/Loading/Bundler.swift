import Diagnostics
import JSON
import JSONSchema

/// Bundles a contract and the files that it refers to into one document.
///
/// A schema of another file becomes a component: `schemas/query.json#/Query` is read as
/// `#/components/schemas/Query`, with its own references rewritten in the same way. The target of any other
/// reference, such as a method or an error, replaces the reference. Every value keeps its range, so that findings point
/// into the file that they are about.
package struct Bundler {
  private struct Target: Hashable {
    var path: String
    var pointer: JSONPointer
  }

  private let specification: Specification
  package private(set) var sources: ContractSources
  package private(set) var diagnostics: [Diagnostic] = []
  private let files: ContractFiles
  private let main: String
  private var documents: [String: JSON] = [:]
  /// The whole files that the contract refers to, in the order in which they were read.
  package private(set) var otherDocuments: [JSON] = []
  /// The paths of the files that were read, by the file that refers to them and the name that it writes.
  private var opened: [String: [String: String]] = [:]
  private var names: [Target: String] = [:]
  private var taken: Set<String>
  /// The work list: components that are still to be added.
  private var waiting: [(name: String, target: Target, nameRange: Range<Int>?)] = []
  /// The targets that are being expanded, to detect circular references.
  private var open: [Target] = []
  /// The `$id`s of schemas of the contract. A reference to one of them is not a file name.
  private var identifiers: Set<String> = []
  private var misplaced = MisplacedReferences()

  package init(
    _ source: SourceText, _ document: JSON, path: String, files: ContractFiles, specification: Specification
  ) {
    self.specification = specification
    sources = ContractSources(source)
    self.files = files
    main = path
    documents[path] = document
    taken = Set(document["components"]?["schemas"]?.object?.names ?? [])
  }

  package mutating func bundled() -> JSON {
    guard let document = documents[main] else { return .null }
    var result = rewrite(document, .object(specification.root), in: main)
    var added: [JSONObject.Member] = []
    var done = 0
    while done < waiting.count {
      let (name, target, nameRange) = waiting[done]
      done += 1
      guard let value = documents[target.path]?.value(at: target.pointer) else { continue }
      added.append(
        JSONObject.Member(name: name, nameRange: nameRange, value: rewriteSchema(value, in: target.path)))
    }
    diagnostics += misplaced.findings(sources, specification)
    if added.isEmpty { return result }
    let components = result["components"]
    let schemas = components?["schemas"]
    let together = JSON(
      .object(JSONObject((schemas?.object?.members ?? []) + added)), range: schemas?.range)
    result = result.setting("components", (components ?? .object([])).setting("schemas", together))
    return result
  }

  private mutating func rewrite(_ value: JSON, _ shape: Shape, in path: String) -> JSON {
    if let reference = value["$ref"], let text = reference.string, isMisplaced(text, shape) {
      misplaced.add(shape, reference.range)
      return replaced(value, text, shape, in: path)
    }
    switch shape {
    case .orReference(let target):
      guard let reference = value["$ref"]?.string else { return rewrite(value, target, in: path) }
      return replaced(value, reference, target, in: path)
    case .array(let item):
      guard let items = value.array else { return value }
      return JSON(.array(items.map { rewrite($0, item, in: path) }), range: value.range)
    case .map(let item), .namedMap(_, let item):
      return value.mapMembers { _, value in rewrite(value, item, in: path) }
    case .later(let shape): return rewrite(value, shape(), in: path)
    case .object(let object):
      return value.mapMembers { name, value in
        object.field(named: name).map { rewrite(value, $0.shape, in: path) } ?? value
      }
    case .schema: return rewriteSchema(value, in: path)
    default: return value
    }
  }

  /// Whether a reference to another file of the project is where the specification allows none. It is followed all the
  /// same: descriptions are divided into files like that, because the tools that bundle them do so.
  private func isMisplaced(_ reference: String, _ shape: Shape) -> Bool {
    if specification.isStrictAboutReferences { return false }
    switch shape {
    case .orReference, .schema, .any, .params: return false
    case .later(let shape): return isMisplaced(reference, shape())
    default:
      let file = Self.file(of: reference)
      return !file.isEmpty && !Self.hasScheme(file)
    }
  }

  private mutating func rewriteSchema(_ value: JSON, in path: String) -> JSON {
    guard let object = value.object else { return value }
    if let id = object["$id"]?.string { identifiers.insert(Self.file(of: id)) }
    return value.mapMembers { keyword, inner in
      if keyword == "$ref", let reference = inner.string {
        return rewritten(reference, inner, in: path)
      }
      switch SchemaWalk.content(of: keyword, inner) {
      case .schema: return rewriteSchema(inner, in: path)
      case .list:
        return JSON(
          .array((inner.array ?? []).map { rewriteSchema($0, in: path) }), range: inner.range)
      case .map: return inner.mapMembers { _, value in rewriteSchema(value, in: path) }
      case nil: return inner
      }
    }
  }

  /// A reference between schemas, rewritten for the bundled document.
  private mutating func rewritten(_ reference: String, _ value: JSON, in path: String) -> JSON {
    let file = Self.file(of: reference)
    if path == main, file.isEmpty { return value }
    if Self.hasScheme(file) || identifiers.contains(file) { return value }
    guard let (target, nameRange) = find(reference, value, in: path) else { return .string("#") }
    func pointing(_ pointer: JSONPointer) -> JSON { JSON(.string("#\(pointer)"), range: value.range) }
    if target.path == main { return pointing(target.pointer) }
    let schemas = JSONPointer(["components", "schemas"])
    if let name = names[target] { return pointing(schemas.appending(name)) }
    let name = freeName(for: target)
    names[target] = name
    waiting.append((name, target, nameRange))
    return pointing(schemas.appending(name))
  }

  /// The target of a reference that is not in a schema; inside the main file the reference itself.
  private mutating func replaced(_ value: JSON, _ reference: String, _ shape: Shape, in path: String) -> JSON
  {
    let file = Self.file(of: reference)
    if path == main, file.isEmpty { return value }
    if Self.hasScheme(file), !specification.isStrictAboutReferences { return value }
    guard let range = value["$ref"]?.range,
      let (target, _) = find(reference, JSON(.string(reference), range: range), in: path)
    else { return value.setting("$ref", .string("#")) }
    if open.contains(target) {
      report("\"\(reference)\" is a circular reference", range)
      return value.setting("$ref", .string("#"))
    }
    guard let found = documents[target.path]?.value(at: target.pointer) else { return value }
    open.append(target)
    defer { open.removeLast() }
    return rewrite(found, .orReference(shape), in: target.path)
  }

  /// The file and place that a reference refers to, and the range of the name of that member.
  private mutating func find(
    _ reference: String, _ value: JSON, in path: String
  ) -> (target: Target, nameRange: Range<Int>?)? {
    let file = Self.file(of: reference)
    if Self.hasScheme(file) {
      report(
        "\"\(reference)\" refers to a target outside the project; nothing is fetched", value.range,
        fix: "copy the target into a file of the project")
      return nil
    }
    guard let target = file.isEmpty ? path : open(file, reference, value.range, from: path),
      let document = documents[target]
    else { return nil }
    let fragment = String(reference.unicodeScalars.drop { $0 != "#" })
    guard let pointer = JSONPointer(reference: fragment.isEmpty ? "#" : fragment) else {
      report(
        "\"\(reference)\" has no JSON Pointer after the #", value.range,
        fix: "write it in the form \"\(file)#/Name\"")
      return nil
    }
    guard document.value(at: pointer) != nil else {
      report(
        "The target of \"\(reference)\" does not exist", value.range,
        fix: ReferenceTarget.nearest(to: pointer, in: document).map { "write \"\(file)#\($0)\"" })
      return nil
    }
    let parent = document.value(at: JSONPointer(Array(pointer.tokens.dropLast())))
    let nameRange = pointer.tokens.last.flatMap { parent?.object?.member(named: $0)?.nameRange }
    return (
      Target(path: target, pointer: pointer),
      nameRange ?? document.range.map { $0.lowerBound..<($0.lowerBound + 1) }
    )
  }

  /// Reads the file of a reference, once for each way in which a file names it; returns its path.
  private mutating func open(
    _ file: String, _ reference: String, _ range: Range<Int>?, from path: String
  ) -> String? {
    if let known = opened[path]?[file] { return known }
    let found: ContractFile
    do throws(ContractFileError) {
      found = try files.read(PercentEncoding.decodedIfValid(file) ?? file, path)
    } catch {
      let nearest = NearMiss.nearest(to: file, in: relativeCandidates(from: path))
      report(
        "The target of \"\(reference)\" does not exist: `\(file)` \(error.reason)", range,
        fix: nearest.map { "write \"\($0)\(reference.dropFirst(file.count))\"" })
      return nil
    }
    opened[path, default: [:]][file] = found.path
    if documents[found.path] != nil { return found.path }
    let start = sources.add(found.source)
    do throws(DiagnosticError) {
      let value = try ContractText.read(found.source, base: start)
      documents[found.path] = value
      otherDocuments.append(value)
    } catch {
      // So that the error is reported once.
      documents[found.path] = .null
      diagnostics += error.diagnostics
      return nil
    }
    return found.path
  }

  /// The paths of the files of the project, relative to the folder of `path`.
  private func relativeCandidates(from path: String) -> [String] {
    let folder = path.split(separator: "/").dropLast()
    return files.candidates().compactMap { candidate in
      let parts = candidate.split(separator: "/")
      var shared = 0
      while shared < folder.count, shared < parts.count - 1, folder[shared] == parts[shared] { shared += 1 }
      return (Array(repeating: "..", count: folder.count - shared) + parts[shared...].map(String.init))
        .joined(separator: "/")
    }
  }

  private mutating func freeName(for target: Target) -> String {
    let stem = target.path.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? "schema"
    var name = target.pointer.tokens.last ?? stem
    if taken.contains(name) { name = "\(stem)_\(name)" }
    let base = name
    var number = 2
    while taken.contains(name) {
      name = "\(base)_\(number)"
      number += 1
    }
    taken.insert(name)
    return name
  }

  private mutating func report(_ message: String, _ range: Range<Int>?, fix: String? = nil) {
    let diagnostic = Diagnostic(.contractReference, message, at: range.map(sources.span), fix: fix)
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  /// `schemas/query.json` of `schemas/query.json#/Query`.
  private static func file(of reference: String) -> String {
    String(reference.unicodeScalars.prefix { $0 != "#" })
  }

  private static func hasScheme(_ file: String) -> Bool {
    guard let colon = file.utf8.firstIndex(of: UInt8(ascii: ":")) else { return file.hasPrefix("//") }
    return !file[..<colon].contains("/")
  }
}
