import Languages
import Pages
import Project

/// How names of the contract are found in a client.
enum ClientNames {
  /// A name normalized across languages: `agentID` and `agent_id` are both `agentid`.
  static func word(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }

  /// The normalized names that a client may use for a method: `webhooks.register` is `register`,
  /// `registerwebhooks` or `registerwebhook`.
  static func words(of method: String) -> [String] {
    let parts = method.split(separator: ".").map { word(String($0)) }
    guard let last = parts.last, let first = parts.first, parts.count > 1 else { return parts }
    return [last, last + first] + (first.hasSuffix("s") ? [last + first.dropLast()] : [])
  }
}

extension ClientSignatures {
  /// Those in some files of a client, read as the language of the samples reads them.
  init(_ paths: [String], of language: SampleLanguage, _ files: FileReader) {
    self.init()
    guard let read = Languages.all[language.id]?.signatures else { return }
    for path in paths {
      do throws(FileReadError) {
        add(read(String(decoding: try files.read(path), as: UTF8.self)))
      } catch {
        continue  // A file that cannot be read is not a source of samples.
      }
    }
  }
}
