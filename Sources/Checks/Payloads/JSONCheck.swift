import Diagnostics
import JSON
import Pages
import Project

/// Blocks marked `json` are JSON.
public enum JSONCheck {
  static let check = Check(.payloads, [.invalidJSON], .shownPage { findings($0.page, $0.context) })

  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    page.blocks.compactMap { block in
      guard block.language == "json", !context.isText(block), block.attributes.fails == nil else {
        return nil
      }
      do throws(JSONSyntaxError) {
        _ = try JSONParser.parse(block.code.utf8)
        return nil
      } catch {
        if mayBeMalformed(block, on: page, in: context.project) { return nil }
        return problem(error, in: block, on: page)
      }
    }
  }

  /// What is wrong with a block that cannot be parsed.
  public static func problem(_ error: JSONSyntaxError, in block: Block, on page: Page) -> Diagnostic {
    let code = Array(block.code.utf8)
    let isComment = code[min(error.range.lowerBound, code.count)...].first == UInt8(ascii: "/")
    return Diagnostic(
      .invalidJSON, error.message, at: page.span(inCodeOf: block, codeRange: error.range),
      notes: block.code.allSatisfy(\.isWhitespace) ? [.init("The block is empty")] : [],
      fix: isComment
        ? "JSON has no comments: remove it, or write `jsonc` instead of `json`"
        : LooseJSON.canBeRead(code)
          ? "write the whole value, or `json text` for a part of one" : nil)
  }

  /// Whether a block that cannot be parsed is as its page means it: it shows how it is refused, or, in a folder without
  /// settings, is written for people.
  public static func mayBeMalformed(_ block: Block, on page: Page, in project: Project) -> Bool {
    isAnsweredAsUnparsable(block, on: page)
      || (!project.isConfigured && LooseJSON.canBeRead(Array(block.code.utf8)))
  }

  /// Whether the next block shows the answer to a text that is not JSON (JSON-RPC 2.0, section 5.1).
  private static func isAnsweredAsUnparsable(_ block: Block, on page: Page) -> Bool {
    guard block.index + 1 < page.blocks.count, page.blocks[block.index + 1].language == "json" else {
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
