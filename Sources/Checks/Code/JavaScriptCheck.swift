import Diagnostics
import JSON
import Pages
import Project

/// JavaScript on pages imports what `package.json` declares, what the page installs, or what Node.js has.
enum JavaScriptCheck {
  static let check = Check(.commands, [.unknownImport], .allPages(findings))

  private struct Import {
    var package: String
    /// The whole name: `shop/cart`.
    var path: String
    var block: Block
    var range: Range<Int>
  }

  private static func findings(_ checked: CheckedPages) -> [Diagnostic] {
    let context = checked.context
    guard checked.pages.contains(where: { $0.blocks.contains(where: isScript) }) else { return [] }
    let paths = context.files.files("") { $0 == "package.json" }
    let manifests = paths.compactMap { manifest($0, context.files) }
    let packages = DeclaredPackages.javaScript(manifests, context.site.pages)
    guard !manifests.isEmpty else { return [] }
    let own = Set(manifests.compactMap { $0["name"]?.string })
    return checked.pages.flatMap { page in
      let imports = page.blocks.filter { isScript($0) && !context.isText($0) }.flatMap(imports)
      return findings(imports, packages, own, manifests, page)
    }
  }

  private static func findings(
    _ imports: [Import], _ packages: DeclaredPackages, _ own: Set<String>, _ manifests: [JSON], _ page: Page
  ) -> [Diagnostic] {
    let declared = packages.names
    let isAboutProject = imports.contains { own.contains($0.package) || declared.contains($0.package) }
    var seen: Set<String> = []
    return imports.compactMap { item -> Diagnostic? in
      guard seen.insert(item.path).inserted else { return nil }
      let place = page.span(inCodeOf: item.block, codeRange: item.range)
      if own.contains(item.package) {
        return exportsLack(item, manifests).map {
          Diagnostic(.unknownImport, $0, at: place, fix: "import what it exports")
        }
      }
      if declared.contains(item.package) || declared.contains("@types/" + item.package)
        || isBuiltIn(item.package)
      {
        return nil
      }
      let guess = item.package.utf8.count >= 5 ? near(item.package, declared.union(own)) : nil
      guard
        guess != nil
          || packages.isDeclared && isAboutProject && !usual.contains(item.package)
            && !item.package.hasPrefix("@")
            && !item.package.hasPrefix("my-")
      else {
        return nil
      }
      return Diagnostic(
        .unknownImport,
        "Neither Node.js nor `package.json` has `\(item.package)`".didYouMean(guess), at: place,
        fix: guess == nil ? "import a declared package, or say on the page how to install it" : nil)
    }
  }

  /// A name that differs by one edit, but not by a digit at its end: `preset-3` follows `preset`.
  private static func near(_ name: String, _ names: Set<String>) -> String? {
    NearMiss.nearest(to: name, in: names.filter { abs($0.utf8.count - name.utf8.count) <= 1 }.sorted())
      .flatMap { near in
        let (a, b) = (Array(name), Array(near))
        let prefix = zip(a, b).prefix { $0 == $1 }.count
        let suffix = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
        let isOtherVersion = prefix == min(a.count, b.count) && (a + b).last?.isNumber != a.last?.isNumber
        return prefix + suffix >= max(a.count, b.count) - 2 && prefix > 0 && !isOtherVersion ? near : nil
      }
  }

  /// What is wrong with a path into a package of the project; `nil` when it is exported, or it does not say what is.
  private static func exportsLack(_ item: Import, _ manifests: [JSON]) -> String? {
    guard item.path != item.package,
      let manifest = manifests.first(where: { $0["name"]?.string == item.package }),
      let exports = manifest["exports"]?.object, exports.names.contains(where: { $0.hasPrefix(".") }),
      !exports.names.contains(where: { $0.contains("*") || $0.hasSuffix("/") })
    else { return nil }
    let path = "." + item.path.dropFirst(item.package.count)
    return exports.names.contains(path) ? nil : "`\(item.package)` does not export `\(path)`"
  }

  private static func manifest(_ path: String, _ files: FileReader) -> JSON? {
    do throws(JSONSyntaxError) {
      return try JSONParser.parse(Array(DeclaredPackages.text(path, files).utf8))
    } catch {
      // A manifest that is not JSON declares nothing.
      return nil
    }
  }

  private static func isScript(_ block: Block) -> Bool {
    ["javascript", "typescript", "jsx", "tsx"].contains(block.language) && block.origin.file == nil
  }

  // MARK: Imports

  /// `from "x"`, `import "x"`, `require("x")`, `import("x")`.
  private static func imports(in block: Block) -> [Import] {
    var offset = 0
    return block.code.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      defer { offset += line.utf8.count + 1 }
      guard let (path, start) = imported(line) else { return nil }
      return package(path).map {
        let from = offset + start
        return Import(package: $0, path: path, block: block, range: from..<(from + path.utf8.count))
      }
    }
  }

  private static func imported(_ line: Substring) -> (String, Int)? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard !text.hasPrefix("//"), !text.hasPrefix("*") else { return nil }
    let marks =
      text.hasPrefix("import ") || text.hasPrefix("export ") || text.hasPrefix("} from ")
      ? ["from ", "import "] : []
    for mark in marks + ["require(", "import("] {
      guard let found = line.firstRange(of: mark) else { continue }
      let rest = line[found.upperBound...]
      guard let quote = rest.first, quote == "\"" || quote == "'" else { continue }
      let path = rest.dropFirst().prefix { $0 != quote }
      guard path.endIndex < line.endIndex else { return nil }
      return (String(path), line[..<found.upperBound].utf8.count + 1)
    }
    return nil
  }

  /// The package of a path; `nil` for files, aliases, addresses, and style sheets that a tool makes (`uno.css`).
  private static func package(_ path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, !first.isEmpty, !first.hasPrefix("."), !first.contains(":"),
      first != "@", !"~#$".contains(first.first ?? "~"), !first.hasSuffix(".css")
    else { return nil }
    if first.hasPrefix("@") { return parts.count > 1 ? "\(first)/\(parts[1])" : nil }
    return first.utf8.allSatisfy({ $0.isAlphanumeric || "-_.".utf8.contains($0) }) ? String(first) : nil
  }

  private static func isBuiltIn(_ package: String) -> Bool { builtIns.contains(package) }

  /// The modules of Node.js, by its documentation.
  private static let builtIns: Set<String> = [
    "assert", "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto", "dgram",
    "dns", "domain",
    "events", "fs", "http", "http2", "https", "inspector", "module", "net", "os", "path", "perf_hooks",
    "process", "punycode",
    "querystring", "readline", "repl", "stream", "string_decoder", "sys", "timers", "tls", "tty", "url",
    "util", "v8", "vm",
    "wasi", "worker_threads", "zlib", "test",
  ]

  /// Packages that documentation of others uses without a word.
  private static let usual: Set<String> = [
    "react", "react-dom", "vue", "svelte", "next", "nuxt", "express", "koa", "fastify", "lodash", "axios",
    "typescript",
    "vite", "webpack", "rollup", "esbuild", "jest", "vitest", "mocha", "chai", "zod", "dotenv", "node-fetch",
    "redux",
    "react-redux", "immer", "rxjs", "d3", "three", "jquery", "moment", "dayjs", "uuid", "chalk", "commander",
    "prisma",
    "mongoose", "pg", "mysql2", "redis", "ioredis", "ws", "socket.io", "openai", "stripe", "preact",
    "solid-js", "astro",
    "hono", "tailwindcss", "postcss", "eslint", "prettier", "electron", "styled-components", "framer-motion",
    "bun",
    "body-parser", "cors", "jsonwebtoken", "bcrypt", "playwright", "puppeteer", "cypress", "graphql",
    "undici", "fs-extra",
    "my-package", "some-package", "package", "module", "lib", "foo", "bar", "react-router",
    "react-router-dom", "reselect",
  ]
}
