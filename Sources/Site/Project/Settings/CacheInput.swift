import Languages

/// Something that results of examples or answers of checkers depend on, as a key of `site/portal.yml` gives it. Paths
/// are relative to the project's root.
public enum CacheInput: Sendable, Hashable {
  /// What a service that examples talk to, or a checker, is given.
  case text(String)
  /// The version of a program.
  case program(String)
  /// The contents of a program of the project, which is hashed once for each version of the file.
  case executable(String)
  /// The contents of a file or folder.
  case file(String)
  /// The contents of a folder that examples name by its path.
  case linked(String)
  /// The contents of a file or folder that programs in these folders read.
  case linkedRead(String)
  /// A file or folder of installed packages, by contents when it is not too large.
  case packages(String)
  /// A folder from which programs of a language import. What it means for results, the language says.
  case imported(ImportedFolder, language: String)
  /// The contract, with all files that it refers to.
  case contract

  /// Whether its contents belong to the machine and not to the project: installed programs and packages. A job that
  /// publishes a portal does not need them.
  public var isOfMachine: Bool {
    switch self {
    case .program, .executable, .packages: true
    case .text, .file, .linked, .linkedRead, .imported, .contract: false
    }
  }

  /// The file or folder of the project that a dependent program may read. `nil` when it is outside of the project, or when
  /// the language decides.
  public var readablePath: String? {
    switch self {
    case .file(let path), .executable(let path), .packages(let path): path
    case .text, .program, .linked, .linkedRead, .imported, .contract: nil
    }
  }

  /// The path of the file or folder that it is; `nil` for other inputs.
  public var path: String? {
    switch self {
    case .executable(let path), .file(let path), .linked(let path), .linkedRead(let path),
      .packages(let path):
      path
    case .imported(let folder, _): folder.path
    case .text, .program, .contract: nil
    }
  }

  /// Its value, without the contents of the files that it names.
  public var text: String {
    switch self {
    case .text(let text), .program(let text), .executable(let text), .file(let text), .linked(let text),
      .linkedRead(let text), .packages(let text):
      text
    case .imported(let folder, _): (folder.module.map { $0 + " " } ?? "") + folder.path
    case .contract: ""
    }
  }
}

extension CacheInput {
  /// The words of a command, with its program and those words that are files of the project.
  static func command(_ words: [String]) -> [CacheInput] {
    words.enumerated().flatMap { index, word -> [CacheInput] in
      if index == 0 { return [.text(word), word.contains("/") ? .executable(word) : .program(word)] }
      return [.text(word)] + (RelativePath.normalized(word) == nil ? [] : [.file(word)])
    }
  }
}

/// How one key of a mapping in `site/portal.yml` enters the cache keys of verdicts.
enum CacheKeyPart<Value>: Sendable {
  /// Its whole value is in these inputs.
  case inputs(@Sendable (Value) -> [CacheInput])
  /// By the keys of the mapping below it, in keys of their own.
  case below
  /// With the blocks that it concerns; says how.
  case blocks(String)
  /// Excluded; the reason why no verdict depends on it.
  case none(String)

  static var checked: CacheKeyPart { .none("only `flowdocs check` reads it") }
  static var weighed: CacheKeyPart { .none("it says how much findings matter, not what is found") }
  static var shown: CacheKeyPart { .none("only the pages of the portal show it") }
  static var samples: CacheKeyPart { .none("the samples that it changes are blocks with keys of their own") }

  var summary: ProjectSetting.CacheKey {
    switch self {
    case .inputs: .inputs
    case .below: .below
    case .blocks(let how): .blocks(how)
    case .none(let why): .none(why)
    }
  }
}

extension Project {
  /// All inputs of verdicts in the settings, each with the name of its key.
  ///
  /// - Parameter languages: those that the settings were read with.
  public func cacheInputs(_ languages: Languages) -> [(key: String, input: CacheInput)] {
    RootSettings.all(languages).inputs(of: self)
  }
}

extension ServiceDeclaration {
  /// Files and folders of the project that the service may read: those that are in the cache keys of its sessions.
  public var readable: [String] { cacheInputs.compactMap(\.input.readablePath) }

  /// All inputs of its responses in the settings, each with the name of its key.
  public var cacheInputs: [(key: String, input: CacheInput)] {
    (ServiceSetting.keys + ReadyServiceSetting.keys).inputs(of: self)
  }
}

extension CheckerSettings {
  /// Files and folders of the project that the checker may read: those that are in the keys of its answers.
  public var readable: [String] { cacheInputs.compactMap(\.input.readablePath) }

  /// All inputs of a checker's answers in its settings, each with the name of its key.
  public var cacheInputs: [(key: String, input: CacheInput)] { CheckerSetting.keys.inputs(of: self) }
}

extension Array {
  /// The inputs that a table of keys finds in a value.
  func inputs<Value>(of value: Value) -> [(key: String, input: CacheInput)] where Element == Setting<Value> {
    flatMap { setting -> [(key: String, input: CacheInput)] in
      guard case .inputs(let inputs) = setting.cacheKey else { return [] }
      return inputs(value).map { (setting.key, $0) }
    }
  }
}
