import Checks
import Diagnostics
import Pages
import Project

/// Blocks that do not compile or run because they do not parse: they are reported as `check` reports them, with the same
/// message at the same place. Parsers are asked only about blocks that have failed, and about those that ended with the
/// exit code that they state: a typing error gives that code, too, and is stated with `fails=`.
///
/// What the project accepts of `check` does not take the place of what a compiler or interpreter says, which cannot be
/// accepted.
struct SyntaxOfFailures: Sendable {
  var project: Project
  var settings: FindingSettings
  var pages: [Page]
  var parsing: SyntaxCheck.Parsing

  /// Puts the findings of parsers in place of those of compilers and interpreters.
  func report(in results: inout [Int: SessionResult], of plan: Plan) async {
    var codes: [SyntaxCode] = []
    var blocks: [(session: Int, example: Example)] = []
    for (session, result) in results.sorted(by: { $0.key < $1.key }) {
      for example in plan.sessions[session].examples where isAsked(example, result) {
        let page = pages[example.id.page]
        guard let code = SyntaxCode(example.block, on: page, project, parsing.languages) else { continue }
        codes.append(code)
        blocks.append((session, example))
      }
    }
    if codes.isEmpty { return }
    let found = await SyntaxCheck.parse(codes, parsing).findings.filter {
      settings.adjusted($0.value)?.severity == .error
    }
    for (index, finding) in found {
      let (session, example) = blocks[index]
      results[session]?.examples[example.id.block] = .of([finding], otherwise: .failed)
    }
    let unparsed = Set(found.keys.map { blocks[$0].example.id })
    for session in Set(found.keys.map { blocks[$0].session }) {
      for program in plan.sessions[session].programs {
        guard program.examples.contains(where: { unparsed.contains($0.id) }) else { continue }
        for example in program.examples where !unparsed.contains(example.id) {
          results[session]?.examples[example.id.block]?.dropCompileErrors()
        }
      }
    }
  }

  /// Whether a block may have failed because it does not parse, and does not state the error.
  private func isAsked(_ example: Example, _ result: SessionResult) -> Bool {
    guard !example.isParsed, example.block.attributes.fails == nil,
      let outcome = result.examples[example.id.block]
    else { return false }
    switch outcome.verdict {
    case .failedAsStated: return true
    case .failed:
      return outcome.diagnostics.allSatisfy {
        [.compileError, .exampleFailed, .didNotFail].contains($0.rule)
      }
    default: return false
    }
  }
}

extension BlockOutcome {
  /// What a compiler says of the code around a block that does not parse is a guess.
  fileprivate mutating func dropCompileErrors() {
    guard diagnostics.contains(where: { $0.rule == .compileError }) else { return }
    diagnostics.removeAll { $0.rule == .compileError }
    reason = BlockOutcome.otherBlockDoesNotCompile
  }
}
