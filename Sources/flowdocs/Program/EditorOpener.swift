import Checks
import Diagnostics
import LanguageServer
import Ledger
import Project
import Site
import Verification

extension Program {
  /// How `lsp` opens projects and judges them. No parser is started, and nothing is read that earlier runs have kept but
  /// the ledger.
  var editorOpener: ProjectOpener {
    ProjectOpener(
      root: { path in
        do throws(ProjectRoot.NotFound) { return try ProjectRoot.containing(path) } catch { return nil }
      },
      files: { root in
        var files = FileReader.disk(root: root)
        // Findings are shown in files, which may be anywhere below the root.
        files.printed = { $0 }
        return files
      },
      open: { root, files, memory throws(DiagnosticError) in
        try await open(root, usesCaches: false, key: nil, files: files, memory: memory)
      },
      findings: { site, pages in
        let context = CheckContext(site: site, today: today(), parsesCode: false)
        return reported(await Checks.run(context, selected: pages), of: site, selected: pages, by: [.check])
      },
      verdicts: { await verdicts(of: $0) })
  }

  private func verdicts(of site: Site) async -> LedgerPages {
    do {
      let loaded = try Ledger.load(site.files, signedWith: try keys.existing(site.project.root))
      guard let ledger = loaded.ledger else { return LedgerPages(nil) }
      return LedgerPages(ledger, keys: await ProjectKeys.read(site, disk: .disk))
    } catch {
      // What is wrong with a ledger `flowdocs build` says; here no block has a verdict.
      return LedgerPages(nil)
    }
  }
}
