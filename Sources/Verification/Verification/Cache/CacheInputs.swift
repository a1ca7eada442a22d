import Languages
import Pages
import Processes
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
  var settings: [SettingInput] = []
  /// What the settings say of each of the `services` of the plan's pages, by its name.
  var services: [String: [SettingInput]] = [:]
  /// Programs that are run in place, each with the files that are in its folder.
  var programFolders: [String: [(path: String, digest: String)]] = [:]
  /// Hash of the packages and programs of this machine that examples can read.
  var machine = ""
  /// Parts of the sandbox that this machine does not have.
  var unavailable = ""
  /// A key of the settings, what it says, and the hash of the contents of what that names.
  typealias SettingInput = (key: String, input: CacheInput, digest: String)

  /// What the sessions of the plan read; see `reads(_:)`.
  private var known: [SessionReads.ID: SessionReads] = [:]

  init(program: String, service: String) {
    self.program = program
    self.service = service
  }

  /// Finds out what each session reads, once: keys, folders and the sandbox need it.
  mutating func findReads(of plan: Plan) {
    for session in plan.sessions { known[SessionReads.ID(session)] = SessionReads(session, self) }
  }

  private func reads(_ session: Session) -> SessionReads {
    known[SessionReads.ID(session)] ?? SessionReads(session, self)
  }

  /// The key of a session's results. Where the page is and on which lines its blocks are does not count.
  func key(of session: Session) -> String { cacheKey(of: session).text }

  /// The key with its parts.
  func cacheKey(of session: Session) -> CacheKey {
    var key = CacheKey()
    key.add("format", "5")
    key.add("program", program)
    if session.isLive { key.add("walkthrough", session.name) }
    for unit in session.units {
      switch unit {
      case .program(let program):
        key.add("language", program.processName)
        if case .file(let path, let text, let arguments) = program.source {
          key.add("file", path)
          key.add("text", text)
          for argument in arguments { key.add("argument", argument) }
        }
        for example in program.examples { add(example, to: &key) }
      case .exchange(let exchange):
        key.add("exchange", exchange.requestBlock.code)
        add(exchange.requestBlock.attributes, to: &key)
      case .payload(_, let block):
        key.add("payload", block.code)
        add(block.attributes, to: &key)
      }
    }
    if session.executes {
      key.add("service", service)
      key.add("machine", machine)
      key.add("sandbox", unavailable)
      // An ordinary user cannot raise a lower limit of its own.
      key.add("limit of open files", "\(SandboxLimits().grantedOpenFiles)")
      key.add("network", session.opensNetwork ? "open" : "")
      for name in session.services {
        for (setting, input, digest) in services[name] ?? [] {
          key.add("services." + setting, input.text + " " + digest, of: input.path)
        }
      }
    }
    // Programs that a shell starts are in the hash of the machine.
    let names = Set(session.programs.compactMap(\.language.runner).flatMap(\.tools))
    for name in names.sorted() { key.add("tool", name + " " + (tools[name] ?? ""), of: name) }
    for path in session.filePaths {
      for (place, digest) in programFolders[path] ?? [] {
        key.add("folder of file", place + " " + digest, of: place)
      }
    }
    let reads = reads(session)
    for index in reads.folders {
      let (_, folder, digest) = folders[index]
      key.add("folder", (folder.word ?? "") + " " + folder.path + " " + digest, of: folder.path)
    }
    let isLinked = reads.isLinked
    func counts(_ input: CacheInput) -> Bool {
      switch input {
      case .text, .contract, .program, .executable, .file, .packages: session.executes
      case .linked, .linkedRead: isLinked
      // They are among `folders`, for the languages that read them.
      case .imported: false
      }
    }
    for (name, input, digest) in settings where counts(input) {
      key.add(name, input.text + " " + digest, of: input.path)
    }
    return key
  }

  /// What a session can read of the project, relative to it, all of which is in its key: the folders of programs that it
  /// shows, folders that its languages import from, the files of its service, and, when its code names one of the linked
  /// folders, all of these and what programs in them read.
  func projectFiles(of session: Session) -> [String] {
    let shown = session.filePaths.flatMap { programFolders[$0] ?? [] }.map(\.path)
    let reads = reads(session)
    let imported = reads.folders.map { folders[$0].folder.path }
    let files = shown + imported + settings.compactMap(\.input.readablePath)
    guard reads.isLinked else { return files }
    return files
      + settings.compactMap { setting -> String? in
        switch setting.input {
        case .linked(let path), .linkedRead(let path): path
        default: nil
        }
      }
  }

  /// Whether a session can read the linked folders: programs in one of them may use the others.
  func readsLinked(_ session: Session) -> Bool { reads(session).isLinked }

  private func add(_ example: Example, to key: inout CacheKey) {
    key.add("level", example.level.rawValue)
    key.add("block", example.language.id)
    // What a terminal session shows after its commands is compared, not run.
    key.add("code", example.language.executedCode(example.block.code))
    let layout = example.language.layout(example.block.code)
    if !layout.isEmpty { key.add("layout", layout) }
    add(example.block.attributes, to: &key)
  }

  private func add(_ attributes: FenceAttributes, to key: inout CacheKey) {
    for (name, value) in FenceAttribute.inCacheKey(of: attributes) { key.add("attribute " + name, value) }
  }
}

/// Which folders of the project a session reads, by the words in its code.
private struct SessionReads: Sendable {
  struct ID: Sendable, Hashable {
    var page: Int
    var name: String

    init(_ session: Session) {
      page = session.page
      name = session.name
    }
  }

  /// Whether it can read the linked folders.
  var isLinked: Bool
  /// Positions in `CacheInputs.folders` of those that its languages import from.
  var folders: [Int]

  init(_ session: Session, _ inputs: CacheInputs) {
    let texts = session.programs.flatMap(\.texts)
    isLinked = inputs.settings.contains { setting in
      guard case .linked(let name) = setting.input else { return false }
      return texts.contains { $0.contains(name) }
    }
    let runners = session.programs.compactMap(\.language.runner)
    let isAll = runners.contains { $0.startsOthers }
    let processes = Set(runners.map(\.id))
    folders = inputs.folders.indices.filter { index in
      let (process, folder, _) = inputs.folders[index]
      guard isAll || processes.contains(process) else { return false }
      return folder.word.map { word in texts.contains { $0.contains(word) } } ?? true
    }
  }
}
