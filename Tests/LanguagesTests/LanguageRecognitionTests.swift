import Languages
import Testing

/// What a block evidently is, whatever its fence says.
struct LanguageRecognitionTests {
  @Test(arguments: [
    (#"{"id": 1}"#, "json"), (#"[{"id": 1}]"#, "json"),
    ("GET /v1/jobs HTTP/1.1\nHost: localhost", "http"), ("HTTP/1.1 404 Not Found", "http"),
    ("apiVersion: v1\nkind: Pod", "yaml"),
    ("from json import dumps\nprint(dumps(1))", "python"), ("import os\nprint(os.name)", "python"),
    ("FROM debian:13\nRUN apt-get update", "dockerfile"), ("SELECT id\nFROM jobs", "sql"),
    ("Get-Process -Name x", "powershell"), ("[Environment]::Exit(1)", "powershell"),
    ("@echo off\ndir", "bat"),
  ])
  func codeInAShellBlockIsRecognized(code: String, language: String) throws {
    for shell in ["sh", "console"] {
      let fence = try #require(Languages.all[shell])
      #expect(Languages.all.apparentLanguage(of: code, in: fence)?.id == language)
    }
  }

  @Test(arguments: [
    "", "ls -l", "{ echo a; }", "[ -f x ] && echo yes", "import -window root shot.png", "SELECT=1 ./run",
    "FROM=a ./move", "$ curl localhost\n{\"id\": 1}", "get-process x", "GET me", "[1, 2]",
  ])
  func commandsAreNotTakenForCode(code: String) throws {
    let fence = try #require(Languages.all["sh"])
    #expect(Languages.all.apparentLanguage(of: code, in: fence) == nil)
  }

  @Test(arguments: [
    ("python", "pip install flowdocs\n"), ("js", "# install\nnpm install x"), ("yaml", "kubectl get pods"),
    ("go", "go get x\n"), ("swift", "git clone https://example.com/x.git \\\n  --depth 1"),
  ])
  func commandsInABlockOfCodeAreRecognized(language: String, code: String) throws {
    let fence = try #require(Languages.all[language])
    #expect(Languages.all.apparentLanguage(of: code, in: fence)?.id == "sh")
  }

  @Test(arguments: [
    ("python", "print(1)\n"), ("python", "pip = 1"), ("go", "go f()"), ("text", "git clone x"), ("sql", ""),
    ("powershell", "git clone x"),
  ])
  func codeIsNotTakenForCommands(language: String, code: String) throws {
    let fence = try #require(Languages.all[language])
    #expect(Languages.all.apparentLanguage(of: code, in: fence) == nil)
  }
}
