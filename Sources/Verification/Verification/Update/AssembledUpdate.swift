import Diagnostics
import JSON
import OpenRPC
import Pages

/// New code for assembled pages: code of an included file is written to that file, and a response that was made from an
/// example of the contract is written into the example.
struct AssembledUpdate {
  var contract: Contract?
  /// New values by the places of the old ones in the contract.
  private var values: [Int: (range: Range<Int>, value: JSON)] = [:]

  init(contract: Contract?) { self.contract = contract }

  /// The old and new bytes of the page's own file; `nil` when nothing in it changes.
  mutating func add(_ update: PageUpdate, to page: Page) -> (original: [UInt8], bytes: [UInt8])? {
    var file: SourceText?
    var edits: [(range: Range<Int>, bytes: [UInt8])] = []
    for block in page.blocks {
      guard let code = update.codes[block.index] else { continue }
      switch page.source.piece(at: block.range.lowerBound) {
      case nil: continue
      case .some(let piece):
        switch piece.origin {
        case .copied:
          guard let (source, changes) = page.edits(of: block, holding: code) else { continue }
          file = source
          edits += changes
        case .generated(let source, let range):
          guard source.path == contract?.source.path, let value = Self.answer(in: code, of: block) else {
            continue
          }
          values[range.lowerBound] = (range, value)
        }
      }
    }
    guard let original = file?.bytes else { return nil }
    var bytes = original
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: edit.bytes)
    }
    return (original, bytes)
  }

  /// The contract with the new values; `nil` without changes.
  func contractBytes() -> [UInt8]? {
    guard let contract, !values.isEmpty else { return nil }
    var bytes = contract.source.bytes
    for (range, value) in values.values.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      let line = bytes[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let indentation = bytes[line...].prefix { $0 == UInt8(ascii: " ") }
      let text = value.bytes(.pretty).split(separator: UInt8(ascii: "\n")).joined(
        separator: [UInt8(ascii: "\n")] + indentation)
      bytes.replaceSubrange(range, with: Array(text))
    }
    return bytes == contract.source.bytes ? nil : bytes
  }

  /// The response on a page: its result or its error.
  private static func answer(in code: String, of block: Block) -> JSON? {
    let text = block.form == .http ? HTTPText(code).body : code
    do throws(JSONSyntaxError) {
      let message = try JSONParser.parse(text)
      return message["result"] ?? message["error"]
    } catch {
      return nil
    }
  }
}
