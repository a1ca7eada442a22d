import Diagnostics
import Yams

/// One key of a mapping in `site/portal.yml`: how its value is read into a `Value`, how it enters the cache keys of
/// verdicts, and its documentation.
///
/// A key is one entry of a table. A key that no table has is an error that names the nearest one.
struct Setting<Value>: Sendable {
  let documentation: ProjectSetting
  let cacheKey: CacheKeyPart<Value>
  /// For a setting that gives the project a right; `nil` for one that strangers may change.
  let right: GrantedRight<Value>?
  let read: @Sendable (Node, inout Value, inout SettingsReader) -> Void
  private(set) var formerName: FormerName?

  var key: String { documentation.key }

  init(
    _ key: String, _ takes: String, otherwise: String = "nothing", _ meaning: String,
    cacheKey: CacheKeyPart<Value>, gives right: GrantedRight<Value>? = nil, inner: [ProjectSetting] = [],
    sample: String = "",
    read: @escaping @Sendable (Node, inout Value, inout SettingsReader) -> Void
  ) {
    documentation = ProjectSetting(
      key: key, takes: takes, otherwise: otherwise, meaning: meaning, inner: inner, sample: sample,
      cacheKey: cacheKey.summary)
    self.cacheKey = cacheKey
    self.right = right
    self.read = read
  }

  /// The same setting with the key that it had before a version:
  ///
  ///     .string("colour", \.colour, "The colour of links.", cacheKey: .shown).formerly("color", since: "0.2.0")
  func formerly(_ key: String, since version: String) -> Setting {
    var copy = self
    copy.formerName = FormerName(key, since: version)
    return copy
  }

  typealias Path<Part> = WritableKeyPath<Value, Part> & Sendable

  static func string(
    _ key: String, _ path: Path<String>, takes: String = "text", otherwise: String = "nothing",
    _ meaning: String, cacheKey: CacheKeyPart<Value>, sample: String = ""
  ) -> Setting {
    Setting(key, takes, otherwise: otherwise, meaning, cacheKey: cacheKey, sample: sample) {
      node, value, reader in
      if let text = reader.string(node, key) { value[keyPath: path] = text }
    }
  }

  static func string(
    _ key: String, _ path: Path<String?>, takes: String = "text", otherwise: String = "nothing",
    _ meaning: String, cacheKey: CacheKeyPart<Value>, sample: String = ""
  ) -> Setting {
    Setting(key, takes, otherwise: otherwise, meaning, cacheKey: cacheKey, sample: sample) {
      node, value, reader in
      if let text = reader.string(node, key) { value[keyPath: path] = text }
    }
  }

  /// - Parameter kind: what has to be at the path; `nil` when it is checked elsewhere.
  static func path(
    _ key: String, _ path: Path<String?>, _ kind: FileReader.Kind? = nil, takes: String,
    otherwise: String = "nothing", _ meaning: String, cacheKey: CacheKeyPart<Value>, sample: String = ""
  ) -> Setting {
    Setting(key, takes, otherwise: otherwise, meaning, cacheKey: cacheKey, sample: sample) {
      node, value, reader in
      if let found = reader.path(node, key, kind) { value[keyPath: path] = found }
    }
  }

  static func folders(
    _ key: String, _ path: Path<[String]>, _ meaning: String, cacheKey: CacheKeyPart<Value>,
    gives right: GrantedRight<Value>? = nil, sample: String
  ) -> Setting {
    Setting(key, "a list of folders", meaning, cacheKey: cacheKey, gives: right, sample: sample) {
      node, value, reader in
      value[keyPath: path] = reader.list(node, key).compactMap { reader.path($0, key, .folder) }
    }
  }

  static func strings(
    _ key: String, _ path: Path<[String]>, _ takes: String, otherwise: String = "nothing", _ meaning: String,
    cacheKey: CacheKeyPart<Value>
  ) -> Setting {
    Setting(key, takes, otherwise: otherwise, meaning, cacheKey: cacheKey) { node, value, reader in
      value[keyPath: path] = reader.list(node, key).compactMap { reader.string($0, key) }
    }
  }
}
