import Languages
import Testing

/// Shell code as checks read it: commands, variables and placeholders.
struct ShellScriptTests {
  private func commands(_ code: String) -> [[String]] {
    ShellScript(code).commands.map {
      $0.words.map(\.text) + $0.redirections.map { "\($0.sign) \($0.target.text)" }
    }
  }

  @Test func commandsAndTheirWords() {
    #expect(commands("a 'b c' \"d e\" f\\ g # h\n") == [["a", "b c", "d e", "f g"]])
    #expect(commands("a && b | c; d & e") == [["a"], ["b"], ["c"], ["d"], ["e"]])
    #expect(commands("if a; then b; fi\nwhile c; do d; done") == [["a"], ["b"], ["c"], ["d"]])
    #expect(commands("curl \\\n  -X POST \\\n  http://x") == [["curl", "-X", "POST", "http://x"]])
    #expect(commands("f() {\n  a b\n}\nf") == [["f"], ["a", "b"], ["f"]])
    #expect(commands("case $x in\n  a|b) c ;;\n  *) d ;;\nesac") == [["c"], ["d"]])
    #expect(commands("x=$(a b) c `d`") == [["a", "b"], ["d"], ["c", ""]])
  }

  @Test func redirectionsAndDocuments() {
    #expect(commands("a > b 2>&1 < c") == [["a", "> b", ">& 1", "< c"]])
    #expect(commands("cat <<EOF > x\nnot a command\nEOF\nb") == [["cat", "> x"], ["b"]])
    #expect(commands("cat <<-EOF\n\ta\n\tEOF\nb") == [["cat"], ["b"]])
    #expect(commands("a[1<<1]=5\nb") == [["b"]])
    #expect(commands("a=([1<<1]=z)\nb $[1<<2]\nc") == [["b", "$[1<<2]"], ["c"]])
    #expect(commands("diff <(a) <(b)") == [["a"], ["b"], ["diff"]])
  }

  @Test func variables() {
    func uses(_ code: String) -> [String] { ShellScript(code).uses.map(\.name) }
    func settings(_ code: String) -> [String] { ShellScript(code).settings.map(\.name) }
    #expect(uses("a $B \"${C}\" ${D%.*} ${#E} ${F[0]}") == ["B", "C", "D", "E", "F"])
    #expect(uses("a ${B:-c} ${D-} ${E:+f} '$G' \\$H $1 $? ${{ I }} ${j.k}").isEmpty)
    #expect(uses("cat <<E\n$A\nE\ncat <<'E'\n$B\nE\n") == ["A"])
    #expect(uses("a \"$(b \"$C\")\" ${D:-$E}") == ["C", "E"])
    #expect(
      settings("A=1 B=2 c\nexport D E=3\nread -r F\nfor G in a; do :; done") == [
        "A", "B", "D", "E", "F", "G",
      ])
    #expect(settings(": ${A:=1} ${B:?}") == ["A", "B"])
    #expect(ShellScript("a\n. ./env").readsMore)
    #expect(!ShellScript("a ./env").readsMore)
  }

  @Test func placeholders() {
    func placeholders(_ code: String) -> [String] {
      ShellScript(code).placeholders.map { String(decoding: Array(code.utf8)[$0], as: UTF8.self) }
    }
    #expect(placeholders("a <pod> x/<a b>.y") == ["<pod>", "<a b>"])
    #expect(placeholders("a <type(s)> <(sort x)") == ["<type(s)>"])
    #expect(placeholders("a '<pod>' \"<pod>\" <in >out < x > y <<E\n<b>\nE\n").isEmpty)
  }

  @Test func sessionsKeepTheirPlaces() {
    let session = "$ a $B\nout $C\n$ d \\\n> $E\n"
    let script = ShellScript(block: session, isSession: true)
    #expect(script.uses.map(\.name) == ["B", "E"])
    #expect(script.uses.map(\.range) == [5..<6, 23..<24])
    #expect(ShellScript(block: session, isSession: false) == script)
    let indented = ShellScript(block: "  $ a $B\n  out $C\n", isSession: false)
    #expect(indented.uses.map(\.name) == ["B"])
    #expect(indented.uses.map(\.range) == [7..<8])
  }

  /// Reading text that is not shell ends, too, and nesting has a limit.
  @Test func anyText() {
    for text in [
      "((", "$((", "`", "<(", "case", "a <<", "${", "'", "\"$(", ")", "}", "\\", "<a", "$(`", "x=(", "#",
    ] {
      _ = ShellScript(text)
    }
    _ = ShellScript(String(repeating: "$(", count: 10_000))
    _ = ShellScript(String(repeating: "`", count: 10_001))
    _ = ShellScript(String(repeating: "${a", count: 10_000))
    _ = ShellScript(String(repeating: "a=(", count: 10_000))
    _ = ShellScript("case a in\n" + String(repeating: "a|", count: 10_000))
    _ = ShellScript("echo " + String(repeating: "@(", count: 10_000))
  }
}
