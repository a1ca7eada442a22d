extension Language {
  static let typescript = Language(
    "typescript", aliases: ["ts", "mts"], label: "TypeScript", fileEnding: "ts", lexer: .javascript,
    isUnlikeCommands: true, runner: .typescript)
}

extension LanguageRunner {
  static let typescript = LanguageRunner(id: "typescript", .typescript, more: ["node"])
}

extension NativeLanguage {
  /// A session is one module, so that `import` and `await` may be used anywhere.
  static let typescript = NativeLanguage(
    program: "tsc",
    merging: Merging(
      part: { _ in .statement }, opening: "export {};", closing: "",
      call: { "await (globalThis as any).flowdocsMark(\($0));" }),
    file: { _ in "main.mts" },
    runtime: [("flowdocs.mjs", runtime), ("flowdocs.d.ts", declarations)],
    arguments: { file, mode, _ in
      [
        "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext", "--lib", "es2022,dom",
        "--strict", "--noEmitOnError", "--inlineSourceMap", "--pretty", "false", file, "flowdocs.d.ts",
      ] + (mode == .executable ? [] : ["--noEmit"])
    },
    errors: [ErrorPattern("{file}({line},{column}): error {any}: {message}")],
    command: { folder, _ in
      ["node", "--enable-source-maps", "--import", folder + "/flowdocs.mjs", folder + "/main.mjs"]
    }, failure: .node)

  private static let runtime = #"""
    const token = process.env.FLOWDOCS_MARKER;
    globalThis.flowdocsMark = async (block) => {
      if (!token) return;
      await new Promise(f => setImmediate(f));
      process.stdout.write(`\x1e${token} ${block}\x1e`);
      process.stderr.write(`\x1e${token} ${block}\x1e`);
    };

    """#

  /// What Node.js adds, for installations without its types.
  private static let declarations = #"""
    declare const process: any;
    declare const Buffer: any;
    declare module "node:*";
    declare module "fs";
    declare module "path";
    declare module "os";
    declare module "util";
    declare module "events";
    declare module "assert";
    declare module "crypto";

    """#
}
