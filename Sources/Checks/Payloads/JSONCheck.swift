import Diagnostics
import JSON
import Languages
import Pages
import Project

/// Blocks marked `json`, and the JSON bodies of HTTP messages, are JSON in which no member is given twice.
public enum JSONCheck {
  static let check = Check(
    .payloads, [.invalidJSON, .duplicateMember], .shownPage(findings))

  private static func findings(_ checked: CheckedPage) -> [Diagnostic] {
    let (page, context) = (checked.page, checked.context)
    return page.blocks.flatMap { block -> [Diagnostic] in
      if block.attributes.fails != nil { return [] }
      switch checked.messages.reading(of: block, context) {
      case .message(_, let duplicates):
        return Self.duplicates(duplicates, in: block, on: page, of: context.project)
      case .malformed(let error):
        // The body of an HTTP message may be anything.
        if block.form != .json || mayBeMalformed(block, on: page, in: context.project, context.languages) {
          return []
        }
        return [problem(error, in: block, on: page)]
      case .other: return []
      }
    }
  }

  /// The findings about members that a block gives twice. A folder without settings may mean to show two ways.
  public static func duplicates(
    _ duplicates: [DuplicateMember], in block: Block, on page: Page, of project: Project
  ) -> [Diagnostic] {
    let isError = project.isConfigured || block.attributes.fails != nil
    // `"...": "..."` stands for further members.
    return duplicates.filter { !["...", "…"].contains($0.name) }.map { duplicate in
      duplicate.diagnostic(
        { page.span(inCodeOf: block, codeRange: $0) }, severity: isError ? .error : .warning)
    }
  }

  /// What is wrong with a block that cannot be parsed.
  public static func problem(_ error: JSONSyntaxError, in block: Block, on page: Page) -> Diagnostic {
    let code = Array(block.code.utf8)
    let error = LooseJSON.error(in: code) ?? LooseJSON.errorOfMembers(code, error) ?? error
    let isComment = code[min(error.range.lowerBound, code.count)...].first == UInt8(ascii: "/")
    let span = page.span(inCodeOf: block, codeRange: error.range)
    return Diagnostic(
      .invalidJSON, error.message.beginningWithCapital, at: span,
      notes: block.code.allSatisfy(\.isWhitespace) ? [.init("The block is empty")] : [],
      fix: isComment
        ? "JSON has no comments: remove it, or write `jsonc` instead of `json`"
        : LooseJSON.canBeRead(code)
          ? "write the whole value, or `json text` for a part of one" : nil,
      replacements: error.replacements(at: span))
  }

  /// Whether a block that cannot be parsed is as its page means it: it shows how it is refused, or nothing is asked of it
  /// and it is written for people.
  public static func mayBeMalformed(
    _ block: Block, on page: Page, in project: Project, _ languages: Languages
  ) -> Bool {
    isAnsweredAsUnparsable(block, on: page)
      || (!project.asks(of: block, in: languages) && LooseJSON.canBeRead(shown(block), isJSON5(block)))
  }

  /// The code without lines that the fence marks as deleted.
  private static func shown(_ block: Block) -> [UInt8] {
    let deleted = block.attributes.marks.deleted
    if deleted.isEmpty { return Array(block.code.utf8) }
    let lines = block.code.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    return Array(
      lines.map { index, line in deleted.contains { $0.contains(index + 1) } ? "" : line }.joined(
        separator: "\n"
      ).utf8)
  }

  /// Whether the title of a block names a file that may have trailing commas, as those of TypeScript and of VS Code.
  private static func isJSON5(_ block: Block) -> Bool {
    guard let title = block.attributes.title ?? block.attributes.tab else { return false }
    let name = title.split(separator: "/").last ?? ""
    return name.hasPrefix("tsconfig") || name.hasPrefix("jsconfig") || title.contains(".vscode/")
      || [".jsonc", ".json5"].contains { name.hasSuffix($0) }
  }

  /// Whether the next block shows the answer to a text that is not JSON (JSON-RPC 2.0, section 5.1).
  private static func isAnsweredAsUnparsable(_ block: Block, on page: Page) -> Bool {
    guard block.index + 1 < page.blocks.count, page.blocks[block.index + 1].form == .json else {
      return false
    }
    do throws(JSONSyntaxError) {
      let next = try JSONParser.parse(page.blocks[block.index + 1].code.utf8)
      return next["error"]?["code"]?.int == -32700
    } catch {
      return false
    }
  }
}
