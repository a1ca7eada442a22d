import Languages
import Pages
import Project

/// What verdicts depend on besides the blocks themselves, computed once a verification.
struct CacheInputs: Sendable {
  /// SHA-256 of this program: the mock, the drivers and the rules of comparison are in it.
  var program: String
  /// What the answers of the examples' service depend on besides the settings.
  var service: String
  /// Versions of the tools of the languages, by the tool's name.
  var tools: [String: String] = [:]
  /// Folders that languages read, in order, each with the hash of its contents.
  var folders: [(process: String, folder: ProjectFolder, digest: String)] = []
  /// What the settings say, with the hash of the contents of what they name.
  var settings: [(key: String, input: CacheInput, digest: String)] = []

  /// The key of a session's results. Where the page is and on which lines its blocks are does not count.
  func key(of session: Session) -> String { cacheKey(of: session).text }

  /// The key with its parts.
  func cacheKey(of session: Session) -> CacheKey {
    var key = CacheKey()
    key.add("format", "3")
    key.add("program", program)
    var texts: [String] = []
    var runners: [LanguageRunner] = []
    for unit in session.units {
      switch unit {
      case .program(let program):
        if let runner = program.language.runner { runners.append(runner) }
        key.add("language", program.processName)
        if case .file(let path, let text, let arguments) = program.source {
          key.add("file", path)
          key.add("text", text)
          for argument in arguments { key.add("argument", argument) }
          texts.append(text)
        }
        for example in program.examples {
          add(example, to: &key)
          texts.append(example.block.code)
        }
      case .exchange(let exchange):
        key.add("exchange", exchange.requestBlock.code)
        add(exchange.requestBlock.attributes, to: &key)
      case .payload(_, let block):
        key.add("payload", block.code)
        add(block.attributes, to: &key)
      }
    }
    if session.executes { key.add("service", service) }
    let isAll = runners.contains { $0.startsOthers }
    let names = isAll ? Set(tools.keys) : Set(runners.flatMap(\.tools))
    for name in names.sorted() { key.add("tool", name + " " + (tools[name] ?? "")) }
    let processes = Set(runners.map(\.id))
    func isNamed(_ word: String) -> Bool { texts.contains { $0.contains(word) } }
    for (process, folder, digest) in folders where isAll || processes.contains(process) {
      if folder.word.map(isNamed) ?? true {
        key.add("folder", (folder.word ?? "") + " " + folder.path + " " + digest)
      }
    }
    func counts(_ input: CacheInput) -> Bool {
      switch input {
      case .text, .contract, .program, .executable, .file: session.executes
      case .linked(let folder): isNamed(folder)
      // They are among `folders`, for the languages that read them.
      case .module, .searchPath: false
      }
    }
    for (name, input, digest) in settings where counts(input) { key.add(name, input.text + " " + digest) }
    return key
  }

  private func add(_ example: Example, to key: inout CacheKey) {
    key.add("level", example.level.rawValue)
    key.add("block", example.language.id)
    // What a terminal session shows after its commands is compared, not run.
    key.add("code", example.language.executedCode(example.block.code))
    add(example.block.attributes, to: &key)
  }

  private func add(_ attributes: FenceAttributes, to key: inout CacheKey) {
    for (name, value) in FenceAttribute.inCacheKey(of: attributes) { key.add("attribute " + name, value) }
  }
}
