import Diagnostics

/// Finds promises that never settle, for Node.js, which ends with exit code 0 when nothing is left that could settle them:
/// what follows an `await` in `main();` has then not run.
///
/// Only the promises of calls that are statements count: a promise that is stored may be left behind on purpose, such as
/// the slower one of `Promise.race`. It is loaded with `--import`, which needs Node.js 18.18 or newer.
enum UnsettledPromises {
  static let arguments = ["--import", "data:text/javascript," + PercentEncoding.encoded(program)]

  /// How the line that is printed begins.
  static let message = "Error: this promise never settles"

  /// A marker of the block before the line keeps the error with that block, whichever is the last.
  ///
  /// The number of promises is limited, because a stack costs some microseconds.
  static let program = #"""
    import { promiseHooks } from "node:v8";
    import { readFileSync, writeSync } from "node:fs";
    import { fileURLToPath } from "node:url";

    const pending = new Map();
    let room = 10000, drained = false;
    const stopInit = promiseHooks.onInit(promise => {
      if (room-- <= 0) return stopInit();
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = 4;
      pending.set(promise, new Error());
      Error.stackTraceLimit = limit;
    });
    promiseHooks.onSettled(promise => { pending.delete(promise); });

    function place(error) {
      const lines = String(error.stack).split("\n").filter(line => line.startsWith("    at ")).slice(1);
      if (lines.length < 2) return;
      const called = /^    at (?:Object\.<anonymous> \((.+):(\d+):(\d+)\)|((?:file:\/\/)?\/[^()]+):(\d+):(\d+))$/.exec(lines[1]);
      if (!called || /^    at (?:new |Promise\.|Function\.)/.test(lines[0])) return;
      const [name, number, column] = called[1] ? called.slice(1, 4) : called.slice(4, 7);
      const file = name.startsWith("file:") ? fileURLToPath(name) : name;
      const text = readFileSync(file, "utf8").split("\n");
      const line = text[number - 1] ?? "";
      // The function around all blocks of a script: the promise is that of an `await` outside of functions.
      if (/\x1e\S+ -1\x1e/.test(line)) return { number: 0, marker: "" };
      const before = line.slice(0, column - 1);
      const isStatement = /^\s*;?(?:(?:void|await)\s+)?[\w$.]*$/.test(before) || /^\s*;?\(async\b/.test(line)
        || /^\s*[})\]]+\)*$/.test(before);
      if (!isStatement) return;
      let marker = "";
      for (const one of text.slice(0, number - 1)) marker = /\x1e\S+ \d+\x1e/.exec(one)?.[0] ?? marker;
      return { file, number, marker };
    }

    process.on("beforeExit", () => { drained = true; });
    process.on("exit", code => {
      if (code !== 0 || !drained) return;
      const seen = new Set();
      for (const error of pending.values()) {
        try {
          const found = place(error);
          if (!found || seen.has(found.number)) continue;
          seen.add(found.number);
          writeSync(2, found.marker + "\#(message): the program ended while it was pending, "
            + "so what follows the await did not run\n" + (found.file ? "    at " + found.file + ":" + found.number + "\n" : ""));
        } catch { /* A file that cannot be read has no statement to show. */ }
      }
    });

    """#
}
