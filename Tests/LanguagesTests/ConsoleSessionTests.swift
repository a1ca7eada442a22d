import Testing

@testable import Languages

/// What is a command in a terminal session, and what was printed.
struct ConsoleSessionTests {
  /// One letter a line: command, further line, output.
  private func kinds(_ text: String) -> String {
    String(
      ConsoleSession(text).lines.map { line -> Character in
        switch line.kind {
        case .command: "c"
        case .continuation: "f"
        case .output: "o"
        }
      })
  }

  @Test(arguments: [
    ("$ ls\na\n$ pwd", "coc"),
    // Output that looks like a prompt's further line: a quotation, a diff, another program's prompt.
    ("$ cat mail\n> quoted", "co"), ("$ diff a b\n1c1\n< a\n---\n> b", "coooo"),
    ("$ node\n> 1 + 1\n2", "coo"),
    // Output before the first command, and after an empty line.
    ("> a\n$ true\n\n> b", "ocoo"),
    ("$ echo 'a\n> b'\n> c", "cfo"), ("$ echo \"a\nb\"\nc", "cfo"), ("$ curl \\\n    -s\nok", "cfo"),
    ("$ ls |\n> wc\n3", "cfo"), ("$ true &&\nfalse\nx", "cfo"), ("$ sleep 1 &\n[1] 7", "co"),
    ("$ for i in 1 2; do\n>   echo $i\n> done\n1\n2", "cffoo"), ("$ for i in 1 2; do echo $i; done\n1", "co"),
    ("$ if true\nthen echo\nfi\n> x", "cffo"), ("$ case a in\n> a) echo;;\n> esac\nx", "cffo"),
    ("$ f() {\n>   ls\n> }\n> x", "cffo"), ("$ echo $(date\n> )\nx", "cfo"),
    ("$ cat <<EOF\n$HOME\nif\nEOF\n/root\nif", "cfffoo"), ("$ cat <<'A B' > f\n> x\n> A B\ny", "cffo"),
    ("$ cat <<-E\n\tx\n\tE\ny", "cffo"), ("$ cat <<< x\n> y", "co"), ("$ echo $((1 << 2))\n> 4", "co"),
    ("$ echo done # it's\n> x", "co"), ("$ echo {a,b} fi\n> x", "co"), ("$ echo \\'\n> x", "co"),
    ("$ echo ${x:-'}'}\n> x", "co"),
    // A document in a substitution, apostrophes in it, and two documents.
    ("$ x=$(cat <<EOF\nit's\nEOF\n)\ny", "cfffo"), ("$ git commit -m \"$(cat <<'E'\nif\nE\n)\"\ny", "cfffo"),
    ("$ cat <<A - <<B\na\nA\nb\nB\ny", "cffffo"),
    // Comments and empty lines after an operator.
    ("$ ls |\n> # all\n>\n> wc\n3", "cfffo"), ("$ ls |&\nwc\n3", "cfo"),
    // Words that are keywords only where a command begins.
    ("$ echo $(pwd) for you\nx", "co"), ("$ echo \"a\" if\nx", "co"), ("$ files=(for now)\nx", "co"),
    ("$ files=(a\nb)\nx", "cfo"), ("$ echo `date` done\nx", "co"), ("$ diff <(ls a) <(ls b) if\nx", "co"),
    ("$ function f {\n  ls\n}\nx", "cffo"), ("$ (cd a\nls)\nx", "cfo"),
    ("$ [[ a =~ (b|c) ]] &&\nls\nx", "cfo"),
    ("$ echo $'it\\'s'\nx", "co"), ("$ while read -r l; do\necho; done < f\nx", "cfo"),
    ("$ for ((i = 0; i < 2; i++)); do\necho; done\nx", "cfo"), ("$ echo $# ${#a} a#b\nx", "co"),
    // The parenthesis after a pattern ends no substitution.
    (#"$ echo "$(case a in a) echo b;; esac)"\#nb"#, "co"),
    ("$ echo ${x:-$(case a in (a) echo b;; b|c) ls;; esac)}\nb", "co"),
    ("$ x=$(case a in\n> a) echo b;;\n> esac)\ny", "cffo"),
    // Two parentheses that are not arithmetic, and those in arithmetic.
    ("$ echo $((echo a); echo b)\na b", "co"), ("$ ((echo a); echo b)\na", "co"),
    ("$ echo $(((echo a); echo b); echo c)\na b c", "co"), ("$ echo $((1 + (2)))\n3", "co"),
    ("$ (((1)))\nx", "co"), ("$ echo $(( (1 + 2) *\n(3) ))\n9", "cfo"), ("$ echo $((\"1\" + 2))\n3", "co"),
    // A shift in the subscript of an assignment; elsewhere it begins a document.
    ("$ a[1<<1]=5; echo ${a[2]}\n5", "co"), ("$ a[b[1]]+=x\ny", "co"), ("$ echo a[1<<E]\nx\nE]\ny", "cffo"),
    // Braces in place of `do`, reserved words that are not reserved there, and other arithmetic.
    ("$ for ((i=0;i<1;i++)) { echo zz$i; }\nzz0", "co"), ("$ for x in a; { echo zz$x; }\nzza", "co"),
    ("$ for ((i=0;i<1;i++)) {\n> echo $i\n> }\n0", "cffo"), ("$ select x in a; { break; }\n1) a", "co"),
    ("$ case if in if) echo zz;; esac\nzz", "co"), ("$ for if in if; do echo; done\nx", "co"),
    ("$ a=([1<<1]=zz); echo ${a[2]}\nzz", "co"), ("$ echo $[1<<2]zz\n4zz", "co"),
    ("$ for ((i=1<<2; i<8; i++)); do ls; done\nx", "co"), ("$ x=1 for y\nz", "co"),
    ("$ coproc { echo a\n> }; wait\nx", "cfo"), ("$ f()\n> {\n> ls\n> }\nx", "cfffo"),
    ("$ if a; then if b; then c; fi fi\nx", "co"), ("$ { ls; }| wc\n1", "co"), ("$ x=$({ ls; })\ny", "co"),
    ("$ if [[ a ]] then b; fi\nx", "co"), ("$ [[ a == b &&\n> c == d ]]\nx", "cfo"),
    ("$ ls |# c\n> wc\n1", "cfo"),
    ("$ echo `echo it's`\nx", "co"), ("$ a[1 +\n> 1]=3\nx", "cfo"),
    ("$ cat <<E \\\n> f\n> x\n> E\ny", "cfffo"),
    // Prompts of other shells and of the administrator: no commands, for `#` begins output and comments, too.
    ("% ls\nx", "oo"), ("# ls\nx", "oo"), ("me@host:~$ ls\nx", "oo"), ("PS C:\\> dir\nx", "oo"),
    (">>> 1\n1", "oo"),
    ("$ ls\n# apt install x\n  $ ls", "coo"),
    // An unclosed quotation ends at the next prompt at the latest.
    ("$ echo it's\nx\n$ ls", "cfc"), ("$5 is no prompt", "o"), ("$", "c"),
  ])
  func aLineIsACommandOnlyAfterAPromptOrAnIncompleteCommand(_ text: String, _ expected: String) {
    #expect(kinds(text) == expected)
  }

  @Test func commandsHaveNoPrompts() {
    let text = "$ cat <<EOF\n> a\n> EOF\na\n$ echo \\\n  b\nb\n"
    let commands = ConsoleSession(text).commands(in: text)
    #expect(commands.map(\.code) == ["cat <<EOF\na\nEOF\n", "echo \\\n  b\n"])
    #expect(commands.map(\.line) == [0, 4])
    #expect(SessionCommand.transcript(commands, ["a\n", "b"]) == text)
  }

  @Test func whatIsCopiedIsWhatIsRun() {
    // The copy button takes all but prompts (`g`) and output (`o`).
    #expect(
      spans("$ echo 'a\n> b'\na\nb", "console")
        == "g‹$ ›f‹echo› s‹'a›\ng‹> ›f‹b›s‹'›\no‹a\nb›")
  }

  /// Lines of pipelines in conditions, and of others.
  @Test(arguments: [
    ("a | b", [], [0]), ("if a | b; then\nc | d\nfi", [0], [1]), ("a | b && c", [0], []),
    ("a && b | c", [], [0]),
    ("a | b &&\nc | d", [0], [1]), ("! a | b", [0], []), ("until a |\nb; do\nc\ndone", [0, 1], []),
    ("a | while read x; do\nb | c\ndone", [], [0, 1, 2]),
    ("if a; then :; elif b | c; then d | e; fi", [0], [0]),
    ("x=$(a | b) && c", [0], []), ("x=$(a | b)", [], [0]), ("(a | b) || c", [], [0]), ("a | b &\nc", [], [0]),
    ("echo 'a | b' && c # d | e", [], []), ("a |& b || c", [0], []), ("a >| b && c", [], []),
    ("for x in a; do b | c; done", [], [0]), ("case x in a|b) c;; d) e | f;; esac", [], [0]),
    ("case x in a|b) c;; esac", [], []), ("f() {\nif a | b; then c; fi\n}", [1], []),
  ])
  func pipesInConditionsAreKnown(_ code: String, _ conditions: [Int], _ others: [Int]) {
    var reading = ShellCompleteness()
    for line in code.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) { reading.read(line) }
    #expect(!reading.isIncomplete)
    #expect(reading.linesOfConditions.sorted() == conditions)
    #expect(reading.linesOfPipes.sorted() == others)
  }

  @Test func deepNestingEndsTheReading() {
    var reading = ShellCompleteness()
    for _ in 0..<10 { reading.read(String(repeating: "$(", count: 100_000).utf8) }
    #expect(!reading.isIncomplete)
    #expect(reading.frames.count == ShellCompleteness.maximumDepth + 1)
  }
}
