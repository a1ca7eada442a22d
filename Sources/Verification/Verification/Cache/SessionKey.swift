import Digests
import Foundation
import Pages

/// What verdicts depend on besides the blocks themselves, computed once a verification.
struct Surroundings: Sendable {
  /// SHA-256 of this program: the mock, the drivers and the rules of comparison are in it.
  var program: String
  var service: String
  var contract: String
  var swift: String
  var python: String
  var shell: String
  /// Linked folders: name → hash of the contents.
  var linked: [String: String]
  /// Swift modules: name → hash of the sources.
  var modules: [String: String]
  var pythonPath: String
}

/// Gathers labelled parts of a key; lengths keep `ab`+`c` apart from `a`+`bc`.
struct KeyBuilder {
  private var bytes: [UInt8] = []

  mutating func add(_ label: String, _ value: String) {
    bytes += "\(label) \(value.utf8.count) ".utf8
    bytes += value.utf8
  }

  var key: String { SHA256.hex(bytes) }
}

extension Surroundings {
  /// The key of a session's results. Where the page stands and on which lines its blocks are does not count.
  func key(of session: Session) -> String {
    var key = KeyBuilder()
    key.add("format", "1")
    key.add("program", program)
    var texts: [String] = []
    var languages: Set<ExampleLanguage> = []
    for unit in session.units {
      switch unit {
      case .program(let program):
        languages.insert(program.language)
        key.add("language", program.language.rawValue)
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
      case .payload(_, let block):
        key.add("payload", block.code)
        key.add("schema", block.attributes.schema ?? "")
      }
    }
    if session.executes {
      key.add("service", service)
      key.add("contract", contract)
    }
    if languages.contains(.swift) {
      key.add("swift", swift)
      for (name, digest) in modules.sorted(by: { $0.key < $1.key })
      where texts.contains(where: { $0.contains(name) }) {
        key.add("module", name + " " + digest)
      }
    }
    if languages.contains(.python) {
      key.add("python", python)
      key.add("path", pythonPath)
    }
    if languages.contains(.sh) {
      // What a shell block calls is not known; the interpreters that examples use are taken for it.
      key.add("shell", shell + python + swift)
      key.add("path", pythonPath)
    }
    for (folder, digest) in linked.sorted(by: { $0.key < $1.key })
    where texts.contains(where: { $0.contains(folder) }) {
      key.add("linked", folder + " " + digest)
    }
    return key.key
  }

  private func add(_ example: Example, to key: inout KeyBuilder) {
    let attributes = example.block.attributes
    key.add("level", example.level.rawValue)
    key.add("block", example.language.rawValue)
    if example.language == .console {
      // What a terminal shows after a command is compared, not run.
      for command in ConsoleText(example.block.code).commands { key.add("command", command.code) }
    } else {
      key.add("code", example.block.code)
    }
    key.add("fails", attributes.fails ?? "")
    key.add("exchange", attributes.exchange ?? "")
    key.add("exit", attributes.exit.map(String.init) ?? "")
    key.add("timeout", attributes.timeout.map { "\($0)" } ?? "")
  }
}
