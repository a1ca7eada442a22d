import Languages
import Ledger
import OpenRPC
import Pages
import Processes
import Project

/// The project's part of each block's key: blocks, files, settings, service, contract and the version of FlowDocs.
///
/// The machine's part, programs and their versions, is compared by `verify` alone, so that a job that publishes a
/// portal needs no toolchain.
public enum ProjectKeys {
  static func keys(
    of plan: Plan, _ inputs: CacheInputs, _ units: [CheckerUnit], _ checkers: [Int: String], _ pages: [Page],
    _ selected: [Int], version: String
  ) -> CurrentKeys {
    let inputs = inputs.ofProject
    let contract = inputs.settings.filter { $0.input == .contract }.map(\.digest).joined()
    var keys = CurrentKeys()
    for page in selected {
      for block in pages[page].blocks {
        var key = CacheKey()
        key.add("version", version)
        key.add("code", block.fingerprint)
        keys[pages[page].path, block.index] = key.text
      }
    }
    func add(_ text: String, to block: Int, on page: Int) {
      var key = CacheKey()
      key.add("block", keys[pages[page].path, block])
      key.add("part", text)
      keys[pages[page].path, block] = key.text
    }
    for session in plan.sessions {
      var key = inputs.key(of: session)
      // Payloads are validated without a session that executes.
      if session.validates { key += contract }
      let place = PagePlace(session, on: pages[session.page])
      let printed = session.answers.map { pages[session.page].blocks[$0].code }
      if session.executes, place.isNamed(in: printed, by: session) { key += place.text }
      for block in session.blockOrder + session.answers { add(key, to: block, on: session.page) }
      // An example is proven together with what the page says that it prints.
      for (block, answer) in session.answered {
        add(pages[session.page].blocks[answer].fingerprint, to: block, on: session.page)
      }
    }
    for (id, what) in plan.others { add("\(what)", to: id.block, on: id.page) }
    for unit in units {
      let key = unit.key(checkers[unit.checker] ?? "", pagePath: pages[unit.page].path)
      for block in unit.blocks { add(key, to: block.index, on: unit.page) }
    }
    return keys
  }
}

extension ProcessStarter {
  /// Finds no program, and starts none.
  static let none = ProcessStarter(
    find: { _, _ in nil }, run: { request throws(ProcessError) in throw .notFound(request.program) })
}

extension CacheInputs {
  /// Without machine-dependent parts.
  var ofProject: CacheInputs {
    var inputs = self
    inputs.program = ""
    inputs.tools = [:]
    inputs.machine = ""
    inputs.unavailable = ""
    inputs.settings = inputs.settings.map(Self.ofProject)
    inputs.services = inputs.services.mapValues { $0.map(Self.ofProject) }
    return inputs
  }

  private static func ofProject(_ setting: SettingInput) -> SettingInput {
    setting.input.isOfMachine ? (setting.key, setting.input, "") : setting
  }
}

extension CacheStore {
  /// Keeps nothing.
  static let none = CacheStore(read: { _ in nil }, write: { _, _ in })
}

extension ProjectDisk {
  /// Without files: the hash of this program is the machine's.
  static let none = ProjectDisk(stamp: { _ in "" }, bytes: { _ in nil }, entries: { _ in nil })
}

extension FileStamps {
  /// Looks at no file, and keeps nothing.
  static let none = FileStamps(storingIn: .none, disk: .none)
}
