import Diagnostics
import YAML
import Yams

extension Project {
  /// Where the settings write a word below one of their keys; their first line when it is not there.
  ///
  ///     Project.place(of: "guide", below: "services", in: files)   // site/portal.yml:7:14
  public static func place(of word: String, below key: String, in files: FileReader) -> SourceSpan {
    let start = SourceSpan(file: files.printed(definition))
    let text: YAMLText
    do throws(FileReadError) {
      text = YAMLText(try files.source(definition, limit: InputLimit.settings))
    } catch {
      // They were read before; in a test they may be values without a file.
      return start
    }
    do throws(DiagnosticError) {
      let setting = try text.root()?.mapping?[key]
      return setting.flatMap { node(word, in: $0) }.map(text.span) ?? start
    } catch {
      return start
    }
  }

  /// The first scalar of a node, key or value, that is a word.
  private static func node(_ word: String, in node: Node) -> Node? {
    switch node {
    case .scalar(let scalar): return scalar.string == word ? node : nil
    case .sequence(let items): return items.lazy.compactMap { self.node(word, in: $0) }.first
    case .mapping(let pairs):
      return pairs.lazy.compactMap { self.node(word, in: $0.key) ?? self.node(word, in: $0.value) }.first
    case .alias: return nil
    }
  }
}
