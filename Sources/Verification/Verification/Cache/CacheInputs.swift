import Languages
import Pages

/// What verdicts depend on besides the blocks themselves, computed once a verification.
struct CacheInputs: Sendable {
  /// SHA-256 of this program: the mock, the drivers and the rules of comparison are in it.
  var program: String
  var service: String
  var contract: String
  /// Versions of the tools of the languages, by the tool's name.
  var tools: [String: String] = [:]
  /// Folders that languages read, in order, each with the hash of its contents.
  var folders: [(process: String, folder: ProjectFolder, digest: String)] = []
  /// Linked folders: name → hash of the contents.
  var linked: [String: String] = [:]

  /// The key of a session's results. Where the page stands and on which lines its blocks are does not count.
  func key(of session: Session, on page: Page) -> String {
    var key = CacheKey()
    key.add("format", "2")
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
          add(example, on: page, to: &key)
          texts.append(example.block.code)
        }
      case .exchange(let exchange): key.add("exchange", exchange.requestBlock.code)
      case .payload(_, let block):
        key.add("payload", block.code)
        key.add("schema", block.attributes.schema ?? "")
      }
    }
    if session.executes {
      key.add("service", service)
      key.add("contract", contract)
    }
    let isAll = runners.contains { $0.startsOthers }
    let names = isAll ? Set(tools.keys) : Set(runners.flatMap(\.tools))
    for name in names.sorted() { key.add("tool", name + " " + (tools[name] ?? "")) }
    let processes = Set(runners.map(\.id))
    func isNamed(_ word: String) -> Bool { texts.contains { $0.contains(word) } }
    for (process, folder, digest) in folders where isAll || processes.contains(process) {
      if folder.word.map(isNamed) ?? true { key.add("folder", folder.path + " " + digest) }
    }
    for (folder, digest) in linked.sorted(by: { $0.key < $1.key }) where isNamed(folder) {
      key.add("linked", folder + " " + digest)
    }
    return key.text
  }

  private func add(_ example: Example, on page: Page, to key: inout CacheKey) {
    key.add("level", example.level.rawValue)
    key.add("block", example.language.id)
    // What a terminal session shows after its commands is compared, not run.
    key.add("code", example.language.executedCode(example.block.code))
    for (name, value) in page.attributesOfResult(of: example.block) { key.add("attribute " + name, value) }
  }
}
