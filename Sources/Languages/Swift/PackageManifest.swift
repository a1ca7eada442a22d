/// The targets that a `Package.swift` declares, read from its text: nothing of the manifest is executed, so a graph of a
/// stranger's package can be drawn.
///
/// Computed parts of the manifest (a helper that makes targets, a name put together at run time) are not seen.
///
///     PackageManifest(#"let package = Package(targets: [.target(name: "A", dependencies: ["B"])])"#).targets
public struct PackageManifest: Sendable, Hashable {
  public struct Target: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      case library = "target"
      case executable = "executableTarget"
      case systemLibrary
      case macro
      case plugin
      case test = "testTarget"
    }

    public var kind: Kind
    public var name: String
    /// The names in `dependencies:`, in their order: targets and packages' products alike, without those in
    /// `.product(name:package:)`.
    public var dependencies: [String]
    /// As declared, else `Sources/NAME`, or `Tests/NAME` for tests: where SwiftPM looks first.
    public var path: String

    public init(kind: Kind, name: String, dependencies: [String], path: String) {
      self.kind = kind
      self.name = name
      self.dependencies = dependencies
      self.path = path
    }
  }

  public var targets: [Target]

  public init(_ text: String) {
    var reader = ManifestReader(bytes: Array(text.utf8))
    targets = reader.targets()
  }
}

/// Walks the tokens of a manifest once.
private struct ManifestReader {
  let bytes: [UInt8]
  /// The code without comments, every string as one token.
  let tokens: [SwiftToken]
  private var at = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
    tokens = SwiftTokenizer.tokens(bytes).filter {
      $0.depth == 0 && $0.kind != .comment && $0.kind != .documentation
    }
  }

  mutating func targets() -> [PackageManifest.Target] {
    var found: [PackageManifest.Target] = []
    while at < tokens.count {
      guard let name = calledMember, let kind = PackageManifest.Target.Kind(rawValue: name) else {
        at += 1
        continue
      }
      at += 3
      if let target = target(kind) { found.append(target) }
    }
    return found
  }

  /// `name` when `.name(` begins here.
  private var calledMember: String? {
    guard at + 2 < tokens.count, text(at) == ".", tokens[at + 1].kind == .word, text(at + 2) == "(" else {
      return nil
    }
    return text(at + 1)
  }

  /// Reads the arguments of a target, up to and with its closing parenthesis.
  private mutating func target(_ kind: PackageManifest.Target.Kind) -> PackageManifest.Target? {
    var name: String?
    var path: String?
    var dependencies: [String] = []
    // `.plugin(name:targets:)` is a product.
    var isProduct = false
    while at < tokens.count, text(at) != ")" {
      guard tokens[at].kind == .word, at + 2 < tokens.count, text(at + 1) == ":" else {
        skip()
        continue
      }
      let label = text(at)
      at += 2
      switch label {
      case "name": name = string()
      case "path": path = string()
      case "dependencies": dependencies = dependencyNames()
      case "targets":
        isProduct = true
        skip()
      default: skip()
      }
    }
    at += 1
    guard let name, !isProduct else { return nil }
    return PackageManifest.Target(
      kind: kind, name: name, dependencies: dependencies,
      path: path ?? (kind == .test ? "Tests/" : "Sources/") + name)
  }

  /// The names in `[…]`; `.target(name: "A")` and `.byName(name: "A")` count like `"A"`.
  private mutating func dependencyNames() -> [String] {
    guard at < tokens.count, text(at) == "[" else { return [] }
    at += 1
    var names: [String] = []
    while at < tokens.count, text(at) != "]" {
      if let name = string() {
        names.append(name)
      } else if let member = calledMember {
        at += 2
        let isOfThisPackage = member == "target" || member == "byName"
        if isOfThisPackage, at + 3 < tokens.count, text(at + 1) == "name", tokens[at + 3].kind == .string {
          names.append(content(of: tokens[at + 3]))
        }
        skip()
      } else {
        at += 1
      }
    }
    at += 1
    return names
  }

  /// Reads the string here; `nil` when the next token is not a string.
  private mutating func string() -> String? {
    guard at < tokens.count, tokens[at].kind == .string else { return nil }
    defer { at += 1 }
    return content(of: tokens[at])
  }

  /// Skips one token, or a bracket with everything up to the one that closes it.
  private mutating func skip() {
    var depth = 0
    repeat {
      switch tokens[at].kind {
      case .open: depth += 1
      case .close: depth -= 1
      default: break
      }
      at += 1
    } while at < tokens.count && depth > 0
  }

  private func text(_ index: Int) -> String { String(decoding: bytes[tokens[index].range], as: UTF8.self) }

  /// Without the quotation marks.
  private func content(of token: SwiftToken) -> String {
    String(decoding: bytes[token.range].dropFirst().dropLast(), as: UTF8.self)
  }
}
